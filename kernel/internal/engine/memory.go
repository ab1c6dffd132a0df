package engine

import (
	"fmt"
	"reflect"
	"slices"

	"gosched/kernel/internal/core"
	"gosched/kernel/rt"
)

// nilPointer is the panic of an access through a nil pointer.
var nilPointer = rt.NilPointer

// length returns the implementation of len or cap.
func length(op core.Op, t reflect.Type) func(in, out []reflect.Value) {
	if t.Kind() == reflect.Pointer {
		n := int64(t.Elem().Len())
		return func(_, out []reflect.Value) { out[0].SetInt(n) }
	}
	if op == core.OpCap {
		return func(in, out []reflect.Value) { out[0].SetInt(int64(in[0].Cap())) }
	}
	return func(in, out []reflect.Value) { out[0].SetInt(int64(in[0].Len())) }
}

// extreme returns the implementation of min or max.
func extreme(largest bool) func(in, out []reflect.Value) {
	return func(in, out []reflect.Value) {
		best := in[0]
		for _, v := range in[1:] {
			if isNaN(best) {
				break
			}
			if isNaN(v) || before(v, best) != largest && before(v, best) != before(best, v) {
				best = v
			}
		}
		out[0].Set(best)
	}
}

func isNaN(v reflect.Value) bool { return v.CanFloat() && v.Float() != v.Float() }

// before orders numbers and strings, and -0 before 0.
func before(x, y reflect.Value) bool {
	switch {
	case x.CanInt():
		return x.Int() < y.Int()
	case x.CanUint():
		return x.Uint() < y.Uint()
	case x.CanFloat():
		return x.Float() < y.Float() || x.Float() == 0 && y.Float() == 0 && 1/x.Float() < 1/y.Float()
	}
	return x.String() < y.String()
}

func complexOp(op core.Op) func(in, out []reflect.Value) {
	switch op {
	case core.OpReal:
		return func(in, out []reflect.Value) { out[0].SetFloat(real(in[0].Complex())) }
	case core.OpImag:
		return func(in, out []reflect.Value) { out[0].SetFloat(imag(in[0].Complex())) }
	}
	return func(in, out []reflect.Value) { out[0].SetComplex(complex(in[0].Float(), in[1].Float())) }
}

func structOf(in, out []reflect.Value) {
	s := reflect.New(out[0].Type()).Elem()
	for i, v := range in {
		setDynamic(field(s, i), v)
	}
	out[0].Set(s)
}

// elems returns the op for an array or slice literal.
func (t *text) elems(n *core.Node, typ reflect.Type) (*op, []*core.Node) {
	args := make([]*core.Node, len(n.Args))
	index := make([]int, len(n.Args))
	for i, a := range n.Args {
		args[i], index[i] = a.Args[0], int(a.Int)
	}
	key := fmt.Sprint("elems ", n.Type, " ", n.Int, " ", index)
	do := func(in, out []reflect.Value) {
		s := reflect.New(typ).Elem()
		if typ.Kind() == reflect.Slice {
			s = reflect.MakeSlice(typ, int(n.Int), int(n.Int))
		}
		for i, v := range in {
			s.Index(index[i]).Set(v)
		}
		out[0].Set(s)
	}
	return t.op(key, funcType(list(reflect.SliceOf(typ.Elem())), true, typ), do), args
}

func mapOf(in, out []reflect.Value) {
	t := out[0].Type()
	m := reflect.MakeMapWithSize(t, len(in)/2)
	k, v := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
	for i := 0; i < len(in); i += 2 {
		setDynamic(k, in[i])
		setDynamic(v, in[i+1])
		m.SetMapIndex(k, v)
	}
	out[0].Set(m)
}

// appendValues appends. Several values may be elements of the slice itself, to
// be read before the first is overwritten.
func appendValues(in, out []reflect.Value) {
	values := in[1:]
	if len(values) > 1 {
		values = copies(values)
	}
	allotGrown(in[0], len(values))
	out[0].Set(reflect.Append(in[0], values...))
}

// allotGrown asks for memory for a slice that grows by more than it has room for.
func allotGrown(s reflect.Value, more int) {
	if n := s.Len() + more; n > s.Cap() {
		allot(s.Type().Elem(), max(n, s.Cap()+s.Cap()/4))
	}
}

func appendSlice(in, out []reflect.Value) {
	more := in[1]
	if more.Kind() == reflect.String {
		more = reflect.ValueOf([]byte(more.String()))
		if t := in[0].Type(); more.Type() != t {
			more = more.Convert(reflect.SliceOf(t.Elem()))
		}
	}
	allotGrown(in[0], more.Len())
	if more.Type() != in[0].Type() {
		more = more.Convert(in[0].Type())
	}
	out[0].Set(reflect.AppendSlice(in[0], more))
}

// slice returns the op for x[low:high:max]; the bounds that are absent are
// part of the op.
func (t *text) slice(n *core.Node, key string, typ reflect.Type) (*op, []*core.Node) {
	args, in := n.Args[:1:1], list(t.typeOf(n.Args[0].Type))
	var given [4]bool
	for i, a := range n.Args {
		if i > 0 && a != nil {
			given[i] = true
			args, in = append(args, a), append(in, t.typeOf(a.Type))
		}
	}
	do := func(in, out []reflect.Value) { sliceOf(given, in, out[0]) }
	return t.coded(key, funcType(in, false, typ), operation{do, sliceCode(given)}), args
}

func sliceOf(given [4]bool, in []reflect.Value, out reflect.Value) {
	x, bounds := in[0], in[1:]
	if x.Kind() == reflect.Pointer {
		if x.IsNil() {
			panic(nilPointer)
		}
		x = x.Elem()
	}
	isString := x.Kind() == reflect.String
	size := x.Len()
	if !isString {
		size = x.Cap()
	}
	b := slicing{three: given[3], ofSlice: x.Kind() == reflect.Slice, size: size, high: int64(x.Len()), limit: int64(size)}
	for i, p := range []*int64{1: &b.low, 2: &b.high, 3: &b.limit} {
		if i > 0 && given[i] {
			*p, b.unsigned[i] = indexOf(bounds[0])
			bounds = bounds[1:]
		}
	}
	b.check()
	low, high, limit := int(b.low), int(b.high), int(b.limit)
	switch {
	case isString:
		out.SetString(x.String()[low:high])
	case given[3]:
		out.Set(x.Slice3(low, high, limit).Convert(out.Type()))
	default:
		out.Set(x.Slice(low, high).Convert(out.Type()))
	}
}

// A slicing is the bounds of a slice expression.
type slicing struct {
	three, ofSlice   bool
	size             int // capacity of the operand, length of a string
	low, high, limit int64
	unsigned         [4]bool // the type of the bound with this index in the operation
}

// check panics as the runtime does if the bounds are out of range.
func (b *slicing) check() {
	test := func(i int, x, most int64, bound, otherwise rt.Bound) {
		if uint64(x) > uint64(most) {
			if !b.ofSlice {
				bound = otherwise
			}
			panic(rt.BoundsError(bound, x, b.unsigned[i], int(most)))
		}
	}
	if b.three {
		test(3, b.limit, int64(b.size), rt.Slice3Cap, rt.Slice3Len)
		test(2, b.high, b.limit, rt.Slice3High, rt.Slice3High)
		test(1, b.low, b.high, rt.Slice3Low, rt.Slice3Low)
		return
	}
	test(2, b.high, int64(b.size), rt.SliceCap, rt.SliceLen)
	test(1, b.low, b.high, rt.SliceLow, rt.SliceLow)
}

// indexOf returns an index and whether its type is unsigned.
func indexOf(v reflect.Value) (i int64, unsigned bool) {
	if v.CanUint() {
		return int64(v.Uint()), true
	}
	return v.Int(), false
}

// indexError is the panic of an index that is not less than the length.
func indexError(v reflect.Value, n int) error {
	i, unsigned := indexOf(v)
	return rt.BoundsError(rt.Index, i, unsigned, n)
}

// A step leads from a place to a part of it.
type step struct {
	index bool // by an operand; otherwise by field
	field int
}

// addr returns the op for the address of a place: a path of steps from a
// pointer or a slice.
func (t *text) addr(n *core.Node) (*op, []*core.Node) {
	var path []step
	var args []*core.Node
	key := "addr"
	x := n.Args[0]
	for root := false; !root; {
		switch x.Op {
		case core.OpDeref:
			root = true
		case core.OpField:
			path = append(path, step{field: int(x.Int)})
			key += fmt.Sprint(" .", x.Int)
		case core.OpIndex:
			path = append(path, step{index: true})
			args = append(args, x.Args[1])
			key += " []"
			root = t.typeOf(x.Args[0].Type).Kind() == reflect.Slice
		default:
			t.fail("address of %v", x.Op)
		}
		x = x.Args[0]
	}
	args = append(args, x)
	slices.Reverse(args)
	slices.Reverse(path)
	in := make([]reflect.Type, len(args))
	for i, a := range args {
		in[i] = t.typeOf(a.Type)
		key += fmt.Sprint(" ", a.Type)
	}
	do := func(in, out []reflect.Value) { out[0].Set(walk(path, in).Addr().Convert(out[0].Type())) }
	return t.op(key, funcType(in, false, t.typeOf(n.Type)), do), args
}

// walk follows a path from in[0], with the other operands as indices.
func walk(path []step, in []reflect.Value) reflect.Value {
	v := in[0]
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			panic(nilPointer)
		}
		v = v.Elem()
	}
	indices := in[1:]
	for _, s := range path {
		if !s.index {
			v = field(v, s.field)
			continue
		}
		i, _ := indexOf(indices[0])
		if uint64(i) >= uint64(v.Len()) {
			panic(indexError(indices[0], v.Len()))
		}
		v, indices = v.Index(int(i)), indices[1:]
	}
	return v
}
