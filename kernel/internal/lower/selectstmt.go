package lower

import (
	"go/ast"
	"go/token"
	"go/types"

	"gosched/kernel/internal/core"
)

// selectStmt lowers a select: what a case receives goes into slots, and from
// there where the case wants it.
func (b *body) selectStmt(s *ast.SelectStmt, label string) {
	n := node(core.OpSelect, 0, b.at(s.Select))
	n.Str = label
	for _, c := range s.Body.List {
		n.Args = append(n.Args, b.commClause(c.(*ast.CommClause), label))
	}
	n.Pos = tried(n)
	if !quiet(n) {
		b.spillOperands(n)
	}
	b.list = append(b.list, n)
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

// quiet says whether the operands of a select can be evaluated in any order.
func quiet(n *core.Node) bool {
	for _, clause := range n.Args {
		for _, x := range operandsOf(clause) {
			if calls(*x) || (*x).Op == core.OpRecv {
				return false
			}
		}
	}
	return true
}

// spillOperands evaluates the operands of a select, in order, into slots: a
// call among them may change the variables of others.
func (b *body) spillOperands(n *core.Node) {
	for _, clause := range n.Args {
		for _, x := range operandsOf(clause) {
			if (*x).Op != core.OpConst {
				*x = b.local(b.temp(*x))
			}
		}
	}
}

// operandsOf returns the channel and the value to send of a clause.
func operandsOf(clause *core.Node) []**core.Node {
	switch clause.Op {
	case core.OpOnSend:
		return []**core.Node{&clause.Args[0], &clause.Args[1]}
	case core.OpOnRecv:
		return []**core.Node{&clause.Args[0]}
	}
	return nil
}

func (b *body) commClause(c *ast.CommClause, label string) *core.Node {
	pos := b.at(c.Case)
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
		ch := b.exprType(s.Chan).Underlying().(*types.Chan)
		return node(core.OpOnSend, 0, pos, b.expr(s.Chan), b.value(s.Value, ch.Elem()), block(func() {}))
	case *ast.AssignStmt:
		return b.onRecv(s, pos, block)
	default:
		recv := ast.Unparen(s.(*ast.ExprStmt).X).(*ast.UnaryExpr)
		return node(core.OpOnRecv, 0, pos, b.expr(recv.X), nil, nil, block(func() {}))
	}
}

// onRecv lowers case x, ok = <-ch.
func (b *body) onRecv(s *ast.AssignStmt, pos core.Pos, block func(func()) *core.Node) *core.Node {
	ch := ast.Unparen(s.Rhs[0]).(*ast.UnaryExpr).X
	elem := b.exprType(ch).Underlying().(*types.Chan).Elem()
	ts := []types.Type{elem, types.Typ[types.Bool]}
	n := node(core.OpOnRecv, 0, pos, b.expr(ch), nil, nil, nil)
	slots := make([]*slot, len(s.Lhs))
	for i, l := range s.Lhs {
		if !isBlank(l) {
			slots[i] = b.newSlot("", b.id(ts[i]), isOther)
			n.Args[i+1] = b.local(slots[i])
		}
	}
	n.Args[3] = block(func() {
		for i, l := range s.Lhs {
			if slots[i] == nil {
				continue
			}
			var place *core.Node
			if s.Tok == token.ASSIGN {
				place = b.expr(l)
			}
			b.assignTo(l, place, b.convert(b.local(slots[i]), ts[i], b.leftType(l), pos), pos)
		}
	})
	return n
}
