package engine

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"gosched/kernel/internal/core"
)

// expr prints an expression. Compound ones are parenthesised, calls are not:
// yaegi treats a call in parentheses differently. What may panic begins at an
// offset of its own, see the package comment.
func (t *text) expr(n *core.Node) {
	t.at(n)
	switch n.Op {
	case core.OpConst:
		t.constant(n)
	case core.OpZero:
		t.zero(n.Type)
	case core.OpLocal:
		t.printf("s%d", n.Int)
	case core.OpGlobal:
		t.str("g." + t.global(core.GlobalID(n.Int)))
	case core.OpFunc:
		t.printf("(*g.%s)", t.funcValue(core.FuncID(n.Int), n.Type))
	case core.OpExt:
		t.stored("ext "+n.Str, func() reflect.Value { return t.external(n.Str) })
	case core.OpExtVar:
		t.str("g." + t.pool("extvar "+n.Str, func() reflect.Value { return t.variable(n.Str).Addr() }))
	case core.OpNeg, core.OpCompl, core.OpNot:
		t.str("(" + operators[n.Op])
		t.expr(n.Args[0])
		t.str(")")
	case core.OpAdd, core.OpSub, core.OpMul, core.OpDiv, core.OpRem, core.OpAnd, core.OpOr, core.OpXor, core.OpAndNot,
		core.OpAndAnd, core.OpOrOr:
		t.binary(n)
	case core.OpShl, core.OpShr:
		t.shift2(n)
	case core.OpEq, core.OpNe, core.OpLt, core.OpLe, core.OpGt, core.OpGe:
		t.comparison(n)
	case core.OpConv:
		t.conversion(n)
	case core.OpDeref:
		t.str("(")
		t.at(n)
		t.str("*")
		t.expr(n.Args[0])
		t.str(")")
	case core.OpField:
		t.field(n)
	case core.OpIndex:
		t.operand(n.Args[0])
		t.str("[")
		t.expr(n.Args[1])
		t.str("]")
	case core.OpLen, core.OpCap:
		t.length(n)
	case core.OpCall:
		t.str(t.calledName(core.FuncID(n.Int)))
		t.args(n.Args)
	case core.OpCallExt:
		t.callExt(n)
	case core.OpCallMethod:
		t.callMethod(n)
	case core.OpRecover:
		t.str("g.Recover(x0)")
	case core.OpElems, core.OpStruct, core.OpMap, core.OpNew:
		if !t.literal(n) {
			t.opCall(n)
		}
	default:
		t.opCall(n)
	}
}

// operand prints an expression that another operator follows. The parentheses
// keep the two from beginning at the same offset.
func (t *text) operand(n *core.Node) {
	switch n.Op {
	case core.OpIndex, core.OpField:
		t.str("(")
		t.expr(n)
		t.str(")")
	default:
		t.expr(n)
	}
}

// args prints arguments in parentheses.
func (t *text) args(list []*core.Node) {
	t.str("(")
	for i, a := range list {
		if i > 0 {
			t.str(", ")
		}
		t.expr(a)
	}
	t.str(")")
}

var operators = [...]string{
	core.OpNeg: "-", core.OpCompl: "^", core.OpNot: "!",
	core.OpAdd: "+", core.OpSub: "-", core.OpMul: "*", core.OpDiv: "/", core.OpRem: "%",
	core.OpAnd: "&", core.OpOr: "|", core.OpXor: "^", core.OpAndNot: "&^", core.OpShl: "<<", core.OpShr: ">>",
	core.OpEq: "==", core.OpNe: "!=", core.OpLt: "<", core.OpLe: "<=", core.OpGt: ">", core.OpGe: ">=",
	core.OpAndAnd: "&&", core.OpOrOr: "||",
}

func (t *text) binary(n *core.Node) {
	t.str("(")
	t.infix(n)
	t.str(")")
}

// bare prints an expression without parentheses around it, as yaegi likes it
// on the right of an assignment, in a return and in a condition: it saves a copy.
func (t *text) bare(n *core.Node) {
	switch n.Op {
	case core.OpEq, core.OpNe, core.OpLt, core.OpLe, core.OpGt, core.OpGe:
		if n.Type != core.Bool || !t.nativeCompare(n) {
			t.expr(n)
			return
		}
	case core.OpAdd, core.OpSub, core.OpMul, core.OpDiv, core.OpRem, core.OpAnd, core.OpOr, core.OpXor, core.OpAndNot,
		core.OpAndAnd, core.OpOrOr:
	default:
		t.expr(n)
		return
	}
	t.infix(n)
}

// infix prints a binary operation that yaegi does.
func (t *text) infix(n *core.Node) {
	t.at(n)
	x, y := n.Args[0], n.Args[1]
	switch {
	case x.Op == core.OpMul && (n.Op == core.OpDiv || n.Op == core.OpRem || n.Op == core.OpMul):
		t.bare(x)
	case x.Op == core.OpConst || x.Op == core.OpIndex || x.Op == core.OpField:
		t.left(x, y)
	default:
		t.inner(n, x)
	}
	t.str(" " + operators[n.Op] + " ")
	if n.Op == core.OpDiv && y.Op == core.OpConst && y.Int == 0 {
		t.storedConst(y) // a float: yaegi would not divide by a literal that is zero
		return
	}
	t.inner(n, y)
}

// left prints the left operand of a binary operation: not as a literal if the
// other is one, since yaegi would compute with untyped constants.
func (t *text) left(x, y *core.Node) {
	if x.Op == core.OpConst && y.Op == core.OpConst {
		t.storedConst(x)
		return
	}
	t.operand(x)
}

// inner prints an operand of n: without parentheses if its operation binds
// stronger, since yaegi takes a step for them, and cannot panic.
func (t *text) inner(n, x *core.Node) {
	switch x.Op {
	case core.OpAdd, core.OpSub, core.OpMul, core.OpAnd, core.OpOr, core.OpXor, core.OpAndNot, core.OpAndAnd, core.OpOrOr,
		core.OpLt, core.OpLe, core.OpGt, core.OpGe:
		if precedence(x.Op) > precedence(n.Op) {
			t.bare(x)
			return
		}
	}
	t.expr(x)
}

func precedence(op core.Op) int {
	switch op {
	case core.OpMul, core.OpDiv, core.OpRem, core.OpAnd, core.OpAndNot:
		return 5
	case core.OpAdd, core.OpSub, core.OpOr, core.OpXor:
		return 4
	case core.OpEq, core.OpNe, core.OpLt, core.OpLe, core.OpGt, core.OpGe:
		return 3
	case core.OpAndAnd:
		return 2
	}
	return 1
}

// nativeCompare says whether yaegi makes the comparison: it does of numbers
// and strings. It compares bools wrongly when they are comparisons themselves.
func (t *text) nativeCompare(n *core.Node) bool {
	kind := t.typeOf(n.Args[0].Type).Kind()
	return kind >= reflect.Int && kind <= reflect.Complex128 || kind == reflect.String
}

// shift2 prints a shift. Yaegi shifts by unsigned counts only, and does not
// check the sign of others.
func (t *text) shift2(n *core.Node) {
	x, y := n.Args[0], n.Args[1]
	t.str("(")
	if x.Op == core.OpConst && x.Type == core.Int && x.Int != math.MinInt64 && y.Op != core.OpConst {
		t.printf("int(%d)", x.Int) // what yaegi makes of a literal is untyped, and it would not divide by that
	} else {
		t.left(x, y)
	}
	t.str(" " + operators[n.Op] + " ")
	switch kind := t.typeOf(y.Type).Kind(); {
	case y.Op == core.OpConst:
		t.str(strconv.FormatUint(uint64(y.Int), 10))
	case kind == reflect.Uint && y.Type == core.Uint && !isOperation(y.Op):
		t.expr(y)
	case kind >= reflect.Uint && kind <= reflect.Uintptr:
		t.str("uint(")
		t.expr(y)
		t.str(")")
	default:
		t.at(n)
		t.str("g.ShiftCount(int64(")
		t.expr(y)
		t.str("))")
	}
	t.str(")")
}

// isOperation says whether an operator makes the value. Yaegi takes such an
// operand of a shift to have the type of what the shift is assigned to, unless
// a conversion is around it.
func isOperation(op core.Op) bool { return int(op) < len(operators) && operators[op] != "" }

func (t *text) comparison(n *core.Node) {
	if !t.nativeCompare(n) {
		t.opCall(n)
		return
	}
	if n.Type != core.Bool { // yaegi would not branch on a conversion
		plain := *n
		plain.Type = core.Bool
		t.opCall(&core.Node{Op: core.OpConv, Type: n.Type, Pos: n.Pos, Args: []*core.Node{&plain}})
		return
	}
	t.binary(n)
}

// conversion prints a conversion: between numeric types natively where numberCode
// replaces yaegi's, of others by an op.
func (t *text) conversion(n *core.Node) {
	numeric := func(id core.TypeID) bool {
		k := t.typeOf(id).Kind()
		return k >= reflect.Int && k <= reflect.Float64 && k != reflect.Uintptr
	}
	if !intrinsics || !numeric(n.Type) || !numeric(n.Args[0].Type) || n.Args[0].Op == core.OpConst {
		t.opCall(n)
		return
	}
	t.str(t.typ(n.Type) + "(")
	t.expr(n.Args[0])
	t.str(")")
}

func (t *text) field(n *core.Node) {
	x := n.Args[0]
	f := t.typeOf(x.Type).Field(int(n.Int))
	if f.Name == "_" {
		t.opCall(n)
		return
	}
	t.operand(x)
	t.str("." + f.Name)
}

func (t *text) length(n *core.Node) {
	switch t.typeOf(n.Args[0].Type).Kind() {
	case reflect.Slice, reflect.String:
		t.str(map[core.Op]string{core.OpLen: "len(", core.OpCap: "cap("}[n.Op])
		t.expr(n.Args[0])
		t.str(")")
	default:
		t.opCall(n)
	}
}

// zero prints the zero value of a type.
func (t *text) zero(id core.TypeID) {
	switch {
	case id == core.Bool:
		t.str("false")
	case id == core.String:
		t.str(`""`)
	case id == core.Int:
		t.str("0")
	case id > 0 && id <= core.Float64:
		t.str(basicNames[id] + "(0)")
	default:
		t.stored(fmt.Sprint("zero ", id), func() reflect.Value { return reflect.Zero(t.typeOf(id)) })
	}
}

// constant prints a literal, or for those that yaegi reads wrongly a constant
// of the host.
func (t *text) constant(n *core.Node) {
	typ := t.typeOf(n.Type)
	lit, plain := "", core.NoType
	switch kind := typ.Kind(); {
	case kind == reflect.Bool:
		lit, plain = strconv.FormatBool(n.Int != 0), core.Bool
	case kind == reflect.String:
		lit, plain = strconv.QuoteToASCII(n.Str), core.String
		if strings.Contains(lit, `\U`) || strings.Contains(lit, `\x`) {
			lit = ""
		}
	case kind >= reflect.Int && kind <= reflect.Int64:
		lit, plain = strconv.FormatInt(n.Int, 10), core.Int
		if n.Int == math.MinInt64 {
			lit = ""
		}
	case kind >= reflect.Uint && kind <= reflect.Uintptr:
		if n.Int >= 0 {
			lit = strconv.FormatInt(n.Int, 10)
		}
	case kind == reflect.Float32, kind == reflect.Float64:
		lit, plain = floatLit(math.Float64frombits(uint64(n.Int))), core.Float64
	}
	switch {
	case lit == "" || plain == core.Bool && n.Type != core.Bool || plain == core.String && n.Type != core.String:
		t.storedConst(n)
	case n.Type != plain:
		t.str(t.typ(n.Type) + "(" + lit + ")")
	case lit[0] == '-':
		t.str("(" + lit + ")")
	default:
		t.str(lit)
	}
}

func (t *text) storedConst(n *core.Node) {
	t.stored(fmt.Sprint("const ", n.Type, " ", n.Int, " ", n.Str), func() reflect.Value {
		return constValue(t.typeOf(n.Type), n)
	})
}

// floatLit returns a literal for f, "" if there is none that reads back as f.
func floatLit(f float64) string {
	if math.IsInf(f, 0) || math.IsNaN(f) || f == 0 && math.Signbit(f) {
		return ""
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

// constValue is the value of an OpConst of type typ.
func constValue(typ reflect.Type, n *core.Node) reflect.Value {
	v := reflect.New(typ).Elem()
	setConst(v, n)
	return v
}

// setConst gives v the value of a constant of its type.
func setConst(v reflect.Value, n *core.Node) {
	switch {
	case v.Kind() == reflect.Bool:
		v.SetBool(n.Int != 0)
	case v.Kind() == reflect.String:
		v.SetString(n.Str)
	case v.CanInt():
		v.SetInt(n.Int)
	case v.CanUint():
		v.SetUint(uint64(n.Int))
	case v.CanFloat():
		v.SetFloat(math.Float64frombits(uint64(n.Int)))
	case v.CanComplex():
		re, im, _ := strings.Cut(n.Str, ",")
		r, _ := strconv.ParseFloat(re, 64)
		i, _ := strconv.ParseFloat(im, 64)
		v.SetComplex(complex(r, i))
	}
}
