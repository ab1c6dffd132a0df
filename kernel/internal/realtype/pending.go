package realtype

import (
	"reflect"
	"unsafe"
)

// pretend gives a struct or array whose fields or elements are not known yet
// others with the same pointers. Reflect looks at them when it makes types
// that contain d, such as those of the memory of a map.
func pretend(d *descriptor, l layout) {
	switch reflect.Kind(d.kind) {
	case reflect.Struct:
		(*structDescriptor)(unsafe.Pointer(d)).fields = l.pointerFields()
	case reflect.Array:
		e := new(structDescriptor)
		keep(e)
		l.fill(&e.descriptor)
		e.kind = uint8(reflect.Struct)
		e.fields = l.pointerFields()
		a := (*arrayDescriptor)(unsafe.Pointer(d))
		a.elem, a.len = &e.descriptor, 1
	}
}

// pointerFields returns one blank field for each pointer.
func (l layout) pointerFields() []fieldDescriptor {
	var fields []fieldDescriptor
	for i, on := range l.words {
		if on {
			fields = append(fields, fieldDescriptor{
				name:   name{text: "_"}.encode(),
				typ:    describe(reflect.TypeFor[unsafe.Pointer]()),
				offset: uintptr(i) * wordSize,
			})
		}
	}
	return fields
}

// settled reports whether t and all that its memory is made of are complete.
func (b *builder) settled(t reflect.Type) bool {
	if b.pending[t] {
		return false
	}
	switch t.Kind() {
	case reflect.Array:
		return b.settled(t.Elem())
	case reflect.Struct:
		for f := range t.Fields() {
			if !b.settled(f.Type) {
				return false
			}
		}
	}
	return true
}
