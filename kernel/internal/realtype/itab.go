package realtype

import (
	"reflect"
	"slices"
	"unsafe"
)

// An itab mirrors the beginning of internal/abi.ITab, in Go 1.26: what an interface
// with methods has in its first word. The code of its methods follows.
type itab struct {
	inter, typ *descriptor
	hash       uint32
}

// An Invoker calls a method of an interface, as the package that declares the
// interface may, even if the method is not exported: those reflect does not call.
type Invoker struct {
	recv   reflect.Type
	method reflect.Method
	typ    reflect.Type // of the method's code, which takes the interface's second word first
}

// NewInvoker returns what calls the method of this name of interface type t, false
// if there is none.
func NewInvoker(t reflect.Type, name string) (*Invoker, bool) {
	m, ok := t.MethodByName(name)
	if !ok || m.IsExported() {
		return &Invoker{recv: t, method: m}, ok
	}
	in := append([]reflect.Type{reflect.TypeFor[unsafe.Pointer]()}, slices.Collect(m.Type.Ins())...)
	return &Invoker{t, m, reflect.FuncOf(in, slices.Collect(m.Type.Outs()), m.Type.IsVariadic())}, true
}

// Type returns the method's type, without receiver.
func (i *Invoker) Type() reflect.Type { return i.method.Type }

// Call calls the method of v, a value of the interface type that is not nil;
// spread says that the last argument is the slice of the variadic parameter.
func (i *Invoker) Call(v reflect.Value, in []reflect.Value, spread bool) []reflect.Value {
	fn := v
	if i.typ == nil {
		fn = v.Method(i.method.Index)
	} else {
		var receiver reflect.Value
		fn, receiver = i.code(v)
		in = append([]reflect.Value{receiver}, in...)
	}
	if spread {
		return fn.CallSlice(in)
	}
	return fn.Call(in)
}

// Bind returns the method of v as a func value.
func (i *Invoker) Bind(v reflect.Value) reflect.Value {
	if i.typ == nil {
		return v.Method(i.method.Index)
	}
	v = copied(v)
	return reflect.MakeFunc(i.method.Type, func(in []reflect.Value) []reflect.Value {
		return i.Call(v, in, i.method.Type.IsVariadic())
	})
}

// code returns the method's code as a function, and its first argument.
func (i *Invoker) code(v reflect.Value) (fn, receiver reflect.Value) {
	if v.Type() != i.recv || !v.CanAddr() {
		c := reflect.New(i.recv).Elem()
		c.Set(v)
		v = c
	}
	x := (*struct {
		tab  *itab
		data unsafe.Pointer
	})(v.Addr().UnsafePointer())
	closure := unsafe.Add(unsafe.Pointer(x.tab), unsafe.Offsetof(itab{}.hash)+wordSize+uintptr(i.method.Index)*wordSize)
	return reflect.NewAt(i.typ, unsafe.Pointer(&closure)).Elem(), reflect.ValueOf(x.data)
}
