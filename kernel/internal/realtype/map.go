package realtype

import (
	"reflect"
	"unsafe"
)

// Bits of mapDescriptor.flags.
const (
	keyUpdateFlag = 1 << 0 // equal keys can differ: assignment replaces the key, too
	mayPanicFlag  = 1 << 1 // hashing a key may panic
)

// settleMap corrects what reflect.MapOf concluded from a key type that was not
// complete then.
func settleMap(t reflect.Type) {
	d := (*mapDescriptor)(unsafe.Pointer(describe(t)))
	want := d.flags &^ (keyUpdateFlag | mayPanicFlag)
	if contains(t.Key(), changesKey) {
		want |= keyUpdateFlag
	}
	if contains(t.Key(), func(k reflect.Kind) bool { return k == reflect.Interface }) {
		want |= mayPanicFlag
	}
	if d.flags != want { // the compiler's own are right, and read-only
		d.flags = want
	}
}

// changesKey reports whether equal values of a kind may differ: positive and
// negative zeros, strings at different addresses.
func changesKey(k reflect.Kind) bool {
	switch k {
	case reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128, reflect.Interface, reflect.String:
		return true
	}
	return false
}

// contains reports whether t, or a part of it, is of such a kind.
func contains(t reflect.Type, is func(reflect.Kind) bool) bool {
	switch t.Kind() {
	case reflect.Array:
		return contains(t.Elem(), is)
	case reflect.Struct:
		for f := range t.Fields() {
			if contains(f.Type, is) {
				return true
			}
		}
		return false
	}
	return is(t.Kind())
}
