package display

import "reflect"

// A measure counts what fmt would visit in printing a value. fmt itself has no
// limit, and overflows the stack, which no program survives, on a value that
// contains itself through a slice, a map or an interface.
type measure struct{ nodes int }

// of returns "" if r can be printed, and otherwise why not.
func (m measure) of(r reflect.Value) string { return m.walk(r, 0) }

func (m *measure) walk(r reflect.Value, depth int) string {
	if depth > maxDepth {
		return "refers to itself"
	}
	if why := m.count(1); why != "" {
		return why
	}
	switch r.Kind() {
	case reflect.Interface:
		return m.walkElem(r, depth)
	case reflect.Pointer:
		if depth == 0 { // deeper down fmt prints the address
			return m.walkElem(r, depth)
		}
	case reflect.Struct:
		for i := range r.NumField() {
			if why := m.walk(r.Field(i), depth+1); why != "" {
				return why
			}
		}
	case reflect.Slice, reflect.Array:
		return m.walkSequence(r, depth)
	case reflect.Map:
		return m.walkMap(r, depth)
	}
	return ""
}

func (m *measure) count(n int) string {
	if m.nodes += n; m.nodes > maxNodes {
		return "too large to print"
	}
	return ""
}

func (m *measure) walkElem(r reflect.Value, depth int) string {
	if r.IsNil() {
		return ""
	}
	return m.walk(r.Elem(), depth+1)
}

func (m *measure) walkSequence(r reflect.Value, depth int) string {
	if flat(r.Type().Elem()) {
		return m.count(r.Len())
	}
	for i := range r.Len() {
		if why := m.walk(r.Index(i), depth+1); why != "" {
			return why
		}
	}
	return ""
}

func (m *measure) walkMap(r reflect.Value, depth int) string {
	if r.Len() > maxElements {
		return "too large to print"
	}
	for it := r.MapRange(); it.Next(); {
		if why := m.walk(it.Key(), depth+1); why != "" {
			return why
		}
		if why := m.walk(it.Value(), depth+1); why != "" {
			return why
		}
	}
	return ""
}

// flat reports whether values of type t contain no others.
func flat(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Interface, reflect.Pointer, reflect.Struct, reflect.Slice, reflect.Array, reflect.Map:
		return false
	}
	return true
}
