package symbols

import (
	"reflect"
	"strings"
	"sync"
)

// found caches what Type found by searching, typeName -> reflect.Type or nil.
var found sync.Map

// A typeName names a type of a package.
type typeName struct{ path, name string }

// Type returns the named type of a package. Unlike Lookup it also finds types
// that the package does not export but uses in what it exports: net/http has a
// variable NoBody of type noBody. Of generic types it finds the instances that
// compiled packages use, by their names with type arguments: "Seq[[]uint8]".
func Type(path, name string) (reflect.Type, bool) {
	if strings.HasSuffix(name, "]") {
		t, ok := instances[path+"."+name]
		return t, ok
	}
	if v, ok := Lookup(path, name); ok && v.Kind() == reflect.Pointer && v.IsNil() {
		return v.Type().Elem(), true
	}
	key := typeName{path, name}
	if t, ok := found.Load(key); ok {
		return t.(reflect.Type), true
	}
	for symbol := range Package(path) {
		s := search{typeName: key, seen: make(map[reflect.Type]bool)}
		if t := s.from(Package(path)[symbol].Type()); t != nil {
			found.Store(key, t)
			return t, true
		}
	}
	return nil, false
}

// A search looks for a type in the types that others are made of.
type search struct {
	typeName
	seen map[reflect.Type]bool
}

// from looks in t, and, within the package, in fields and methods.
func (s search) from(t reflect.Type) reflect.Type {
	if s.seen[t] {
		return nil
	}
	s.seen[t] = true
	if t.PkgPath() == s.path && t.Name() == s.name {
		return t
	}
	for part := range parts(t, t.PkgPath() == s.path || t.Name() == "") {
		if found := s.from(part); found != nil {
			return found
		}
	}
	return nil
}

// parts yields the types that t is made of, inner ones and those of methods
// only if asked.
func parts(t reflect.Type, all bool) func(yield func(reflect.Type) bool) {
	return func(yield func(reflect.Type) bool) {
		switch t.Kind() {
		case reflect.Map:
			if !yield(t.Key()) || !yield(t.Elem()) {
				return
			}
		case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Chan:
			if !yield(t.Elem()) {
				return
			}
		case reflect.Func:
			for in := range t.Ins() {
				if !yield(in) {
					return
				}
			}
			for out := range t.Outs() {
				if !yield(out) {
					return
				}
			}
		case reflect.Struct:
			for i := 0; all && i < t.NumField(); i++ {
				if !yield(t.Field(i).Type) {
					return
				}
			}
		}
		for i := 0; all && i < t.NumMethod(); i++ {
			if !yield(t.Method(i).Type) {
				return
			}
		}
	}
}
