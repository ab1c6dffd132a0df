package engine

import (
	"reflect"
	"unsafe"
)

// The runtime's functions for maps of any type, as reflect has them.

//go:linkname mapAccess reflect.mapaccess
//go:noescape
func mapAccess(t, m, key unsafe.Pointer) (elem unsafe.Pointer)

//go:linkname mapAssign reflect.mapassign0
//go:noescape
func mapAssign(t, m, key, elem unsafe.Pointer)

//go:linkname mapDelete reflect.mapdelete
//go:noescape
func mapDelete(t, m, key unsafe.Pointer)

//go:linkname typedMove reflect.typedmemmove
//go:noescape
func typedMove(t, dst, src unsafe.Pointer)

//go:linkname typedClear reflect.typedmemclr
//go:noescape
func typedClear(t, ptr unsafe.Pointer)

// mapIndex, mapIndexOk, setMap and deleteMap are the operations on maps.
var (
	mapIndex = operation{
		do: func(in, out []reflect.Value) {
			v := in[0].MapIndex(in[1])
			setOrZero(out[0], v, v.IsValid())
		},
		code: func(in *installer, n *node, slow exec) exec { return in.mapIndexCode(n, 1, slow) },
	}
	mapIndexOk = operation{
		do: func(in, out []reflect.Value) {
			v := in[0].MapIndex(in[1])
			setOrZero(out[0], v, v.IsValid())
			out[1].SetBool(v.IsValid())
		},
		code: func(in *installer, n *node, slow exec) exec { return in.mapIndexCode(n, 2, slow) },
	}
	setMap = operation{
		do:   func(in, _ []reflect.Value) { in[0].SetMapIndex(in[1], in[2]) },
		code: (*installer).setMapCode,
	}
	deleteMap = operation{
		do:   func(in, _ []reflect.Value) { in[0].SetMapIndex(in[1], reflect.Value{}) },
		code: (*installer).deleteMapCode,
	}
)

// A memory is where the value of a node is in memory: the index of a variable
// of the frame, or the address of a constant.
type memory struct {
	index    int
	flag     uintptr
	constant unsafe.Pointer
}

// memoryOf returns where to find the value of n, a variable or constant of type t.
func (in *installer) memoryOf(n *node, t reflect.Type) (m memory, ok bool) {
	o, ok := operandOf(n, t)
	if !ok || !in.movable(n, t) || o.index < 0 && o.constant.Type() != t {
		return m, false
	}
	m = memory{index: o.index, flag: flagOf(t)}
	if o.index < 0 {
		m.constant = copied(o.constant, t)
	}
	return m, true
}

// address returns the address, nil if the variable is not of the expected kind.
func (m *memory) address(f *frame) unsafe.Pointer {
	if m.index < 0 {
		return m.constant
	}
	if v := f.slot(m.index); v.holds(m.flag) {
		return v.ptr
	}
	return nil
}

// An access is a node that does something with an entry of a map.
type access struct {
	typ, elem unsafe.Pointer
	m, key    memory
}

// accessOf describes how n gets to an entry of a map of type t.
func (in *installer) accessOf(n *node) (a *access, t reflect.Type, ok bool) {
	if t = in.typeOf(n.child[1]); t == nil || t.Kind() != reflect.Map {
		return nil, nil, false
	}
	a = &access{typ: typeWord(t), elem: typeWord(t.Elem())}
	var okKey bool
	a.m, ok = in.memoryOf(n.child[1], t)
	a.key, okKey = in.memoryOf(n.child[2], t.Key())
	return a, t, ok && okKey
}

// entry returns the map and the address of the key, false if one of them is
// not of the expected kind.
func (a *access) entry(f *frame) (m, key unsafe.Pointer, ok bool) {
	p, key := a.m.address(f), a.key.address(f)
	if p == nil || key == nil {
		return nil, nil, false
	}
	return *(*unsafe.Pointer)(p), key, true
}

// mapIndexCode makes the code that reads an entry and sets so many results.
func (in *installer) mapIndexCode(n *node, count int, slow exec) exec {
	a, t, ok := in.accessOf(n)
	if !ok {
		return slow
	}
	res, ok := in.results(n, count)
	if !ok || res[0] < 0 {
		return slow
	}
	found := -1
	if count == 2 {
		found = res[1]
	}
	dest, flag := res[0], flagOf(t.Elem())
	then, otherwise := successors(n)
	return func(f *frame) exec {
		m, key, ok := a.entry(f)
		v := f.slot(dest)
		if !ok || v.flag != flag || found >= 0 && f.slot(found).flag != boolFlag {
			return slow(f)
		}
		f.done.at = n
		e := mapAccess(a.typ, m, key)
		if e != nil {
			typedMove(a.elem, v.ptr, e)
		} else {
			typedClear(a.elem, v.ptr)
		}
		if found >= 0 {
			*(*bool)(f.slot(found).ptr) = e != nil
		}
		if otherwise != nil && !*(*bool)(v.ptr) {
			return otherwise
		}
		return then
	}
}

// setMapCode makes the code of an assignment to an entry.
func (in *installer) setMapCode(n *node, slow exec) exec {
	a, t, ok := in.accessOf(n)
	if !ok {
		return slow
	}
	x, ok := in.memoryOf(n.child[3], t.Elem())
	if !ok {
		return slow
	}
	next, _ := successors(n)
	return func(f *frame) exec {
		m, key, ok := a.entry(f)
		elem := x.address(f)
		if !ok || elem == nil {
			return slow(f)
		}
		f.done.at = n
		mapAssign(a.typ, m, key, elem)
		return next
	}
}

// deleteMapCode makes the code of delete.
func (in *installer) deleteMapCode(n *node, slow exec) exec {
	a, _, ok := in.accessOf(n)
	if !ok {
		return slow
	}
	next, _ := successors(n)
	return func(f *frame) exec {
		m, key, ok := a.entry(f)
		if !ok {
			return slow(f)
		}
		f.done.at = n
		mapDelete(a.typ, m, key)
		return next
	}
}
