package engine

import (
	"reflect"
	"unsafe"

	"gosched/kernel/rt"
)

// A channelOps is the implementation of the channel operations for one element
// type.
type channelOps struct{ send, recv, recvOk func(in, out []reflect.Value) }

// channels are the element types that cells send most, whose operations need
// no reflection.
var channels = map[reflect.Type]channelOps{
	boolType:                     channelOf[bool](),
	intType:                      channelOf[int](),
	stringType:                   channelOf[string](),
	anyType:                      channelOf[any](),
	reflect.TypeFor[error]():     channelOf[error](),
	reflect.TypeFor[int64]():     channelOf[int64](),
	reflect.TypeFor[float64]():   channelOf[float64](),
	reflect.TypeFor[struct{}]():  channelOf[struct{}](),
	reflect.TypeFor[chan int]():  channelOf[chan int](),
	reflect.TypeFor[[]byte]():    channelOf[[]byte](),
	reflect.TypeFor[func()]():    channelOf[func()](),
	reflect.TypeFor[chan bool](): channelOf[chan bool](),
}

// channel returns the operations for channels of type t.
func channel(t reflect.Type) channelOps {
	if ops, ok := channels[t.Elem()]; ok {
		return ops
	}
	return channelOps{send, recv, recvOk}
}

func channelOf[T any]() channelOps {
	return channelOps{
		send: func(in, _ []reflect.Value) { rt.SendTo(chanOf[T](in[0]), get[T](in[1])) },
		recv: func(in, out []reflect.Value) {
			v, _ := rt.RecvFrom(chanOf[T](in[0]))
			set(out[0], v)
		},
		recvOk: func(in, out []reflect.Value) {
			v, ok := rt.RecvFrom(chanOf[T](in[0]))
			set(out[0], v)
			out[1].SetBool(ok)
		},
	}
}

// chanOf returns the channel that v is, whatever its name and direction.
func chanOf[T any](v reflect.Value) chan T {
	p := v.UnsafePointer()
	return *(*chan T)(unsafe.Pointer(&p))
}

// get returns the value of v, which is of type T.
func get[T any](v reflect.Value) T {
	if v.CanAddr() {
		return *(*T)(v.Addr().UnsafePointer())
	}
	x, _ := v.Interface().(T)
	return x
}

// set sets v, which is settable and of type T.
func set[T any](v reflect.Value, x T) { *(*T)(v.Addr().UnsafePointer()) = x }
