package lower

import (
	"go/ast"
	"go/types"

	"gosched/kernel/internal/core"
)

var anyType = types.Universe.Lookup("any").Type()

// value is e converted to t, as in an assignment.
func (b *body) value(e ast.Expr, t types.Type) *core.Node {
	t = b.typ(t)
	tv := b.src.info.Types[e]
	if tv.Value != nil {
		if _, basic := t.Underlying().(*types.Basic); basic {
			return b.constant(tv.Value, t, b.at(e.Pos()))
		}
	}
	return b.convert(b.expr(e), b.exprType(e), t, b.at(e.Pos()))
}

// convert converts x implicitly: to is an interface that from implements, or a
// type that differs from from in name or channel direction.
func (b *body) convert(x *core.Node, from, to types.Type, pos core.Pos) *core.Node {
	from, to = b.typ(from), b.typ(to)
	if isNil(from) {
		return node(core.OpZero, b.id(to), pos)
	}
	id := b.id(to)
	switch {
	case x.Type == id:
		return x
	case isInterface(to) && isInterface(from):
		return node(core.OpIface, id, pos, x)
	case isInterface(to):
		return node(core.OpToIface, id, pos, x)
	}
	return node(core.OpConv, id, pos, x)
}

// toAny converts a value that is not an interface to any.
func (b *body) toAny(x *core.Node) *core.Node {
	return node(core.OpToIface, core.Any, x.Pos, x)
}

// conversion lowers the conversion e, T(x).
func (b *body) conversion(e *ast.CallExpr) *core.Node {
	arg := e.Args[0]
	t, from := b.typeOf(e), b.exprType(arg)
	pos := b.at(e.Pos())
	if v := b.src.info.Types[arg].Value; v != nil {
		if isBasic(t, types.IsNumeric) && isBasic(from, types.IsNumeric) || isBasic(t, types.IsString) {
			return b.constant(v, t, pos)
		}
	}
	if isNil(from) {
		return node(core.OpZero, b.id(t), pos)
	}
	return b.explicit(b.expr(arg), from, t, b.at(e.Lparen))
}

// explicit is the conversion of x to t.
func (b *body) explicit(x *core.Node, from, t types.Type, pos core.Pos) *core.Node {
	id := b.id(t)
	if x.Type == id {
		return x
	}
	to := func(op core.Op) *core.Node { return node(op, id, pos, x) }
	if isInterface(t) {
		return b.convert(x, from, t, pos)
	}
	switch {
	case isBasic(t, types.IsString) && isBasic(from, types.IsInteger):
		return to(core.OpRuneString)
	case isBasic(t, types.IsString) && isSlice(from):
		return to(core.OpBytesString)
	case isSlice(t) && isBasic(from, types.IsString):
		return to(core.OpStringBytes)
	case isSlice(from) && !isSlice(t):
		return to(core.OpArrayOf)
	}
	return to(core.OpConv)
}

func isSlice(t types.Type) bool { _, ok := t.Underlying().(*types.Slice); return ok }
