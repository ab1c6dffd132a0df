package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"gosched/kernel/internal/core"
)

// Order of assignments. The compiler finds the place of a value after the value:
// in s[i] = t[j] a j out of range is noticed before an i. In an assignment of
// several values
//
//	a, s[i] = x, y
//
// it evaluates first what an earlier of its assignments could change, here i and
// y, if it depends on a or on memory. The rest is evaluated when its assignment is
// made.

// toldOne says whether one can tell the order in which l = r is evaluated.
func (b *body) toldOne(l, r ast.Expr) bool {
	return b.toldPlaces([]ast.Expr{l}, []ast.Expr{r}) || b.placeLast(l, r)
}

// toldPlaces says whether one can tell the order of the places lhs and the values
// rhs, apart from what is evaluated in the last round.
func (b *body) toldPlaces(lhs, rhs []ast.Expr) bool {
	w := watcher{b: b}
	var left effects
	for _, l := range lhs {
		left = w.follow(left, w.place(l))
	}
	w.follow(left, w.units(rhs))
	return w.conflict
}

// placeLast says whether one can tell that the place l is found when r has been
// evaluated.
func (b *body) placeLast(l, r ast.Expr) bool {
	w := watcher{b: b}
	return tell(w.place(l).rest, w.expr(r).rest)
}

// toldUpdate says whether one can tell the order in which l op= r is evaluated.
func (b *body) toldUpdate(l, r ast.Expr) bool {
	w := watcher{b: b}
	w.list([]ast.Expr{l, r})
	return w.conflict || b.keyLast(l, r)
}

// keyLast says whether l is an element of a map and one can tell that its key is
// evaluated after r.
func (b *body) keyLast(l, r ast.Expr) bool {
	e, ok := ast.Unparen(l).(*ast.IndexExpr)
	w := watcher{b: b}
	return ok && b.isKey(e, e.Index) && tell(w.expr(e.Index).rest, w.expr(r).rest)
}

// toldReturn says whether one can tell the order in which results are evaluated. In
// a function with deferred calls, which see the results, the first comes last.
func (b *body) toldReturn(results []ast.Expr) bool {
	w := watcher{b: b}
	w.units(results)
	if w.conflict || b.fun.frame == nil || len(results) < 2 {
		return w.conflict
	}
	return tell(w.expr(results[0]).rest, w.units(results[1:]).rest)
}

// assignParallel is a, b = x, y.
func (b *body) assignParallel(lhs, rhs []ast.Expr, pos core.Pos) {
	all := append(slices.Clip(lhs), rhs...)
	told := b.toldPlaces(lhs, rhs) || slices.ContainsFunc(all, b.makes)
	b.ordered(told, all, func() {
		if b.made == nil {
			b.made = map[ast.Expr]*slot{}
			defer func() { b.made = nil }()
		}
		b.makeAffected(lhs, rhs)
		for i, l := range lhs {
			b.assignOne(l, rhs[i], pos)
		}
	})
}

// bindPlaces assigns values of the types ts, which have been evaluated, to lhs.
func (b *body) bindPlaces(lhs []ast.Expr, values []*core.Node, ts []types.Type, pos core.Pos) {
	places := slices.DeleteFunc(slices.Clone(lhs), isBlank)
	b.ordered(b.toldPlaces(places, nil), places, func() { b.assignValues(lhs, values, ts, pos) })
}

// assignValues is bindPlaces when the calls in lhs have been made. Values may be nil: those
// of variables that have theirs.
func (b *body) assignValues(lhs []ast.Expr, values []*core.Node, ts []types.Type, pos core.Pos) {
	if b.made == nil {
		b.made = map[ast.Expr]*slot{}
		defer func() { b.made = nil }()
	}
	b.makeAffected(lhs, nil)
	for i, l := range lhs {
		switch v := b.newVar(l); {
		case isBlank(l) || values[i] == nil:
		case v != nil:
			b.declare(v, b.convert(values[i], ts[i], v.Type(), pos), pos)
		default:
			b.makeOperands(l)
			b.store(b.expr(l), b.convert(values[i], ts[i], b.typeOf(l), pos), pos)
		}
	}
}

// makeAffected evaluates what earlier assignments could change. There may be no rhs.
func (b *body) makeAffected(lhs, rhs []ast.Expr) {
	done := changes{b: b, vars: map[*types.Var]bool{}}
	save := func(e ast.Expr) {
		if done.affect(e) {
			b.make(e)
		}
	}
	for i, l := range lhs {
		root := b.operandsOfPlace(l, save)
		if rhs != nil {
			save(rhs[i])
		}
		done.add(root)
	}
}

// operandsOfPlace hands the operands of a place to do, and returns the variable that
// it is a part of, nil if it is found through memory.
func (b *body) operandsOfPlace(l ast.Expr, do func(ast.Expr)) *ast.Ident {
	switch e := ast.Unparen(l).(type) {
	case *ast.Ident:
		return e
	case *ast.IndexExpr:
		if _, array := b.typeOf(e.X).Underlying().(*types.Array); array {
			do(e.Index)
			return b.operandsOfPlace(e.X, do)
		}
		do(e.X)
		do(e.Index)
	case *ast.StarExpr:
		do(e.X)
	case *ast.SelectorExpr:
		sel := b.src.info.Selections[e]
		switch {
		case sel == nil:
			return e.Sel
		case isPointer(b.typ(sel.Recv())) || sel.Indirect():
			do(e.X)
		default:
			return b.operandsOfPlace(e.X, do)
		}
	}
	return nil
}

// changes are what assignments have changed.
type changes struct {
	b      *body
	vars   map[*types.Var]bool
	memory bool // anything but the variables that no other function sees
}

// add adds an assignment to a variable, or to memory if it is nil.
func (c *changes) add(id *ast.Ident) {
	if id == nil {
		c.memory = true
		return
	}
	if id.Name == "_" {
		return
	}
	v, ok := c.b.src.info.ObjectOf(id).(*types.Var)
	if !ok || c.b.isShared(v) {
		c.memory = true
		return
	}
	c.vars[v] = true
}

// affect says whether the value of e could be another one after the changes.
func (c *changes) affect(e ast.Expr) bool {
	info := c.b.src.info
	if e == nil || c.b.made[e] != nil {
		return false
	}
	if tv := info.Types[e]; tv.Value != nil || tv.IsType() {
		return false
	}
	if id, ok := e.(*ast.Ident); ok {
		v, ok := info.Uses[id].(*types.Var)
		return ok && (c.vars[v] || c.memory && c.b.isShared(v))
	}
	if c.memory && c.b.readsMemory(e) {
		return true
	}
	if _, ok := e.(*ast.FuncLit); ok {
		return len(c.vars) > 0
	}
	return slices.ContainsFunc(operandsIn(info, e), c.affect)
}

// readsMemory says whether e, its operands apart, depends on memory, as the compiler
// sees it.
func (b *body) readsMemory(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return false
	case *ast.UnaryExpr:
		return e.Op == token.AND || e.Op == token.NOT
	case *ast.BinaryExpr:
		switch e.Op {
		case token.ADD:
			return isBasic(b.exprType(e), types.IsString)
		case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
			return true
		}
		return false
	case *ast.SelectorExpr:
		sel := b.src.info.Selections[e]
		return sel == nil || sel.Kind() != types.FieldVal || sel.Indirect() || isPointer(b.typ(sel.Recv()))
	case *ast.CallExpr:
		return !b.src.info.Types[e.Fun].IsType() || !isBasic(b.typeOf(e), types.IsNumeric)
	}
	return true
}
