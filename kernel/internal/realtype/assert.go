package realtype

import (
	"errors"
	"reflect"
	"runtime"
	"unsafe"
)

// ifaceE2I is the runtime's conversion to an interface with methods.
//
//go:linkname ifaceE2I reflect.ifaceE2I
func ifaceE2I(inter *descriptor, x any, dst unsafe.Pointer)

// MissingMethod returns the runtime's error of asserting that x has the methods of
// interface type t, nil if it has them: reflect does not tell of methods that are
// not exported which of them x has.
func MissingMethod(x any, t reflect.Type) (err error) {
	defer func() {
		if r := recover(); r != nil {
			var assertion *runtime.TypeAssertionError
			if e, ok := r.(error); !ok || !errors.As(e, &assertion) {
				panic(r)
			}
			err = assertion
		}
	}()
	var dst [2]unsafe.Pointer
	ifaceE2I(describe(t), x, unsafe.Pointer(&dst))
	return nil
}
