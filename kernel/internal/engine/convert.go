package engine

import (
	"math"
	"reflect"
	"unsafe"

	"gosched/kernel/internal/core"
	"gosched/kernel/rt"
)

// convert returns the implementation of a conversion.
func convert(op core.Op, from, to reflect.Type) func(in, out []reflect.Value) {
	switch {
	case op == core.OpBytesString && from.Elem().Kind() == reflect.Int32:
		return runesToString
	case op == core.OpBytesString:
		return func(in, out []reflect.Value) { out[0].SetString(string(in[0].Bytes())) }
	case op == core.OpStringBytes && to.Elem().Kind() == reflect.Int32:
		return stringToRunes
	case op == core.OpStringBytes:
		return func(in, out []reflect.Value) { out[0].SetBytes([]byte(in[0].String())) }
	case op == core.OpRuneString:
		return func(in, out []reflect.Value) { out[0].SetString(runeString(in[0])) }
	case op == core.OpArrayOf:
		return arrayOf
	case numberConversion(from.Kind(), to.Kind()) != nil:
		return numberOp(from, to)
	case from.Kind() == reflect.UnsafePointer && to.Kind() == reflect.Uintptr:
		return func(in, out []reflect.Value) { out[0].SetUint(uint64(uintptr(in[0].UnsafePointer()))) }
	case from.Kind() == reflect.Uintptr && to.Kind() == reflect.UnsafePointer:
		return func(in, out []reflect.Value) { out[0].SetPointer(pointerOf(in[0].Uint())) }
	case to.Kind() == reflect.UnsafePointer:
		return func(in, out []reflect.Value) { out[0].SetPointer(in[0].UnsafePointer()) }
	case from.Kind() == reflect.UnsafePointer:
		return func(in, out []reflect.Value) {
			out[0].Set(reflect.NewAt(to.Elem(), in[0].UnsafePointer()).Convert(to))
		}
	}
	return func(in, out []reflect.Value) { out[0].Set(in[0].Convert(to)) }
}

// pointerOf undoes the conversion of a pointer to a number, as unsafe programs do.
func pointerOf(u uint64) unsafe.Pointer {
	p := uintptr(u)
	return *(*unsafe.Pointer)(unsafe.Pointer(&p))
}

func runeString(v reflect.Value) string {
	if v.CanUint() {
		if u := v.Uint(); u <= 0x10FFFF {
			return string(rune(u))
		}
		return "\uFFFD"
	}
	if i := v.Int(); i == int64(rune(i)) {
		return string(rune(i))
	}
	return "\uFFFD"
}

func runesToString(in, out []reflect.Value) {
	runes := make([]rune, in[0].Len())
	for i := range runes {
		runes[i] = rune(in[0].Index(i).Int())
	}
	out[0].SetString(string(runes))
}

func stringToRunes(in, out []reflect.Value) {
	runes := []rune(in[0].String())
	s := reflect.MakeSlice(out[0].Type(), len(runes), len(runes))
	for i, r := range runes {
		s.Index(i).SetInt(int64(r))
	}
	out[0].Set(s)
}

// arrayOf converts a slice to an array or to a pointer to one.
func arrayOf(in, out []reflect.Value) {
	t := out[0].Type()
	array := t
	if t.Kind() == reflect.Pointer {
		array = t.Elem()
	}
	if n := in[0].Len(); n < array.Len() {
		panic(rt.BoundsError(rt.ArrayLength, int64(array.Len()), false, n))
	}
	out[0].Set(in[0].Convert(t))
}

// makeValue returns the implementation of make.
func makeValue(op core.Op, t reflect.Type) func(in, out []reflect.Value) {
	switch op {
	case core.OpMakeMap:
		return func(in, out []reflect.Value) {
			n := 0
			if len(in) > 0 {
				n = max(int(in[0].Int()), 0)
			}
			out[0].Set(reflect.MakeMapWithSize(t, n))
		}
	case core.OpMakeChan:
		return func(in, out []reflect.Value) { makeChan(t, in, out[0]) }
	}
	return func(in, out []reflect.Value) { makeSlice(t, in, out[0]) }
}

// makeChan makes the channel in both directions; make may give it one.
func makeChan(t reflect.Type, in []reflect.Value, out reflect.Value) {
	n := 0
	if len(in) > 0 {
		n = int(in[0].Int())
	}
	if n < 0 || n > mostElems(t.Elem()) {
		panic(rt.PlainError("makechan: size out of range"))
	}
	allot(t.Elem(), n)
	both := t
	if t.ChanDir() != reflect.BothDir {
		both = reflect.ChanOf(reflect.BothDir, t.Elem())
	}
	out.Set(reflect.MakeChan(both, n).Convert(t))
}

// maxAlloc bounds what make accepts, in bytes, as the runtime does.
const maxAlloc = 1 << 47

// mostElems is how many elements of type t make accepts.
func mostElems(t reflect.Type) int {
	if t.Size() == 0 {
		return math.MaxInt
	}
	return maxAlloc / int(t.Size())
}

func makeSlice(t reflect.Type, in []reflect.Value, out reflect.Value) {
	n := int(in[0].Int())
	limit := mostElems(t.Elem())
	if n < 0 || n > limit {
		panic(rt.Error("makeslice: len out of range"))
	}
	c := n
	if len(in) > 1 {
		if c = int(in[1].Int()); c < n || c > limit {
			panic(rt.Error("makeslice: cap out of range"))
		}
	}
	allot(t.Elem(), c)
	out.Set(reflect.MakeSlice(t, n, c))
}

// allot asks for memory for n elements of type t.
func allot(t reflect.Type, n int) { rt.Allot(uint64(t.Size()) * uint64(n)) }
