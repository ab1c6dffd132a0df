package engine

import (
	"reflect"
	"slices"
	"sync/atomic"
	"unsafe"

	"gosched/kernel/internal/realtype"
)

// Calls of methods through interfaces. A node remembers for a few types of what
// the interface held where their methods are; what is linked there is called
// without reflection if it is an interpreted function.

// A callee is a method that a node has called, of values of one type.
type callee struct {
	table  unsafe.Pointer // the interface's word for the type
	method realtype.Method
	last   atomic.Pointer[callSite]
}

// mostCallees is how many callees a node remembers.
const mostCallees = 8

// An invocation is a node that calls a method of what an interface holds.
type invocation struct {
	*calling
	types   *realtype.Table
	name    string
	recv    int // the variable that is the interface
	callees atomic.Pointer[[]*callee]
}

var interfaceFlag = flagOf(anyType)

// invokeCode returns what makes the code of the call of a method through an interface.
func invokeCode(name string) func(in *installer, n *node, slow exec) exec {
	return func(in *installer, n *node, slow exec) exec {
		t := in.typeOf(n.child[1])
		if t == nil || t.Kind() != reflect.Interface {
			return slow
		}
		recv, ok := operandOf(n.child[1], t)
		c, ok2 := in.callingOf(n, in.t.ops[symbolOf(n)].typ)
		if !ok || !ok2 {
			return slow
		}
		v := &invocation{calling: c, types: in.t.e.types, name: name, recv: recv.index}
		return func(f *frame) exec {
			if next, ok := v.invoke(f); ok {
				return next
			}
			return slow(f)
		}
	}
}

// invoke calls the method, false if it cannot.
func (v *invocation) invoke(f *frame) (next exec, ok bool) {
	i := f.slot(v.recv)
	if !i.holds(interfaceFlag) || !v.ready(f) {
		return nil, false
	}
	words := *(*[2]unsafe.Pointer)(i.ptr)
	x := v.callee(words[0], &f.data[v.recv])
	if x == nil || words[1] == nil && x.method.Boxed {
		return nil, false
	}
	fn := functionOf(x.method.Code())
	if fn == nil || !fn.callable() {
		return nil, false
	}
	site := v.site(fn, 1, &x.last)
	if site == nil {
		return nil, false
	}
	f.done.at = v.n
	return v.call(f, site, 1, func(fr *frame) {
		param := fr.slot(fn.results)
		if x.method.Boxed {
			typedMove(param.typ, param.ptr, words[1])
		} else {
			*(*unsafe.Pointer)(param.ptr) = words[1]
		}
	}), true
}

// callee returns the method for an interface with the first word table and
// the value held, nil if that is not a method of a cell type.
func (v *invocation) callee(table unsafe.Pointer, held *reflect.Value) *callee {
	if table == nil {
		return nil
	}
	var known []*callee
	if p := v.callees.Load(); p != nil {
		known = *p
	}
	for _, x := range known {
		if x.table == table {
			return x
		}
	}
	if len(known) == mostCallees {
		return nil
	}
	t := held.Elem().Type()
	m, ok := v.types.Method(t, v.name)
	if !ok {
		return nil
	}
	x := &callee{table: table, method: m}
	list := append(slices.Clone(known), x)
	v.callees.Store(&list)
	return x
}

// functionOf returns the interpreted function that a func value with code p
// calls with no captures, nil if it is none.
func functionOf(p unsafe.Pointer) *function {
	v := value{ptr: p}
	if c := closureOf(&v); c != nil && len(c.captured) == 0 {
		return c.fn
	}
	return nil
}
