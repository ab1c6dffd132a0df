package engine

import (
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
)

// Some types of the library keep what cells give them where no field shows it. A search for
// names asks them for it as the program would, when nothing else runs.

// kept looks at what a struct of package sync or sync/atomic keeps, if it is one that does.
func (s *search) kept(f found) {
	if !s.still || !f.CanAddr() {
		return
	}
	if isAtomicPointer(f.Type()) {
		v := reflect.NewAt(f.Type().Field(0).Type.Elem(), f.Addr().UnsafePointer()).Elem() // the other fields have no size
		s.add(f, v, f.path+".Load()", 1)
		return
	}
	if !f.Addr().CanInterface() {
		return
	}
	switch k := f.Addr().Interface().(type) {
	case *atomic.Value:
		s.add(f, reflect.ValueOf(k.Load()), f.path+".Load()", 1)
	case *sync.Map:
		m := make(map[any]any)
		k.Range(func(key, value any) bool {
			m[key] = value
			return len(m) <= mostElements
		})
		s.elements(found{reflect.ValueOf(m), f.path, f.steps})
	}
}

// isAtomicPointer says whether t is an atomic.Pointer.
func isAtomicPointer(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.PkgPath() == "sync/atomic" && strings.HasPrefix(t.Name(), "Pointer[") &&
		t.NumField() > 0 && t.Field(0).Type.Kind() == reflect.Array
}
