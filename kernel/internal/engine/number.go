package engine

import (
	"reflect"
	"unsafe"
)

// Conversions between numbers are compiled ones, one for each pair of types:
// reflect goes by way of the largest type of a kind, and rounds twice.

// numberConversion returns what converts a number in memory to one of another
// kind, nil if one of the two is no number.
func numberConversion(from, to reflect.Kind) func(dst, src unsafe.Pointer) {
	switch to {
	case reflect.Int:
		return conversionTo[int](from)
	case reflect.Int8:
		return conversionTo[int8](from)
	case reflect.Int16:
		return conversionTo[int16](from)
	case reflect.Int32:
		return conversionTo[int32](from)
	case reflect.Int64:
		return conversionTo[int64](from)
	case reflect.Uint:
		return conversionTo[uint](from)
	case reflect.Uint8:
		return conversionTo[uint8](from)
	case reflect.Uint16:
		return conversionTo[uint16](from)
	case reflect.Uint32:
		return conversionTo[uint32](from)
	case reflect.Uint64:
		return conversionTo[uint64](from)
	case reflect.Uintptr:
		return conversionTo[uintptr](from)
	case reflect.Float32:
		return conversionTo[float32](from)
	case reflect.Float64:
		return conversionTo[float64](from)
	}
	return nil
}

func conversionTo[D number](from reflect.Kind) func(dst, src unsafe.Pointer) {
	switch from {
	case reflect.Int:
		return convertNumber[D, int]
	case reflect.Int8:
		return convertNumber[D, int8]
	case reflect.Int16:
		return convertNumber[D, int16]
	case reflect.Int32:
		return convertNumber[D, int32]
	case reflect.Int64:
		return convertNumber[D, int64]
	case reflect.Uint:
		return convertNumber[D, uint]
	case reflect.Uint8:
		return convertNumber[D, uint8]
	case reflect.Uint16:
		return convertNumber[D, uint16]
	case reflect.Uint32:
		return convertNumber[D, uint32]
	case reflect.Uint64:
		return convertNumber[D, uint64]
	case reflect.Uintptr:
		return convertNumber[D, uintptr]
	case reflect.Float32:
		return convertNumber[D, float32]
	case reflect.Float64:
		return convertNumber[D, float64]
	}
	return nil
}

func convertNumber[D, S number](dst, src unsafe.Pointer) { *(*D)(dst) = D(*(*S)(src)) }

// numberOp returns the implementation of a conversion between numbers as an op.
func numberOp(from, to reflect.Type) func(in, out []reflect.Value) {
	move := numberConversion(from.Kind(), to.Kind())
	return func(in, out []reflect.Value) {
		x := reflect.New(from).Elem()
		x.Set(in[0])
		move(out[0].Addr().UnsafePointer(), x.Addr().UnsafePointer())
	}
}

// numberCode makes the code of a conversion between numbers.
func (in *installer) numberCode(n *node) exec {
	from, to := in.typeOf(n.child[1]), in.typeOf(n)
	if from == nil || to == nil {
		return nil
	}
	move := numberConversion(from.Kind(), to.Kind())
	x, ok := operandOf(n.child[1], nil)
	dest, ok2 := operandOf(n, nil)
	if move == nil || !ok || !ok2 || x.index < 0 || dest.index < 0 {
		return nil
	}
	next, _ := successors(n)
	fromFlag, toFlag, slow := flagOf(from), flagOf(to), n.exec
	return func(f *frame) exec {
		src, dst := f.slot(x.index), f.slot(dest.index)
		if !src.holds(fromFlag) || dst.flag != toFlag {
			return slow(f)
		}
		move(dst.ptr, src.ptr)
		return next
	}
}
