package engine

import (
	"reflect"
	"unsafe"

	"gosched/kernel/internal/realtype"
)

// interpreted says whether a func value enters an interpreted function: a closure, or
// a method of a cell's type that package reflect has found, of a value or of the type.
func interpreted(v reflect.Value) bool {
	switch code := v.Pointer(); code {
	case plainCode, madeCode:
		return true
	case boundCode:
		fn := v.Interface()
		words := (*[2]unsafe.Pointer)(unsafe.Pointer(&fn))
		return !compiledMethods((*boundFunc)(words[1]).recv)
	default:
		return realtype.IsStub(code)
	}
}

// boundCode is the code that methods of values share in package reflect.
var boundCode = reflect.ValueOf(reflect.ValueOf(reflect.ValueOf(0)).MethodByName("IsNil").Interface()).Pointer()

// A boundFunc mirrors the closure that package reflect makes of a method of a value.
type boundFunc struct {
	code    uintptr
	stack   unsafe.Pointer
	argLen  uintptr
	regPtrs [2]uint8
	method  int
	recv    reflect.Value
}
