package rt

import (
	"reflect"
	"unsafe"
)

// The run-time errors that this package makes are the runtime's own: their
// types are taken from errors that the runtime was made to raise, so that they
// have its texts and its identity.

// Error returns the runtime's error with the text "runtime error: " + text.
func Error(text string) error { return stringError(errorString, text) }

// PlainError returns the runtime's error with just this text.
func PlainError(text string) error { return stringError(plainError, text) }

// NilPointer is the error of an access through a nil pointer.
var NilPointer = Error("invalid memory address or nil pointer dereference")

// A Bound says which bound an index or slice expression has missed.
type Bound uint8

// The bounds, in the runtime's order. The comments say what x is in BoundsError.
const (
	Index       Bound = iota // s[x]
	SliceLen                 // s[?:x] of a string or an array
	SliceCap                 // s[?:x] of a slice
	SliceLow                 // s[x:y]
	Slice3Len                // s[?:?:x] of an array
	Slice3Cap                // s[?:?:x] of a slice
	Slice3High               // s[?:x:y]
	Slice3Low                // s[x:y:?]
	ArrayLength              // [x]T(s)
)

// BoundsError returns the runtime's error for x where at most y was possible.
// Unsigned says that x is the bit pattern of an unsigned number.
func BoundsError(bound Bound, x int64, unsigned bool, y int) error {
	v := reflect.New(boundsError)
	field := func(name string) unsafe.Pointer {
		f, _ := boundsError.FieldByName(name)
		return unsafe.Add(v.UnsafePointer(), f.Offset)
	}
	*(*int64)(field("x")) = x
	*(*int)(field("y")) = y
	*(*bool)(field("signed")) = !unsigned
	*(*Bound)(field("code")) = bound
	return v.Elem().Interface().(error)
}

// AssertionError returns the runtime's error for a type assertion: the static
// type of the operand, its dynamic type, nil if there is none, the type
// asserted, and a method of it that is missing, if that is the reason.
func AssertionError(static, dynamic, asserted reflect.Type, missing string) error {
	v := reflect.New(assertionError)
	set := func(name string, t reflect.Type) {
		if t != nil {
			f, _ := assertionError.FieldByName(name)
			*(*unsafe.Pointer)(unsafe.Add(v.UnsafePointer(), f.Offset)) = typeWord(t)
		}
	}
	set("_interface", static)
	set("concrete", dynamic)
	set("asserted", asserted)
	f, _ := assertionError.FieldByName("missingMethod")
	*(*string)(unsafe.Add(v.UnsafePointer(), f.Offset)) = missing
	return v.Interface().(error)
}

// typeWord returns the runtime's descriptor of t.
func typeWord(t reflect.Type) unsafe.Pointer {
	return (*[2]unsafe.Pointer)(unsafe.Pointer(&t))[1]
}

var (
	errorString    = raised(func() { *nilInt = 1 })
	plainError     = raised(func() { close(nilChan) })
	boundsError    = raised(func() { noInts[0] = 1 })
	assertionError = raised(func() { noInts = nothing.([]int) }).Elem()

	nilInt  *int
	nilChan chan int
	noInts  []int
	nothing any
)

// raised returns the type that f panics with.
func raised(f func()) (t reflect.Type) {
	defer func() { t = reflect.TypeOf(recover()) }()
	f()
	return nil
}

func stringError(t reflect.Type, text string) error {
	v := reflect.New(t).Elem()
	v.SetString(text)
	return v.Interface().(error)
}
