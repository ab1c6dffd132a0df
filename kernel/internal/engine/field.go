package engine

import (
	"reflect"
	"unsafe"
)

// Cells have access to all fields of their types. To the users of reflection that
// they call, and to yaegi, fields are exported or not, so what yaegi selects is
// opened for what comes after.

// opened lets a node that selects a field, as x does, give access to it whether
// or not it is exported.
func opened(n *node, x exec) exec {
	if n.level != 0 || n.findex < 0 {
		return x
	}
	dst := n.findex
	return func(f *frame) exec {
		next := x(f)
		f.slot(dst).flag &^= readOnly
		return next
	}
}

// selects says whether a generator of yaegi's makes code that selects a field.
func selects(generator string) bool {
	switch generator {
	case "getIndexSeq", "getPtrIndexSeq", "getIndexSeqField":
		return true
	}
	return false
}

// openFields opens the fields that a tree of yaegi's own nodes selects.
func openFields(root *node) {
	in := &installer{kinds: make(map[uintptr]string)}
	in.openFields(root)
}

func (in *installer) openFields(n *node) {
	for _, c := range n.child {
		in.openFields(c)
	}
	if n.gen == nil || !selects(in.generator(n)) {
		return
	}
	original := n.gen
	n.gen = func(n *node) {
		original(n)
		n.exec = opened(n, n.exec)
	}
}

// field returns field i of a struct, which may be set and read whether or not
// it is exported.
func field(s reflect.Value, i int) reflect.Value {
	v := s.Field(i)
	(*value)(unsafe.Pointer(&v)).flag &^= readOnly
	return v
}

// readOnly is what the flags of values that came from unexported fields have.
var readOnly = func() uintptr {
	flag := func(v reflect.Value) uintptr { return (*value)(unsafe.Pointer(&v)).flag }
	type embedded struct{}
	v := reflect.ValueOf(struct {
		A struct{}
		b struct{}
		embedded
	}{})
	return (flag(v.Field(1)) | flag(v.Field(2))) &^ flag(v.Field(0))
}()
