package lower

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"gosched/kernel/internal/core"
)

// assign lowers =, := and op=.
func (b *body) assign(s *ast.AssignStmt) {
	pos := b.at(s.TokPos)
	all := append(slices.Clip(s.Lhs), s.Rhs...)
	switch {
	case s.Tok != token.ASSIGN && s.Tok != token.DEFINE:
		op := s.Tok + token.ADD - token.ADD_ASSIGN
		b.ordered(b.toldUpdate(s.Lhs[0], s.Rhs[0]), all, func() {
			if b.keyLast(s.Lhs[0], s.Rhs[0]) {
				b.make(s.Rhs[0])
			}
			b.update(s.Lhs[0], pos, func(x *core.Node, t types.Type) *core.Node {
				return b.arithmetic(op, x, s.Rhs[0], t, pos)
			}, s.Rhs[0])
		})
	case len(s.Lhs) > len(s.Rhs):
		told := b.toldPlaces(s.Lhs, s.Rhs) || slices.ContainsFunc(s.Lhs, b.makes)
		b.ordered(told, all, func() { b.assignMulti(s.Lhs, s.Rhs[0], pos) })
	case s.Tok == token.DEFINE && b.allNew(s.Lhs):
		b.inOrder(func() { b.define(s.Lhs, s.Rhs, nil, pos) }, s.Rhs...)
	case len(s.Lhs) == 1:
		b.ordered(b.toldOne(s.Lhs[0], s.Rhs[0]), all, func() { b.assignOne(s.Lhs[0], s.Rhs[0], pos) })
	case b.distinctSlots(s.Lhs):
		b.inOrder(func() { b.assignSlots(s.Lhs, s.Rhs, pos) }, s.Rhs...)
	default:
		b.assignParallel(s.Lhs, s.Rhs, pos)
	}
}

// allNew says whether every left side is a new variable or blank.
func (b *body) allNew(lhs []ast.Expr) bool {
	for _, l := range lhs {
		if b.newVar(l) == nil && !isBlank(l) {
			return false
		}
	}
	return true
}

// newVar returns the variable that l declares, if any.
func (b *body) newVar(l ast.Expr) *types.Var {
	id, ok := ast.Unparen(l).(*ast.Ident)
	if !ok || id.Name == "_" {
		return nil
	}
	v, _ := b.src.info.Defs[id].(*types.Var)
	return v
}

// define declares variables with the values of rhs, one each.
func (b *body) define(lhs, rhs []ast.Expr, typ ast.Expr, pos core.Pos) {
	for i, l := range lhs {
		if v := b.newVar(l); v != nil {
			b.declare(v, b.value(rhs[i], v.Type()), pos)
			continue
		}
		b.discard(rhs[i], typ, pos)
	}
}

// discard evaluates e, converted to typ if that is not nil.
func (b *body) discard(e, typ ast.Expr, pos core.Pos) {
	if b.isNilExpr(e) {
		return
	}
	x := b.expr(e)
	if typ != nil {
		x = b.value(e, b.typeOf(typ))
	}
	b.list = append(b.list, node(core.OpExpr, 0, pos, x))
}

func (b *body) assignOne(l, r ast.Expr, pos core.Pos) {
	if isBlank(l) {
		b.discard(r, nil, pos)
		return
	}
	if v := b.newVar(l); v != nil {
		b.declare(v, b.value(r, v.Type()), pos)
		return
	}
	if b.made != nil {
		b.makeOperands(l)
		b.makeLiterals(r)
		if b.placeLast(l, r) {
			b.make(r)
		}
	}
	place := b.expr(l)
	b.store(place, b.value(r, b.typeOf(l)), pos)
}

// store assigns x to a place.
func (b *body) store(place, x *core.Node, pos core.Pos) {
	if place.Op == core.OpDeref && place.Args[0].Op == core.OpExtVar {
		b.emit(core.OpSetExt, pos, x).Str = place.Args[0].Str
		return
	}
	b.emit(core.OpAssign, pos, place, x)
}

func (b *body) leftType(l ast.Expr) types.Type {
	if v := b.newVar(l); v != nil {
		return b.typ(v.Type())
	}
	return b.typeOf(l)
}

// plainSlot returns the slot of an unboxed local variable, nil for any other place.
func (b *body) plainSlot(l ast.Expr) *slot {
	id, ok := ast.Unparen(l).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := b.src.info.Uses[id].(*types.Var)
	if !ok {
		return nil
	}
	if x := b.lookup(v); x != nil && !x.boxed {
		return x.slot
	}
	return nil
}

func (b *body) distinctSlots(lhs []ast.Expr) bool {
	seen := map[*slot]bool{}
	for _, l := range lhs {
		s := b.plainSlot(l)
		if s == nil || seen[s] {
			return false
		}
		seen[s] = true
	}
	return true
}

// assignSlots is a parallel assignment to different slots: the last value needs
// no temporary.
func (b *body) assignSlots(lhs, rhs []ast.Expr, pos core.Pos) {
	last := len(lhs) - 1
	var values []*core.Node
	for i, l := range lhs {
		x := b.value(rhs[i], b.typeOf(l))
		if i < last && x.Op != core.OpConst {
			x = b.local(b.temp(x))
		}
		values = append(values, x)
	}
	b.emit(core.OpAssign, pos, b.expr(lhs[last]), values[last])
	for i, l := range lhs[:last] {
		b.emit(core.OpAssign, pos, b.expr(l), values[i])
	}
}

// frozen is the place of e with its operands evaluated now: keep says what to
// put in the place of each.
func (b *body) frozen(e ast.Expr, keep func(*core.Node) *core.Node) *core.Node {
	switch e := ast.Unparen(e).(type) {
	case *ast.StarExpr:
		return node(core.OpDeref, b.id(b.typeOf(e)), b.at(e.Star), keep(b.expr(e.X)))
	case *ast.IndexExpr:
		return b.frozenIndex(e, keep)
	case *ast.SelectorExpr:
		sel := b.src.info.Selections[e]
		if sel == nil {
			break
		}
		recv := b.typ(sel.Recv())
		_, index := b.find(e, sel, recv)
		var x *core.Node
		if isPointer(recv) {
			x = keep(b.expr(e.X))
		} else {
			x = b.frozen(e.X, keep)
		}
		x, _ = b.path(x, recv, index, b.at(e.Sel.Pos()))
		return x
	case *ast.Ident:
		return b.expr(e)
	}
	return b.expr(e)
}

func (b *body) frozenIndex(e *ast.IndexExpr, keep func(*core.Node) *core.Node) *core.Node {
	pos := b.at(e.Lbrack)
	t := b.exprType(e.X)
	id := b.id(b.exprType(e))
	switch u := t.Underlying().(type) {
	case *types.Map:
		m := keep(b.expr(e.X))
		return node(core.OpMapIndex, id, pos, m, keep(b.value(e.Index, u.Key())))
	case *types.Pointer:
		p := keep(b.expr(e.X))
		return node(core.OpIndex, id, pos, node(core.OpDeref, b.id(u.Elem()), pos, p), keep(b.bounded(e.Index)))
	case *types.Array:
		x := b.frozen(e.X, keep)
		return node(core.OpIndex, id, pos, x, keep(b.bounded(e.Index)))
	}
	x := keep(b.expr(e.X))
	return node(core.OpIndex, id, pos, x, keep(b.bounded(e.Index)))
}

// update is x op= y and x++: the place of l is evaluated once. rhs, if not nil,
// is evaluated between the two uses of the place.
func (b *body) update(l ast.Expr, pos core.Pos, value func(*core.Node, types.Type) *core.Node, rhs ast.Expr) {
	quiet := rhs == nil || !hasCall(b.src.info, rhs)
	keep := func(x *core.Node) *core.Node {
		if x.Op == core.OpConst || x.Op == core.OpLocal || quiet && stable(x) {
			return x
		}
		return b.local(b.temp(x))
	}
	place := b.frozen(l, keep)
	again := b.copyPlace(place)
	b.store(place, value(again, b.typeOf(l)), pos)
}

// stable says whether x gives the same value again if nothing is stored between.
func stable(x *core.Node) bool {
	switch x.Op {
	case core.OpConst, core.OpLocal, core.OpGlobal:
		return true
	case core.OpDeref:
		return x.Args[0].Op == core.OpGlobal || x.Args[0].Op == core.OpLocal
	case core.OpField, core.OpConv:
		return stable(x.Args[0])
	}
	return false
}

// copyPlace copies the tree of a place, so that no node is in two trees.
func (b *body) copyPlace(x *core.Node) *core.Node {
	c := *x
	c.Args = nil
	for _, a := range x.Args {
		c.Args = append(c.Args, b.copyPlace(a))
	}
	for i := range b.locals {
		if b.locals[i].node == x {
			b.locals = append(b.locals, localUse{&c, b.locals[i].slot})
			break
		}
	}
	return &c
}

// hasCall says whether evaluating e may run code elsewhere.
func hasCall(info *types.Info, e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = found || !info.Types[n.Fun].IsType() && !info.Types[n].IsValue() || info.Types[n].Value == nil && !info.Types[n.Fun].IsType()
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.FuncLit:
			return false
		}
		return !found
	})
	return found
}

func (b *body) incDec(s *ast.IncDecStmt) {
	pos := b.at(s.TokPos)
	op := core.OpAdd
	if s.Tok == token.DEC {
		op = core.OpSub
	}
	b.update(s.X, pos, func(x *core.Node, t types.Type) *core.Node {
		return node(op, x.Type, pos, x, b.constant(constant.MakeInt64(1), t, pos))
	}, nil)
}

// assignMulti assigns the several values of e: of a call, or with an ok. Places are
// found when there are values for them.
func (b *body) assignMulti(lhs []ast.Expr, e ast.Expr, pos core.Pos) {
	x, ts := b.multiNode(e)
	args, values := []*core.Node{x}, make([]*core.Node, len(lhs))
	inPlace := !slices.ContainsFunc(lhs, b.isPlace)
	for i, l := range lhs {
		var s *core.Node
		switch {
		case isBlank(l):
		case inPlace && b.takes(l, ts[i]):
			s = b.receive(l, ts[i])
		default:
			to := b.newSlot("", b.id(ts[i]), isOther)
			s, values[i] = b.local(to), b.local(to)
		}
		args = append(args, s)
	}
	b.emit(core.OpAssignMulti, pos, args...)
	b.assignValues(lhs, values, ts, pos)
}

// isPlace says whether l is anything but a variable in a slot of its own or a new one.
func (b *body) isPlace(l ast.Expr) bool {
	return !isBlank(l) && b.newVar(l) == nil && b.plainSlot(l) == nil
}

// takes says whether l is a variable in a slot of its own, old or new, that is of type t.
func (b *body) takes(l ast.Expr, t types.Type) bool {
	if s := b.plainSlot(l); s != nil {
		return s.Type == b.id(t)
	}
	v := b.newVar(l)
	return v != nil && b.id(v.Type()) == b.id(t) && b.plainNew(v)
}

// receive returns the slot of l, which takes values of type t.
func (b *body) receive(l ast.Expr, t types.Type) *core.Node {
	if s := b.plainSlot(l); s != nil {
		return b.local(s)
	}
	v := b.newVar(l)
	s := b.newSlot(v.Name(), b.id(t), isOther)
	b.vars[v] = &variable{typ: b.typ(v.Type()), slot: s}
	return b.local(s)
}

// plainNew says whether a new variable lives in a slot of its own.
func (b *body) plainNew(v *types.Var) bool {
	u := b.flow.vars[v]
	return b.globalOf(v) == nil && (u == nil || !u.boxed)
}
