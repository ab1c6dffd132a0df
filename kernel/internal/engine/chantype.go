package engine

import (
	"reflect"
	"unsafe"

	"gosched/kernel/rt"
)

// A channelOps is the implementation of the channel operations for one element
// type.
type channelOps struct{ send, recv, recvOk func(in, out []reflect.Value) }

// channel returns the operations for channels of type t. For elements that are
// a word or what a few words make up, they are those of another type with the
// same layout, which block faster than those of any type.
func channel(t reflect.Type) channelOps {
	elem := t.Elem()
	switch elem.Kind() {
	case reflect.Bool, reflect.Int8, reflect.Uint8:
		return channelOf[uint8](elem)
	case reflect.Int32, reflect.Uint32, reflect.Float32:
		return channelOf[uint32](elem)
	case reflect.Int, reflect.Uint, reflect.Uintptr:
		return channelOf[uint](elem)
	case reflect.Int64, reflect.Uint64, reflect.Float64:
		return channelOf[uint64](elem)
	case reflect.Pointer, reflect.UnsafePointer, reflect.Chan, reflect.Map, reflect.Func:
		return channelOf[*byte](elem)
	case reflect.String:
		return channelOf[string](elem)
	case reflect.Slice:
		return channelOf[[]byte](elem)
	case reflect.Interface:
		return channelOf[[2]unsafe.Pointer](elem)
	}
	if elem.Size() == 0 {
		return channelOf[struct{}](elem)
	}
	return channelOps{
		send: func(in, _ []reflect.Value) {
			ch := in[0].UnsafePointer()
			if !rt.TrySend(ch, stored(in[1], elem)) {
				rt.Send(ch, copied(in[1], elem))
			}
		},
		recv: func(in, out []reflect.Value) { rt.Recv(in[0].UnsafePointer(), address(out[0])) },
		recvOk: func(in, out []reflect.Value) {
			out[1].SetBool(rt.Recv(in[0].UnsafePointer(), address(out[0])))
		},
	}
}

// channelOf returns the operations for channels of elem, which has the layout of T.
func channelOf[T any](elem reflect.Type) channelOps {
	return channelOps{
		send: func(in, _ []reflect.Value) { rt.SendTo(chanOf[T](in[0]), *(*T)(stored(in[1], elem))) },
		recv: func(in, out []reflect.Value) {
			v, _ := rt.RecvFrom(chanOf[T](in[0]))
			*(*T)(address(out[0])) = v
		},
		recvOk: func(in, out []reflect.Value) {
			v, ok := rt.RecvFrom(chanOf[T](in[0]))
			*(*T)(address(out[0])) = v
			out[1].SetBool(ok)
		},
	}
}

// chanOf returns the channel that v is as one of T.
func chanOf[T any](v reflect.Value) chan T {
	p := v.UnsafePointer()
	return *(*chan T)(unsafe.Pointer(&p))
}

// stored returns the address of v as a value of type t: of a variable that may
// change later, or of a copy.
func stored(v reflect.Value, t reflect.Type) unsafe.Pointer {
	if v.CanAddr() && v.Type() == t {
		return address(v)
	}
	return copied(v, t)
}

// copied returns the address of a copy of v as a value of type t. What is sent
// later than now must be one.
func copied(v reflect.Value, t reflect.Type) unsafe.Pointer {
	c := reflect.New(t)
	c.Elem().Set(v)
	return c.UnsafePointer()
}

// address returns the address of v, which is addressable.
func address(v reflect.Value) unsafe.Pointer { return unsafe.Pointer(v.UnsafeAddr()) }
