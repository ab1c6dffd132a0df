package engine

import (
	"errors"
	"reflect"
	"unsafe"
)

// Yaegi reads and writes every number through reflect. The nodes of this
// package do so directly, as far as the values in the frame have the types that
// were to be expected; otherwise they do what yaegi's node would have done.

// variableFlag is the flag word of a reflect.Value that is a variable, without
// its kind; addressFlag is what it has that those of other values have not.
var variableFlag, addressFlag = func() (variable, address uintptr) {
	p := reflect.New(intType).Elem()
	v := reflect.ValueOf(1 << 20)
	variable = (*value)(unsafe.Pointer(&p)).flag &^ uintptr(reflect.Int)
	return variable, variable | uintptr(reflect.Int) ^ (*value)(unsafe.Pointer(&v)).flag
}()

// checkValues checks that flag words are what this file takes them for.
func checkValues() error {
	var s struct{ hidden int }
	hidden := reflect.ValueOf(&s).Elem().Field(0)
	for _, t := range list(boolType, intType, stringType, anyType, reflect.TypeFor[*int](), reflect.TypeFor[[]int](), reflect.TypeFor[[4]int](), reflect.TypeFor[struct{}]()) {
		v := reflect.New(t).Elem()
		if (*value)(unsafe.Pointer(&v)).flag != flagOf(t) || typeWord(t) != (*value)(unsafe.Pointer(&v)).typ {
			return errors.New("engine: reflect.Value is not laid out as expected")
		}
	}
	if (*value)(unsafe.Pointer(&hidden)).flag == flagOf(intType) {
		return errors.New("engine: the flags of reflect.Value are not the expected ones")
	}
	return nil
}

// flagOf returns the flag word of variables of type t.
func flagOf(t reflect.Type) uintptr { return variableFlag | uintptr(t.Kind()) }

// typeWord returns the type word of values of type t.
func typeWord(t reflect.Type) unsafe.Pointer {
	v := reflect.Zero(t)
	if t.Kind() == reflect.Interface {
		v = reflect.New(t).Elem()
	}
	return (*value)(unsafe.Pointer(&v)).typ
}

// slot returns the i-th value of the frame.
func (f *frame) slot(i int) *value { return (*value)(unsafe.Pointer(&f.data[i])) }

// holds says whether v is a value or variable of the kind of flag, in memory.
func (v *value) holds(flag uintptr) bool { return v.flag|addressFlag == flag }

// A source is where a node finds an operand of the underlying type T: in a
// variable of the frame, or a constant.
type source[T any] struct {
	index    int
	constant T
}

// sourceOf returns where to find the value of n, which is of type t.
func sourceOf[T any](n *node, t reflect.Type) (s source[T], ok bool) {
	o, ok := operandOf(n, t)
	if !ok || o.index >= 0 {
		return source[T]{index: o.index}, ok
	}
	s.constant, ok = o.constant.Convert(reflect.TypeFor[T]()).Interface().(T)
	s.index = -1
	return s, ok
}

// get returns the operand, false if it is not of the kind of flag.
func (s *source[T]) get(f *frame, flag uintptr) (x T, ok bool) {
	if s.index < 0 {
		return s.constant, true
	}
	v := f.slot(s.index)
	if !v.holds(flag) {
		return x, false
	}
	return *(*T)(v.ptr), true
}

// typeOf returns the type of the variable of the frame that n is, nil if it is none.
func (in *installer) typeOf(n *node) reflect.Type {
	if n.rval.IsValid() {
		return nil
	}
	o, ok := operandOf(n, nil)
	if !ok || o.index >= len(in.slots) {
		return nil
	}
	return in.slots[o.index]
}
