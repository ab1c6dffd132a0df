package lower

import (
	"go/ast"
	"go/types"
	"slices"

	"gosched/kernel/internal/core"
)

// switchStmt lowers a switch: the tag goes into a slot that each case compares.
func (b *body) switchStmt(s *ast.SwitchStmt, label string) {
	pos := b.at(s.Switch)
	b.list = append(b.list, b.block(func() {
		b.stmt(s.Init, "")
		var tag *slot
		var t types.Type
		if s.Tag != nil {
			t = b.exprType(s.Tag)
			b.inOrder(func() { tag = b.temp(b.expr(s.Tag)) }, s.Tag)
		}
		test := func(e ast.Expr) *core.Node {
			if tag == nil {
				return b.isTrue(e)
			}
			return b.matches(tag, t, e)
		}
		if slices.ContainsFunc(s.Body.List, b.toldCase) {
			test = b.choose(s, test)
		}
		n := node(core.OpSwitch, 0, pos)
		n.Str = label
		for _, c := range s.Body.List {
			n.Args = append(n.Args, b.clause(c.(*ast.CaseClause), label, test, nil))
		}
		b.list = append(b.list, n)
	}))
}

// toldCase says whether one can tell the order in which an expression of a case is
// evaluated.
func (b *body) toldCase(c ast.Stmt) bool {
	return slices.ContainsFunc(c.(*ast.CaseClause).List, func(e ast.Expr) bool { return b.told(e) })
}

// choose evaluates the expressions of the cases before the switch, up to the one of
// which test holds, and returns the test for that one: to evaluate something first
// takes statements, and there is no room for them in the switch.
func (b *body) choose(s *ast.SwitchStmt, test func(ast.Expr) *core.Node) func(ast.Expr) *core.Node {
	chosen, numbers := b.temp(intConst(0)), make(map[ast.Expr]int64)
	is := func(number int64, pos core.Pos) *core.Node {
		return node(core.OpEq, core.Bool, pos, b.local(chosen), intConst(number))
	}
	for _, c := range s.Body.List {
		for _, e := range c.(*ast.CaseClause).List {
			pos, number := b.at(e.Pos()), int64(len(numbers)+1)
			numbers[e] = number
			b.emit(core.OpIf, pos, is(0, pos), b.block(func() {
				b.inOrder(func() {
					b.emit(core.OpIf, pos, test(e), b.block(func() { b.set(chosen, intConst(number)) }))
				}, e)
			}))
		}
	}
	return func(e ast.Expr) *core.Node { return is(numbers[e], b.at(e.Pos())) }
}

// clause lowers a case: test makes the condition of one expression, begin what
// comes before the statements.
func (b *body) clause(c *ast.CaseClause, label string, test func(ast.Expr) *core.Node, begin func()) *core.Node {
	pos := b.at(c.Case)
	var cond *core.Node
	for _, e := range c.List {
		x := test(e)
		if cond == nil {
			cond = x
		} else {
			cond = node(core.OpOrOr, core.Bool, pos, cond, x)
		}
	}
	return node(core.OpCase, 0, pos, cond, b.within(target{label, false}, func() {
		if begin != nil {
			begin()
		}
		b.stmts(c.Body)
	}))
}

// isTrue is the condition of a case without a tag: e may be an interface.
func (b *body) isTrue(e ast.Expr) *core.Node {
	t := b.exprType(e)
	if !isInterface(t) {
		return b.value(e, types.Typ[types.Bool])
	}
	pos := b.at(e.Pos())
	yes := b.convert(boolConst(true), types.Typ[types.Bool], t, pos)
	return node(core.OpEqual, core.Bool, pos, yes, b.expr(e))
}

// matches compares the tag, of type t, with e.
func (b *body) matches(tag *slot, t types.Type, e ast.Expr) *core.Node {
	pos := b.at(e.Pos())
	x := b.local(tag)
	if b.isNilExpr(e) {
		return node(core.OpIsNil, core.Bool, pos, x)
	}
	et := b.exprType(e)
	if b.src.info.Types[e].Value != nil && !isInterface(t) {
		et = t
	}
	if isInterface(et) && !isInterface(t) || isInterface(et) == isInterface(t) && !types.AssignableTo(et, t) {
		return b.equal(b.convert(x, t, et, pos), b.expr(e), et, core.Bool, pos)
	}
	return b.equal(x, b.value(e, t), t, core.Bool, pos)
}

// typeSwitch lowers a switch on the dynamic type of a value.
func (b *body) typeSwitch(s *ast.TypeSwitchStmt, label string) {
	pos := b.at(s.Switch)
	b.list = append(b.list, b.block(func() {
		b.stmt(s.Init, "")
		subject := switchSubject(s)
		t := b.typeOf(subject)
		var x *slot
		b.inOrder(func() { x = b.temp(b.expr(subject)) }, subject)
		n := node(core.OpSwitch, 0, pos)
		n.Str = label
		for _, c := range s.Body.List {
			cc := c.(*ast.CaseClause)
			n.Args = append(n.Args, b.clause(cc, label, func(e ast.Expr) *core.Node {
				return b.hasType(x, e)
			}, func() { b.bindClause(cc, x, t) }))
		}
		b.list = append(b.list, n)
	}))
}

// switchSubject returns x of a switch on x.(type).
func switchSubject(s *ast.TypeSwitchStmt) ast.Expr {
	var e ast.Expr
	switch a := s.Assign.(type) {
	case *ast.AssignStmt:
		e = a.Rhs[0]
	case *ast.ExprStmt:
		e = a.X
	}
	return ast.Unparen(e).(*ast.TypeAssertExpr).X
}

func (b *body) hasType(x *slot, e ast.Expr) *core.Node {
	pos := b.at(e.Pos())
	if b.isNilExpr(e) {
		return node(core.OpIsNil, core.Bool, pos, b.local(x))
	}
	n := node(core.OpIs, core.Bool, pos, b.local(x))
	n.Int = int64(b.id(b.typeOf(e)))
	return n
}

// bindClause declares the variable of a clause: of the clause's only type, else
// of the type t of the subject.
func (b *body) bindClause(c *ast.CaseClause, x *slot, t types.Type) {
	v, ok := b.src.info.Implicits[c].(*types.Var)
	if !ok {
		return
	}
	pos := b.at(c.Case)
	value := b.local(x)
	if len(c.List) == 1 && !b.isNilExpr(c.List[0]) {
		if id := b.id(v.Type()); id != x.Type {
			value = node(core.OpAssert, id, pos, value)
		}
	}
	b.declare(v, value, pos)
}
