package engine

import (
	"reflect"
	"unsafe"
)

// The nodes of this file find places: elements, fields and what pointers point
// to. The value that they put in the frame is the place itself.

// A way is how a node gets from one place to another.
type way struct {
	from            operand
	typ             unsafe.Pointer // of what is found
	flag            uintptr
	fromType        unsafe.Pointer
	fromFlag        uintptr
	dest            int
	then, otherwise exec
}

// wayOf describes how node n gets from the value of its operand, of type
// from, to one of type to. Types that are not known are nil.
func wayOf(n *node, from, to reflect.Type) (p *way, ok bool) {
	p = &way{dest: n.findex}
	if p.from, ok = operandOf(n.child[0], nil); !ok || n.level != 0 {
		return nil, false
	}
	p.then, p.otherwise = successors(n)
	if from != nil && to != nil && p.from.index >= 0 {
		p.fromType, p.fromFlag = typeWord(from), flagOf(from)
		p.typ, p.flag = typeWord(to), flagOf(to)
	}
	return p, true
}

// origin returns the variable that the operand is, nil if it is none of the
// expected type.
func (p *way) origin(f *frame) unsafe.Pointer {
	if p.from.index < 0 {
		return nil
	}
	if v := f.slot(p.from.index); v.flag == p.fromFlag && v.typ == p.fromType {
		return v.ptr
	}
	return nil
}

// found puts the variable at ptr in the frame and returns what follows.
func (p *way) found(f *frame, ptr unsafe.Pointer) exec {
	v := f.slot(p.dest)
	v.typ, v.ptr, v.flag = p.typ, ptr, p.flag
	if p.otherwise != nil && !*(*bool)(ptr) {
		return p.otherwise
	}
	return p.then
}

// foundValue does the same with any value.
func (p *way) foundValue(f *frame, v reflect.Value) exec {
	f.data[p.dest] = v
	if p.otherwise != nil && !v.Bool() {
		return p.otherwise
	}
	return p.then
}

// A sliceHeader is what a slice is in memory, and, but for cap, a string.
type sliceHeader struct {
	data     unsafe.Pointer
	len, cap int
}

// indexCode makes the code of an index expression.
func (in *installer) indexCode(n *node) exec {
	from, elem := in.typeOf(n.child[0]), reflect.Type(nil)
	if from != nil && (from.Kind() == reflect.Slice || from.Kind() == reflect.Array) {
		elem = from.Elem()
	}
	p, ok := wayOf(n, from, elem)
	index, ok2 := operandOf(n.child[1], intType)
	if !ok || !ok2 {
		return nil
	}
	slow := func(f *frame) exec {
		v, i := p.from.value(f), index.value(f)
		k := word(i)
		if k >= uint64(v.Len()) {
			f.done.at = n
			panic(indexError(i, v.Len()))
		}
		return p.foundValue(f, v.Index(int(k)))
	}
	i, ok := sourceOf[int](n.child[1], intType)
	if !ok {
		return slow
	}
	switch {
	case elem == nil:
		return slow
	case from.Kind() == reflect.Array:
		size, length := elem.Size(), from.Len()
		return func(f *frame) exec {
			array := p.origin(f)
			k, ok := i.get(f, intFlag)
			if array == nil || !ok || uint(k) >= uint(length) {
				return slow(f)
			}
			return p.found(f, unsafe.Add(array, uintptr(k)*size))
		}
	}
	size := elem.Size()
	return func(f *frame) exec {
		h := (*sliceHeader)(p.origin(f))
		k, ok := i.get(f, intFlag)
		if h == nil || !ok || uint(k) >= uint(h.len) {
			return slow(f)
		}
		return p.found(f, unsafe.Add(h.data, uintptr(k)*size))
	}
}

// word returns an int or uint64 variable or constant.
func word(v reflect.Value) uint64 { return *(*uint64)((*value)(unsafe.Pointer(&v)).ptr) }

// derefCode makes the code of *p. Where it is the target of an assignment, a
// nil p is noticed by the assignment, after the right side was evaluated.
func (in *installer) derefCode(n *node) exec {
	from, elem := in.typeOf(n.child[0]), reflect.Type(nil)
	if from != nil && from.Kind() == reflect.Pointer {
		elem = from.Elem()
	}
	p, ok := wayOf(n, from, elem)
	if !ok {
		return nil
	}
	if c := p.from.constant; p.from.index < 0 && c.Kind() == reflect.Pointer && !c.IsNil() {
		p.typ, p.flag = typeWord(c.Type().Elem()), flagOf(c.Type().Elem())
		ptr := c.UnsafePointer()
		return func(f *frame) exec { return p.found(f, ptr) }
	}
	target := kindName(n.anc) == "assignStmt" && n.anc.child[0] == n
	return func(f *frame) exec {
		if v := (*unsafe.Pointer)(p.origin(f)); v != nil && *v != nil {
			return p.found(f, *v)
		}
		v := p.from.value(f)
		if v.IsNil() {
			f.done.at = n
			if !target {
				panic(nilPointer)
			}
		}
		return p.foundValue(f, v.Elem())
	}
}

// fieldCode makes the code of a selection of a field.
func (in *installer) fieldCode(n *node) exec {
	from := in.typeOf(n.child[0])
	path, ok := n.val.([]int)
	if !ok || from == nil {
		return nil
	}
	to, offset := from, uintptr(0)
	for _, i := range path {
		if to.Kind() != reflect.Struct {
			return nil
		}
		field := to.Field(i)
		to, offset = field.Type, offset+field.Offset
	}
	p, ok := wayOf(n, from, to)
	if !ok {
		return nil
	}
	slow := n.exec
	return func(f *frame) exec {
		s := p.origin(f)
		if s == nil {
			return slow(f)
		}
		return p.found(f, unsafe.Add(s, offset))
	}
}

// lengthOffset is where slices and strings, which are shorter, have their length.
const lengthOffset = unsafe.Offsetof(sliceHeader{}.len)

// lengthCode makes the code of len of a slice or string.
func (in *installer) lengthCode(n *node) exec {
	from := in.typeOf(n.child[1])
	dest, ok := operandOf(n, nil)
	if from == nil || !ok || dest.index < 0 || from.Kind() != reflect.Slice && from.Kind() != reflect.String {
		return nil
	}
	x, ok := operandOf(n.child[1], nil)
	if !ok {
		return nil
	}
	next, _ := successors(n)
	flag, slow := flagOf(from), n.exec
	return func(f *frame) exec {
		s, v := f.slot(x.index), f.slot(dest.index)
		if !s.holds(flag) || v.flag != intFlag {
			return slow(f)
		}
		*(*int)(v.ptr) = *(*int)(unsafe.Add(s.ptr, lengthOffset))
		return next
	}
}

var intFlag = flagOf(intType)
