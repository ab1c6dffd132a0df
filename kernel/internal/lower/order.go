package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"gosched/kernel/internal/core"
)

// Order of evaluation. The compiler makes the calls of a statement in their
// order and evaluates what is left after that: in
//
//	p.x = f()
//	g(a[i], f())
//
// f is called before p is found to be nil, and i out of range. Core evaluates
// operands from left to right. Where one could tell, because something that can
// fail comes before a call, the calls of the statement go into slots first.

// inOrder lowers, by do, a statement whose expressions are es, in the order of
// their evaluation.
func (b *body) inOrder(do func(), es ...ast.Expr) {
	if b.reorders(es) {
		saved := b.made
		b.made = map[ast.Expr]*slot{}
		for _, e := range es {
			b.makeCalls(e)
		}
		defer func() { b.made = saved }()
	}
	do()
}

// reorders says whether calls of es are to be made before what is left of them.
func (b *body) reorders(es []ast.Expr) bool {
	o := orderer{b: b}
	o.list(es...)
	return o.conflict
}

// An orderer looks for calls with something before them that can fail.
type orderer struct {
	b        *body
	conflict bool
}

// list visits expressions that are evaluated one after the other, and says
// whether what is left of them after their calls can fail.
func (o *orderer) list(es ...ast.Expr) (fails bool) {
	for _, e := range es {
		if e == nil {
			continue
		}
		if fails && o.b.runs(e) {
			o.conflict = true
		}
		fails = o.expr(e) || fails
	}
	return fails
}

// expr is list of one.
func (o *orderer) expr(e ast.Expr) (fails bool) {
	info := o.b.src.info
	if tv := info.Types[e]; tv.Value != nil || tv.IsType() {
		return false
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			o.expr(e.X)
			o.expr(e.Y)
			return false
		}
		return o.list(e.X, e.Y) || o.mayFail(e)
	case *ast.IndexExpr:
		if isPointer(o.b.typeOf(e.X)) && o.b.runs(e.Index) {
			o.conflict = true
		}
	case *ast.CompositeLit:
		if o.b.isCall(e) {
			for _, x := range operandsIn(info, e) {
				o.expr(x)
			}
			return false
		}
	}
	return o.list(operandsIn(info, e)...) && !o.b.isCall(e) || o.mayFail(e)
}

// mayFail says whether e, when its operands have been evaluated, can panic or
// depends on what a call could change.
func (o *orderer) mayFail(e ast.Expr) bool {
	b := o.b
	switch e := e.(type) {
	case *ast.StarExpr:
		return true
	case *ast.IndexExpr:
		_, array := b.typeOf(e.X).Underlying().(*types.Array)
		return !array || b.src.info.Types[e.Index].Value == nil
	case *ast.SelectorExpr:
		sel := b.src.info.Selections[e]
		return sel != nil && sel.Kind() == types.FieldVal && (sel.Indirect() || isPointer(b.typ(sel.Recv())))
	case *ast.BinaryExpr:
		switch e.Op {
		case token.QUO, token.REM, token.SHL, token.SHR:
			return b.src.info.Types[e.Y].Value == nil
		}
	case *ast.TypeAssertExpr:
		return !b.isCall(e)
	}
	return false
}

// operandsIn returns the expressions that e is made of, in the order of their
// evaluation: not those of which only the compiler knows, and not what the body
// of a function consists of.
func operandsIn(info *types.Info, e ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return []ast.Expr{e.X}
	case *ast.SelectorExpr:
		if info.Selections[e] != nil {
			return []ast.Expr{e.X}
		}
	case *ast.IndexExpr:
		return []ast.Expr{e.X, e.Index}
	case *ast.SliceExpr:
		return []ast.Expr{e.X, e.Low, e.High, e.Max}
	case *ast.StarExpr:
		return []ast.Expr{e.X}
	case *ast.UnaryExpr:
		return []ast.Expr{e.X}
	case *ast.BinaryExpr:
		return []ast.Expr{e.X, e.Y}
	case *ast.TypeAssertExpr:
		return []ast.Expr{e.X}
	case *ast.CallExpr:
		return append([]ast.Expr{e.Fun}, e.Args...)
	case *ast.CompositeLit:
		return elements(info, e)
	}
	return nil
}

// elements returns the values of a literal, and the keys of a map.
func elements(info *types.Info, e *ast.CompositeLit) []ast.Expr {
	var es []ast.Expr
	t := info.TypeOf(e)
	for _, x := range e.Elts {
		kv, ok := x.(*ast.KeyValueExpr)
		if !ok {
			es = append(es, x)
			continue
		}
		if _, isMap := types.Unalias(t).Underlying().(*types.Map); isMap {
			es = append(es, kv.Key)
		}
		es = append(es, kv.Value)
	}
	return es
}

// runs says whether evaluating e calls a function or receives: whether one can
// tell when that happens.
func (b *body) runs(e ast.Expr) bool {
	if e == nil {
		return false
	}
	switch e := e.(type) {
	case *ast.CallExpr:
		if !b.src.info.Types[e.Fun].IsType() && builtinName(b.src.info, e.Fun) == "" {
			return true
		}
	case *ast.UnaryExpr:
		if e.Op == token.ARROW {
			return true
		}
	}
	return slices.ContainsFunc(operandsIn(b.src.info, e), b.runs)
}

// makes says whether evaluating e includes what makeCalls puts into a slot.
func (b *body) makes(e ast.Expr) bool {
	if e == nil {
		return false
	}
	if tv := b.src.info.Types[e]; tv.Value != nil || tv.IsType() {
		return false
	}
	return b.isCall(e) || slices.ContainsFunc(operandsIn(b.src.info, e), b.makes)
}

// isCall says whether e itself is a call, or another operation that the
// compiler makes in their order.
func (b *body) isCall(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CallExpr:
		if b.src.info.Types[e.Fun].IsType() {
			return false
		}
		switch builtinName(b.src.info, e.Fun) {
		case "len", "cap", "real", "imag", "complex", "new":
			return false
		}
		return true
	case *ast.UnaryExpr:
		return e.Op == token.ARROW
	case *ast.SliceExpr:
		return true
	case *ast.CompositeLit:
		_, isMap := b.typeOf(e).Underlying().(*types.Map)
		return isMap && len(e.Elts) > 0
	case *ast.TypeAssertExpr:
		return e.Type != nil && !pointerShaped(b.typeOf(e.Type))
	}
	return false
}

// pointerShaped says whether an interface holds a value of t as its data word.
func pointerShaped(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Chan, *types.Signature:
		return true
	case *types.Struct:
		return u.NumFields() == 1 && pointerShaped(u.Field(0).Type())
	case *types.Array:
		return u.Len() == 1 && pointerShaped(u.Elem())
	}
	return false
}

// makeCalls makes the calls in e now: their values will be found in slots.
func (b *body) makeCalls(e ast.Expr) {
	if !b.makes(e) {
		return
	}
	if x, ok := e.(*ast.BinaryExpr); ok && (x.Op == token.LAND || x.Op == token.LOR) && b.makes(x.Y) {
		b.made[e] = b.shortCircuit(x)
		return
	}
	if _, lit := e.(*ast.CompositeLit); !lit || !b.isCall(e) {
		for _, x := range operandsIn(b.src.info, e) {
			b.makeCalls(x)
		}
	}
	if tv := b.src.info.Types[e]; b.isCall(e) && !tv.IsVoid() {
		if _, several := tv.Type.(*types.Tuple); !several {
			b.made[e] = b.temp(b.expr(e))
		}
	}
}

// shortCircuit evaluates x && y or x || y, whose right operand has calls.
func (b *body) shortCircuit(e *ast.BinaryExpr) *slot {
	b.makeCalls(e.X)
	t, pos := b.exprType(e), b.at(e.OpPos)
	s := b.temp(b.value(e.X, t))
	cond := b.local(s)
	if e.Op == token.LOR {
		cond = node(core.OpNot, cond.Type, pos, cond)
	}
	b.emit(core.OpIf, pos, cond, b.block(func() {
		b.makeCalls(e.Y)
		b.set(s, b.value(e.Y, t))
	}))
	return s
}
