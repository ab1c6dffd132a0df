package engine

import (
	"reflect"
	"unsafe"
)

// The nodes of this file copy values as they are, and follow bools.

// moveCode makes the code that copies the value of src, zero if it is nil, to
// the variable dest of the frame, which is of type t. It returns nil for types
// that are more than a few words, and for func types, of which yaegi has values
// of its own.
func moveCode(src *node, t reflect.Type, dest int, slow, next exec) exec {
	switch t.Kind() {
	case reflect.Bool, reflect.Int8, reflect.Uint8:
		return moveOf[uint8](src, t, dest, slow, next)
	case reflect.Int16, reflect.Uint16:
		return moveOf[uint16](src, t, dest, slow, next)
	case reflect.Int32, reflect.Uint32, reflect.Float32:
		return moveOf[uint32](src, t, dest, slow, next)
	case reflect.Int, reflect.Uint, reflect.Uintptr:
		return moveOf[uint](src, t, dest, slow, next)
	case reflect.Int64, reflect.Uint64, reflect.Float64:
		return moveOf[uint64](src, t, dest, slow, next)
	case reflect.String:
		return moveOf[string](src, t, dest, slow, next)
	case reflect.Pointer, reflect.UnsafePointer, reflect.Chan, reflect.Map:
		return moveOf[unsafe.Pointer](src, t, dest, slow, next)
	case reflect.Slice:
		return moveOf[sliceHeader](src, t, dest, slow, next)
	case reflect.Interface:
		return moveOf[[2]unsafe.Pointer](src, t, dest, slow, next)
	}
	return nil
}

// moveOf makes the code for a type with the layout of T.
func moveOf[T any](src *node, t reflect.Type, dest int, slow, next exec) exec {
	s := source[T]{index: -1}
	if src != nil {
		var ok bool
		if s, ok = variableOf[T](src, t); !ok {
			return nil
		}
	}
	flag := flagOf(t)
	return func(f *frame) exec {
		x, ok := s.get(f, flag)
		v := f.slot(dest)
		if !ok || v.flag != flag {
			return slow(f)
		}
		*(*T)(v.ptr) = x
		return next
	}
}

// movable says whether n is a constant or a variable of type t.
func (in *installer) movable(n *node, t reflect.Type) bool {
	return n.rval.IsValid() || in.typeOf(n) == t
}

// assignCode makes the code of an assignment to one place.
func (in *installer) assignCode(n *node) exec {
	if n.nleft != 1 || len(n.child) < 2 || n.child[0].ident == "_" || kindName(n) != "assignStmt" {
		return nil
	}
	src := n.child[len(n.child)-1]
	t := in.typeOf(n.child[0])
	dest, ok := operandOf(n.child[0], nil)
	if !ok || t == nil || !in.movable(src, t) {
		return nil
	}
	next, _ := successors(n)
	return moveCode(src, t, dest.index, n.exec, next)
}

// returnCode makes the code of a return of one value that is not already where
// the caller expects it.
func (in *installer) returnCode(n *node) exec {
	if n.exec == nil || len(n.child) != 1 || !in.movable(n.child[0], in.slots[0]) {
		return nil
	}
	return moveCode(n.child[0], in.slots[0], 0, n.exec, nil)
}

// resetCode makes the code of a variable declaration, which sets the variable
// to zero: its memory is from an earlier call.
func (in *installer) resetCode(n *node) exec {
	next, _ := successors(n)
	if len(n.child) != 2 || n.child[0].level != 0 || n.child[0].sym == nil {
		return nil
	}
	dest := n.child[0].sym.index
	slow := func(f *frame) exec {
		f.data[dest].SetZero()
		return next
	}
	if x := moveCode(nil, in.slots[dest], dest, slow, next); x != nil {
		return x
	}
	return slow
}

// logic makes the code of !, && and || and of conditions that are variables.
func (in *installer) logic(n *node, name string) exec {
	dest, ok := operandOf(n, boolType)
	if !ok || dest.index < 0 {
		return nil
	}
	then, otherwise := successors(n)
	follow := func(f *frame, r bool) exec {
		*(*bool)(f.slot(dest.index).ptr) = r
		if !r && otherwise != nil {
			return otherwise
		}
		return then
	}
	slow := n.exec
	var x, y source[bool]
	if name == "branch" {
		x = source[bool]{index: dest.index}
	} else if x, ok = sourceOf[bool](n.child[0], boolType); !ok {
		return nil
	}
	if name == "land" || name == "lor" {
		if y, ok = sourceOf[bool](n.child[1], boolType); !ok {
			return nil
		}
	}
	isVariable := func(f *frame) bool { return f.slot(dest.index).flag == boolFlag }
	switch name {
	case "branch":
		return func(f *frame) exec {
			r, ok := x.get(f, boolFlag)
			switch {
			case !ok:
				return slow(f)
			case r:
				return then
			}
			return otherwise
		}
	case "not":
		return func(f *frame) exec {
			r, ok := x.get(f, boolFlag)
			if !ok || !isVariable(f) {
				return slow(f)
			}
			return follow(f, !r)
		}
	case "land":
		return func(f *frame) exec {
			r, ok := x.get(f, boolFlag)
			s, ok2 := y.get(f, boolFlag)
			if !ok || !ok2 || !isVariable(f) {
				return slow(f)
			}
			return follow(f, r && s)
		}
	}
	return func(f *frame) exec {
		r, ok := x.get(f, boolFlag)
		s, ok2 := y.get(f, boolFlag)
		if !ok || !ok2 || !isVariable(f) {
			return slow(f)
		}
		return follow(f, r || s)
	}
}
