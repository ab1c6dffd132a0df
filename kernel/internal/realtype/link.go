package realtype

import (
	"reflect"
	"strings"
	"unsafe"
)

// link fills the slots of a method whose code is fn. Where the receiver
// travels as it does in a call of fn, that is fn itself.
func (e *entryPoints) link(fn reflect.Value) {
	if !e.ptr && fn.Type().In(0) != e.recv {
		e.linkThrough(fn)
		return
	}
	set(e.value, fn)
	if e.ptr {
		return
	}
	call := implementation(fn)
	set(e.pointer, reflect.MakeFunc(e.funcType(reflect.PointerTo(e.recv)), func(args []reflect.Value) []reflect.Value {
		if args[0].IsNil() {
			e.nilReceiver()
		}
		args[0] = copied(args[0].Elem())
		return call(args)
	}))
	if e.boxed == 0 {
		return
	}
	set(e.boxed, reflect.MakeFunc(e.funcType(reflect.TypeFor[unsafe.Pointer]()), func(args []reflect.Value) []reflect.Value {
		args[0] = copied(reflect.NewAt(e.recv, args[0].UnsafePointer()).Elem())
		return call(args)
	}))
}

// linkThrough fills the slots of a method of T whose code fn takes a *T, through
// which it changes nothing.
func (e *entryPoints) linkThrough(fn reflect.Value) {
	set(e.pointer, fn)
	if e.boxed != 0 {
		set(e.boxed, fn)
	}
	call := implementation(fn)
	set(e.value, reflect.MakeFunc(e.funcType(e.recv), func(args []reflect.Value) []reflect.Value {
		args[0] = copied(args[0]).Addr()
		return call(args)
	}))
}

// copied returns a copy of v: a method may change its receiver.
func copied(v reflect.Value) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	return c
}

// nilReceiver panics as the runtime does when a value method is called with a nil
// pointer.
func (e *entryPoints) nilReceiver() {
	name, _, generic := strings.Cut(e.recv.Name(), "[")
	if generic {
		name += "[...]"
	}
	pkg, _, _ := strings.Cut(e.recv.String(), ".")
	err := reflect.New(plainError).Elem()
	err.SetString("value method " + pkg + "." + name + "." + e.name + " called using nil *" + name + " pointer")
	panic(err.Interface())
}

// plainError is the runtime's type of this error, taken from another one of it.
var plainError = func() (t reflect.Type) {
	defer func() { t = reflect.TypeOf(recover()) }()
	close(chan int(nil))
	return nil
}()

// A madeFunc mirrors the closure that reflect.MakeFunc makes in Go 1.26.
type madeFunc struct {
	code    uintptr
	stack   unsafe.Pointer
	argLen  uintptr
	regPtrs [2]uint8
	ftyp    unsafe.Pointer
	fn      func([]reflect.Value) []reflect.Value
}

// madeCode is the code that all functions made by reflect.MakeFunc share.
var madeCode = (*madeFunc)(closure(reflect.MakeFunc(reflect.TypeFor[func()](), func([]reflect.Value) []reflect.Value { return nil }))).code

// implementation returns the function to call with arguments that are already
// reflect.Values, the variadic ones as a slice. Interpreted functions are made
// by reflect.MakeFunc, which need not pack and unpack them again.
func implementation(fn reflect.Value) func([]reflect.Value) []reflect.Value {
	if p := closure(fn); *(*uintptr)(p) == madeCode {
		return (*madeFunc)(p).fn
	}
	if fn.Type().IsVariadic() {
		return fn.CallSlice
	}
	return fn.Call
}

// Made returns the closure that implements the func value with closure p, if
// reflect.MakeFunc has made that; otherwise nil.
func Made(p unsafe.Pointer) unsafe.Pointer {
	if *(*uintptr)(p) != madeCode {
		return nil
	}
	return *(*unsafe.Pointer)(unsafe.Pointer(&(*madeFunc)(p).fn))
}
