package lower

import (
	"go/ast"
	"go/types"
	"slices"

	"gosched/kernel/internal/core"
)

// selectStmt lowers a select: what a case receives goes into slots, and from
// there where the case wants it.
func (b *body) selectStmt(s *ast.SelectStmt, label string) {
	n := node(core.OpSelect, 0, b.at(s.Select))
	n.Str = label
	now := slices.ContainsFunc(s.Body.List, b.toldComm)
	for _, c := range s.Body.List {
		n.Args = append(n.Args, b.commClause(c.(*ast.CommClause), label, now))
	}
	n.Pos = tried(n)
	b.list = append(b.list, n)
}

// toldComm says whether one can tell when the operands of a clause are evaluated.
func (b *body) toldComm(c ast.Stmt) bool {
	ch, value := communication(c.(*ast.CommClause))
	return b.makes(ch) || b.makes(value) || b.told(ch) || b.told(value)
}

// tried is the position that the compiler gives a select: that of the only
// case if there is one, perhaps with a default.
func tried(n *core.Node) core.Pos {
	pos, cases := n.Pos, 0
	for _, clause := range n.Args {
		if clause.Op != core.OpOnDefault {
			pos = clause.Pos
			cases++
		}
	}
	if cases > 1 {
		return n.Pos
	}
	return pos
}

// communication returns the channel of a clause and the value that it sends, nil if
// there is none.
func communication(c *ast.CommClause) (ch, value ast.Expr) {
	switch s := c.Comm.(type) {
	case *ast.SendStmt:
		return s.Chan, s.Value
	case *ast.AssignStmt:
		return ast.Unparen(s.Rhs[0]).(*ast.UnaryExpr).X, nil
	case *ast.ExprStmt:
		return ast.Unparen(s.X).(*ast.UnaryExpr).X, nil
	}
	return nil, nil
}

// operand is an operand of a select, of type t, evaluated now or with the others.
func (b *body) operand(e ast.Expr, t types.Type, now bool) (x *core.Node) {
	if !now {
		return b.value(e, t)
	}
	b.inOrder(func() {
		if x = b.value(e, t); x.Op != core.OpConst {
			x = b.local(b.temp(x))
		}
	}, e)
	return x
}

func (b *body) commClause(c *ast.CommClause, label string, now bool) *core.Node {
	pos := b.at(c.Case)
	var ch, value *core.Node
	if e, v := communication(c); e != nil {
		t := b.exprType(e)
		ch = b.operand(e, t, now)
		if v != nil {
			value = b.operand(v, t.Underlying().(*types.Chan).Elem(), now)
		}
	}
	block := func(begin func()) *core.Node {
		return b.within(target{label, false}, func() {
			begin()
			b.stmts(c.Body)
		})
	}
	switch s := c.Comm.(type) {
	case nil:
		return node(core.OpOnDefault, 0, pos, block(func() {}))
	case *ast.SendStmt:
		return node(core.OpOnSend, 0, pos, ch, value, block(func() {}))
	case *ast.AssignStmt:
		return b.onRecv(s, ch, pos, block)
	default:
		return node(core.OpOnRecv, 0, pos, ch, nil, nil, block(func() {}))
	}
}

// onRecv lowers case x, ok = <-ch.
func (b *body) onRecv(s *ast.AssignStmt, ch *core.Node, pos core.Pos, block func(func()) *core.Node) *core.Node {
	elem := b.exprType(ast.Unparen(s.Rhs[0]).(*ast.UnaryExpr).X).Underlying().(*types.Chan).Elem()
	ts := []types.Type{elem, types.Typ[types.Bool]}
	n := node(core.OpOnRecv, 0, pos, ch, nil, nil, nil)
	slots := make([]*slot, len(s.Lhs))
	for i, l := range s.Lhs {
		if !isBlank(l) {
			slots[i] = b.newSlot("", b.id(ts[i]), isOther)
			n.Args[i+1] = b.local(slots[i])
		}
	}
	n.Args[3] = block(func() {
		values := make([]*core.Node, len(s.Lhs))
		for i, slot := range slots {
			if slot != nil {
				values[i] = b.local(slot)
			}
		}
		b.bindPlaces(s.Lhs, values, ts, pos)
	})
	return n
}
