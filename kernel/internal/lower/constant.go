package lower

import (
	"go/constant"
	"go/types"
	"math"
	"strconv"

	"gosched/kernel/internal/core"
)

// constant is the literal of v in type t, whose underlying type is basic.
func (b *body) constant(v constant.Value, t types.Type, pos core.Pos) *core.Node {
	t = b.typ(t)
	n := node(core.OpConst, b.id(t), pos)
	basic, ok := t.Underlying().(*types.Basic)
	if !ok {
		b.u.failHere("constant of type %v", t)
	}
	switch info := basic.Info(); {
	case info&types.IsBoolean != 0:
		n.Int = boolBit(constant.BoolVal(v))
	case info&types.IsString != 0:
		n.Str = stringValue(v)
	case info&types.IsInteger != 0:
		n.Int = intBits(constant.ToInt(v))
	case info&types.IsFloat != 0:
		n.Int = int64(math.Float64bits(floatValue(v, basic.Kind() == types.Float32)))
	case info&types.IsComplex != 0:
		c := constant.ToComplex(v)
		single := basic.Kind() == types.Complex64
		n.Str = floatText(floatValue(constant.Real(c), single)) + "," + floatText(floatValue(constant.Imag(c), single))
	case basic.Kind() == types.UnsafePointer:
		return node(core.OpConv, n.Type, pos, b.constant(v, types.Typ[types.Uintptr], pos))
	default:
		b.u.failHere("constant of type %v", t)
	}
	return n
}

func boolBit(v bool) int64 {
	if v {
		return 1
	}
	return 0
}

// stringValue is the string of v; a constant integer converted to a string is a rune.
func stringValue(v constant.Value) string {
	if v.Kind() == constant.String {
		return constant.StringVal(v)
	}
	i, ok := constant.Int64Val(constant.ToInt(v))
	if !ok || i != int64(rune(i)) {
		i = 0xfffd
	}
	return string(rune(i))
}

func intBits(v constant.Value) int64 {
	if i, ok := constant.Int64Val(v); ok {
		return i
	}
	u, _ := constant.Uint64Val(v)
	return int64(u)
}

func floatValue(v constant.Value, single bool) float64 {
	v = constant.ToFloat(v)
	if single {
		f, _ := constant.Float32Val(v)
		return float64(f)
	}
	f, _ := constant.Float64Val(v)
	return f
}

func floatText(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

func intConst(i int64) *core.Node {
	return &core.Node{Op: core.OpConst, Type: core.Int, Int: i}
}

func boolConst(v bool) *core.Node {
	return &core.Node{Op: core.OpConst, Type: core.Bool, Int: boolBit(v)}
}

func stringConst(s string) *core.Node {
	return &core.Node{Op: core.OpConst, Type: core.String, Str: s}
}
