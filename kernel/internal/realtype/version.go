package realtype

import (
	"reflect"
	"sync"
	"sync/atomic"
)

// newer tells of each type that was replaced, because methods were added to
// it, by which.
var (
	newer    sync.Map // reflect.Type -> reflect.Type
	replaced atomic.Bool
)

// replace records that typ is a version of old.
func replace(old, typ reflect.Type) {
	newer.Store(old, typ)
	replaced.Store(true)
}

// restore undoes replace.
func restore(old, typ reflect.Type) { newer.CompareAndDelete(old, typ) }

// Replaced reports whether any type has been.
func Replaced() bool { return replaced.Load() }

// Current returns the newest version of a type: it differs from t if methods
// were later added to t, or to a named type of which t, a pointer, slice,
// array, channel, map or function type, is made.
func Current(t reflect.Type) reflect.Type {
	if !replaced.Load() || t == nil {
		return t
	}
	for {
		n, ok := newer.Load(t)
		if !ok {
			break
		}
		t = n.(reflect.Type)
	}
	if t.Name() != "" {
		return t
	}
	return currentParts(t)
}

// currentParts is Current for types without name.
func currentParts(t reflect.Type) reflect.Type {
	switch t.Kind() {
	case reflect.Pointer:
		return rebuilt(t, reflect.PointerTo, t.Elem())
	case reflect.Slice:
		return rebuilt(t, reflect.SliceOf, t.Elem())
	case reflect.Array:
		return rebuilt(t, func(e reflect.Type) reflect.Type { return reflect.ArrayOf(t.Len(), e) }, t.Elem())
	case reflect.Chan:
		return rebuilt(t, func(e reflect.Type) reflect.Type { return reflect.ChanOf(t.ChanDir(), e) }, t.Elem())
	case reflect.Map:
		k, e := Current(t.Key()), Current(t.Elem())
		if k != t.Key() || e != t.Elem() {
			return reflect.MapOf(k, e)
		}
	case reflect.Func:
		var in, out []reflect.Type
		changed := false
		for p := range t.Ins() {
			in = append(in, Current(p))
			changed = changed || in[len(in)-1] != p
		}
		for r := range t.Outs() {
			out = append(out, Current(r))
			changed = changed || out[len(out)-1] != r
		}
		if changed {
			return reflect.FuncOf(in, out, t.IsVariadic())
		}
	}
	return t
}

// rebuilt returns t, made anew if there is a newer version of its element.
func rebuilt(t reflect.Type, of func(reflect.Type) reflect.Type, elem reflect.Type) reflect.Type {
	if e := Current(elem); e != elem {
		return of(e)
	}
	return t
}

// Same reports whether a and b are one type, or versions of one.
func Same(a, b reflect.Type) bool {
	return a == b || replaced.Load() && Current(a) == Current(b)
}

// As returns v as a value of t, another version of its type.
func As(v reflect.Value, t reflect.Type) reflect.Value {
	if v.Type() == t {
		return v
	}
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return reflect.NewAt(t, p.UnsafePointer()).Elem()
}
