package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"gosched/kernel/internal/core"
)

// Order of evaluation. The compiler evaluates what a statement consists of in
// three rounds, each from left to right: first calls, and what it treats as such
// (isEarly), then composite literals, then the rest. In
//
//	p.x = f()
//	g(a[i], s[j:])
//
// f is called before p is found to be nil, and j found to be out of range before i.
// Core evaluates operands from left to right. Where one could tell (effect.go),
// what the compiler does first goes into slots first. Then there are assignments,
// which have rules of their own (parallel.go).

// inOrder lowers, by do, a statement whose expressions are es, in the order of
// their evaluation.
func (b *body) inOrder(do func(), es ...ast.Expr) {
	b.ordered(b.told(es...), es, func() {
		b.makeUnits(es)
		do()
	})
}

// told says whether one can tell the order in which a statement evaluates es.
func (b *body) told(es ...ast.Expr) bool {
	w := watcher{b: b}
	w.units(es)
	return w.conflict
}

// ordered lowers a statement by do, after the calls in es if one can tell the order.
func (b *body) ordered(told bool, es []ast.Expr, do func()) {
	if told {
		saved := b.made
		b.made = map[ast.Expr]*slot{}
		for _, e := range es {
			b.makeCalls(e)
		}
		defer func() { b.made = saved }()
	}
	do()
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

// isEarly says whether e itself is a call, or another operation that the compiler
// makes in their order.
func (b *body) isEarly(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CallExpr:
		if b.src.info.Types[e.Fun].IsType() {
			return len(e.Args) == 1 && isSlice(b.typeOf(e)) && isBasic(b.exprType(e.Args[0]), types.IsString)
		}
		return true
	case *ast.UnaryExpr:
		return e.Op == token.ARROW
	case *ast.BinaryExpr:
		return e.Op == token.LAND || e.Op == token.LOR
	case *ast.SliceExpr:
		return true
	case *ast.CompositeLit:
		return b.isMapLit(e)
	case *ast.TypeAssertExpr:
		return e.Type != nil && !pointerShaped(b.typeOf(e.Type))
	}
	return false
}

// slicesArray says whether e slices an array, not a pointer to one.
func (b *body) slicesArray(e ast.Expr) bool {
	s, ok := e.(*ast.SliceExpr)
	if !ok {
		return false
	}
	_, array := b.typeOf(s.X).Underlying().(*types.Array)
	return array
}

func (b *body) isMapLit(e *ast.CompositeLit) bool {
	_, isMap := b.typeOf(e).Underlying().(*types.Map)
	return isMap && len(e.Elts) > 0
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

// makeUnits makes the literals in es whose turn comes before the rest of what they
// are in, when all calls have been made.
func (b *body) makeUnits(es []ast.Expr) {
	if b.made == nil || !slices.ContainsFunc(es, b.hasEarlierLiteral) {
		return
	}
	for _, e := range es {
		b.makeLiterals(e)
		if len(es) > 1 && e != nil && !b.src.info.Types[e].IsType() && !b.src.info.Types[e].IsBuiltin() {
			b.make(e)
		}
	}
}

// hasEarlierLiteral says whether a literal in e is evaluated before something that
// comes before it.
func (b *body) hasEarlierLiteral(e ast.Expr) bool {
	if e == nil {
		return false
	}
	w := watcher{b: b}
	x := w.expr(e)
	return w.conflict && x.literal != 0
}

// makes says whether evaluating e includes what makeCalls puts into a slot.
func (b *body) makes(e ast.Expr) bool {
	if e == nil {
		return false
	}
	if tv := b.src.info.Types[e]; tv.Value != nil || tv.IsType() {
		return false
	}
	return b.isEarly(e) || slices.ContainsFunc(operandsIn(b.src.info, e), b.makes)
}

// makeCalls makes the calls in e now.
func (b *body) makeCalls(e ast.Expr) {
	if !b.makes(e) {
		return
	}
	operands := operandsIn(b.src.info, e)
	switch x := e.(type) {
	case *ast.BinaryExpr:
		if b.isEarly(e) {
			b.made[e] = b.shortCircuit(x)
			return
		}
	case *ast.CompositeLit:
		if b.isMapLit(x) {
			b.makeElements(x)
			b.make(e)
			return
		}
	}
	for i, x := range operands {
		b.makeCalls(x)
		if _, slice := e.(*ast.SliceExpr); slice && i > 0 && x != nil {
			b.makeLiterals(x)
			b.makeOnce(x)
		}
	}
	if tv := b.src.info.Types[e]; b.isEarly(e) && !tv.IsVoid() {
		if b.slicesArray(e) {
			operands = operands[1:] // the array is sliced where it is
		}
		b.makeUnits(operands)
		if _, several := tv.Type.(*types.Tuple); !several {
			b.make(e)
		}
	}
}

// makeElements evaluates what a map literal consists of now, as if each element was
// assigned.
func (b *body) makeElements(e *ast.CompositeLit) {
	for _, el := range e.Elts {
		kv := el.(*ast.KeyValueExpr)
		b.makeCalls(kv.Key)
		b.makeCalls(kv.Value)
		b.makeLiterals(kv.Value)
		b.make(kv.Value)
		b.make(kv.Key)
	}
}

// makeLiterals makes the composite literals in e now, but for those that cannot fail.
func (b *body) makeLiterals(e ast.Expr) {
	if e == nil || b.made[e] != nil {
		return
	}
	if tv := b.src.info.Types[e]; tv.Value != nil || tv.IsType() {
		return
	}
	w := watcher{b: b}
	if w.expr(e).literal == 0 {
		return
	}
	if _, lit := e.(*ast.CompositeLit); lit {
		b.make(e)
		return
	}
	for _, x := range operandsIn(b.src.info, e) {
		b.makeLiterals(x)
	}
}

// make evaluates e now, if it is not a constant or nil.
func (b *body) make(e ast.Expr) {
	if b.made[e] == nil && b.src.info.Types[e].Value == nil && !b.isNilExpr(e) {
		b.made[e] = b.temp(b.expr(e))
	}
}

// makeOnce makes e if that is more than to read a variable.
func (b *body) makeOnce(e ast.Expr) {
	if _, ok := ast.Unparen(e).(*ast.Ident); !ok {
		b.make(e)
	}
}

// makeOperands evaluates now what the place e has to compute.
func (b *body) makeOperands(e ast.Expr) {
	if b.made[e] != nil {
		return
	}
	e = ast.Unparen(e)
	if !b.isPath(e) {
		b.makeLiterals(e)
		b.makeOnce(e)
		return
	}
	for _, x := range operandsIn(b.src.info, e) {
		if !b.isKey(e, x) {
			b.makeOperands(x)
		}
	}
}

// isPath says whether e is found by following pointers, fields and indices.
func (b *body) isPath(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident, *ast.IndexExpr, *ast.StarExpr:
		return true
	case *ast.SelectorExpr:
		sel := b.src.info.Selections[e]
		return sel == nil || sel.Kind() == types.FieldVal
	}
	return b.src.info.Types[e].Value != nil || b.src.info.Types[e].IsType()
}

// shortCircuit evaluates x && y or x || y.
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
