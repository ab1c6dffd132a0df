package engine

import (
	"reflect"
	"unsafe"

	"gosched/kernel/rt"
)

// A channelOps is the implementation of the channel operations for one element
// type.
type channelOps struct{ send, recv, recvOk operation }

// An operation is what an op does, and code that does the same on variables of
// the expected types.
type operation struct {
	do   func(in, out []reflect.Value)
	code func(in *installer, n *node, slow exec) exec // slow does it on any variables
}

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
	var c channelOps
	c.send.do = func(in, _ []reflect.Value) {
		ch := in[0].UnsafePointer()
		if !rt.TrySend(ch, stored(in[1], elem)) {
			rt.Send(rt.Current(), ch, copied(in[1], elem))
		}
	}
	c.recv.do = func(in, out []reflect.Value) { rt.Recv(rt.Current(), in[0].UnsafePointer(), address(out[0])) }
	c.recvOk.do = func(in, out []reflect.Value) {
		out[1].SetBool(rt.Recv(rt.Current(), in[0].UnsafePointer(), address(out[0])))
	}
	return c
}

// channelOf returns the operations for channels of elem, which has the layout of T.
func channelOf[T any](elem reflect.Type) channelOps {
	send := func(in, _ []reflect.Value) {
		rt.SendTo(rt.Current(), chanOf[T](in[0]), *(*T)(stored(in[1], elem)))
	}
	recv := func(in, out []reflect.Value) {
		v, _ := rt.RecvFrom(rt.Current(), chanOf[T](in[0]))
		*(*T)(address(out[0])) = v
	}
	recvOk := func(in, out []reflect.Value) {
		v, ok := rt.RecvFrom(rt.Current(), chanOf[T](in[0]))
		*(*T)(address(out[0])) = v
		out[1].SetBool(ok)
	}
	return channelOps{
		send:   operation{send, sendCode[T](elem)},
		recv:   operation{recv, recvCode[T](elem)},
		recvOk: operation{recvOk, recvOkCode[T](elem)},
	}
}

// sendCode makes the code of a send on a channel of elem, which has the layout of T.
func sendCode[T any](elem reflect.Type) func(in *installer, n *node, slow exec) exec {
	flag := flagOf(elem)
	return func(in *installer, n *node, slow exec) exec {
		ch, ok := in.channel(n.child[1])
		x, ok2 := variableOf[T](n.child[2], elem)
		if !ok || !ok2 || !in.movable(n.child[2], elem) {
			return slow
		}
		next, _ := successors(n)
		return func(f *frame) exec {
			c := f.slot(ch)
			v, ok := x.get(f, flag)
			if !ok || !c.holds(chanFlag) {
				return slow(f)
			}
			f.done.at = n
			rt.SendTo(f.done.g, *(*chan T)(c.ptr), v)
			return next
		}
	}
}

// recvCode makes the code of a receive.
func recvCode[T any](elem reflect.Type) func(in *installer, n *node, slow exec) exec {
	flag := flagOf(elem)
	return func(in *installer, n *node, slow exec) exec {
		ch, ok := in.channel(n.child[1])
		res, ok2 := in.results(n, 1)
		if !ok || !ok2 || res[0] < 0 {
			return slow
		}
		then, otherwise := successors(n)
		return func(f *frame) exec {
			c, dest := f.slot(ch), f.slot(res[0])
			if !c.holds(chanFlag) || dest.flag != flag {
				return slow(f)
			}
			f.done.at = n
			v, _ := rt.RecvFrom(f.done.g, *(*chan T)(c.ptr))
			*(*T)(dest.ptr) = v
			if otherwise != nil && !*(*bool)(dest.ptr) {
				return otherwise
			}
			return then
		}
	}
}

// recvOkCode makes the code of a receive that tells whether there was a value.
func recvOkCode[T any](elem reflect.Type) func(in *installer, n *node, slow exec) exec {
	flag := flagOf(elem)
	return func(in *installer, n *node, slow exec) exec {
		ch, ok := in.channel(n.child[1])
		res, ok2 := in.results(n, 2)
		if !ok || !ok2 {
			return slow
		}
		next, _ := successors(n)
		return func(f *frame) exec {
			c := f.slot(ch)
			if !c.holds(chanFlag) || res[0] >= 0 && f.slot(res[0]).flag != flag || res[1] >= 0 && f.slot(res[1]).flag != boolFlag {
				return slow(f)
			}
			f.done.at = n
			v, ok := rt.RecvFrom(f.done.g, *(*chan T)(c.ptr))
			if res[0] >= 0 {
				*(*T)(f.slot(res[0]).ptr) = v
			}
			if res[1] >= 0 {
				*(*bool)(f.slot(res[1]).ptr) = ok
			}
			return next
		}
	}
}

var chanFlag = flagOf(reflect.TypeFor[chan int]())

// channel returns the index of the variable of the frame that n is, a channel.
func (in *installer) channel(n *node) (int, bool) {
	t := in.typeOf(n)
	if t == nil || t.Kind() != reflect.Chan {
		return 0, false
	}
	o, ok := operandOf(n, t)
	return o.index, ok && o.index >= 0
}

// variableOf returns where to find the value of n, a variable or constant of
// type t, which has the layout of T.
func variableOf[T any](n *node, t reflect.Type) (s source[T], ok bool) {
	o, ok := operandOf(n, t)
	if !ok || o.index < 0 && o.constant.Type() != t {
		return s, false
	}
	if s.index = o.index; o.index < 0 {
		s.constant = *(*T)(copied(o.constant, t))
	}
	return s, true
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
