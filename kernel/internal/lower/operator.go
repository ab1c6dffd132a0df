package lower

import (
	"go/ast"
	"go/token"
	"go/types"

	"gosched/kernel/internal/core"
)

var binaryOps = map[token.Token]core.Op{
	token.ADD: core.OpAdd, token.SUB: core.OpSub, token.MUL: core.OpMul, token.QUO: core.OpDiv, token.REM: core.OpRem,
	token.AND: core.OpAnd, token.OR: core.OpOr, token.XOR: core.OpXor, token.AND_NOT: core.OpAndNot,
	token.SHL: core.OpShl, token.SHR: core.OpShr,
	token.LSS: core.OpLt, token.LEQ: core.OpLe, token.GTR: core.OpGt, token.GEQ: core.OpGe,
	token.LAND: core.OpAndAnd, token.LOR: core.OpOrOr,
}

// binary lowers x op y.
func (b *body) binary(e *ast.BinaryExpr) *core.Node {
	t, pos := b.exprType(e), b.at(e.OpPos)
	switch e.Op {
	case token.EQL, token.NEQ:
		return b.equality(e, t, pos)
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		x, y := b.operands(e)
		return node(binaryOps[e.Op], b.id(t), pos, x, y)
	}
	return b.arithmetic(e.Op, b.value(e.X, t), e.Y, t, pos)
}

// arithmetic is x op e, x being of the result's type t.
func (b *body) arithmetic(op token.Token, x *core.Node, e ast.Expr, t types.Type, pos core.Pos) *core.Node {
	if op == token.SHL || op == token.SHR {
		return node(binaryOps[op], b.id(t), pos, x, b.shiftCount(e))
	}
	return node(binaryOps[op], b.id(t), pos, x, b.value(e, t))
}

// shiftCount is a count in an integer type.
func (b *body) shiftCount(e ast.Expr) *core.Node {
	if v := b.src.info.Types[e].Value; v != nil {
		return b.constant(v, types.Typ[types.Uint], b.at(e.Pos()))
	}
	return b.expr(e)
}

// operands are the operands of a comparison in the type both can have.
func (b *body) operands(e *ast.BinaryExpr) (x, y *core.Node) {
	xt, yt := b.exprType(e.X), b.exprType(e.Y)
	if b.src.info.Types[e.X].Value != nil {
		return b.value(e.X, yt), b.expr(e.Y)
	}
	return b.expr(e.X), b.value(e.Y, xt)
}

// equality is == and !=.
func (b *body) equality(e *ast.BinaryExpr, t types.Type, pos core.Pos) *core.Node {
	id := b.id(t)
	xt, yt := b.exprType(e.X), b.exprType(e.Y)
	var n *core.Node
	switch {
	case b.isNilExpr(e.Y):
		n = node(core.OpIsNil, id, pos, b.expr(e.X))
	case b.isNilExpr(e.X):
		n = node(core.OpIsNil, id, pos, b.expr(e.Y))
	case isInterface(yt) && !isInterface(xt), isInterface(xt) == isInterface(yt) && !types.AssignableTo(yt, xt):
		n = b.equal(b.value(e.X, yt), b.expr(e.Y), yt, id, pos)
	default:
		x, y := b.operands(e)
		n = b.equal(x, y, xt, id, pos)
	}
	if e.Op == token.EQL {
		return n
	}
	if n.Op == core.OpEq {
		n.Op = core.OpNe
		return n
	}
	return node(core.OpNot, id, pos, n)
}

// equal compares two values of type t.
func (b *body) equal(x, y *core.Node, t types.Type, id core.TypeID, pos core.Pos) *core.Node {
	switch t.Underlying().(type) {
	case *types.Interface, *types.Struct, *types.Array:
		return node(core.OpEqual, id, pos, x, y)
	}
	return node(core.OpEq, id, pos, x, y)
}

// isNilExpr says whether e is the predeclared nil.
func (b *body) isNilExpr(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	_, ok = b.src.info.Uses[id].(*types.Nil)
	return ok
}
