package symbols

import (
	"crypto/hkdf"
	"crypto/pbkdf2"
	"database/sql"
	"hash"
	"hash/maphash"
	"reflect"
	"runtime"
	"unsafe"
	"weak"

	"gosched/kernel/rt"
)

// support returns the compiled functions that the replaced bodies of generic
// functions call (kernel/internal/stdlib/generate/overlay.txtar). Their names
// are unexported, so that no cell can mention them.
func support(path string) map[string]reflect.Value {
	switch path {
	case "crypto/hkdf":
		return map[string]reflect.Value{
			"extract": reflect.ValueOf(hkdf.Extract[hash.Hash]),
			"expand":  reflect.ValueOf(hkdf.Expand[hash.Hash]),
			"key":     reflect.ValueOf(hkdf.Key[hash.Hash]),
		}
	case "crypto/pbkdf2":
		return map[string]reflect.Value{"key": reflect.ValueOf(pbkdf2.Key[hash.Hash])}
	case "database/sql":
		return map[string]reflect.Value{"convertAssign": reflect.ValueOf(convertAssign)}
	case "hash/maphash":
		return map[string]reflect.Value{
			"comparableOf":      reflect.ValueOf(maphash.Comparable[any]),
			"writeComparableOf": reflect.ValueOf(maphash.WriteComparable[any]),
		}
	case "runtime":
		return map[string]reflect.Value{"addCleanup": reflect.ValueOf(addCleanup)}
	case "weak":
		return map[string]reflect.Value{"register": reflect.ValueOf(register), "strong": reflect.ValueOf(strong)}
	}
	return nil
}

// convertAssign is what database/sql's own Null types scan with.
//
//go:linkname convertAssign database/sql.convertAssign
func convertAssign(dest, src any) error

var _ sql.NullString // for the linkname

// addCleanup runs cleanup some time after p has become unreachable.
func addCleanup(p unsafe.Pointer, cleanup func()) runtime.Cleanup {
	return rt.AddCleanup(p, cleanup)
}

// register returns what a weak pointer to p holds. It is not p.
func register(p unsafe.Pointer) unsafe.Pointer {
	w := weak.Make((*byte)(p))
	return *(*unsafe.Pointer)(unsafe.Pointer(&w))
}

// strong returns the p of register(p), or nil if it is gone.
func strong(u unsafe.Pointer) unsafe.Pointer {
	w := *(*weak.Pointer[byte])(unsafe.Pointer(&u))
	return unsafe.Pointer(w.Value())
}
