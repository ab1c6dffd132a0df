package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// An effect is what lets one tell when something is evaluated.
type effect uint8

const (
	panics effect = 1 << iota // it can panic
	nils                      // it can panic because of a nil pointer, which looks the same everywhere
	reads                     // it depends on what calls can change
	runs                      // it calls a function or receives
	writes                    // it changes memory
)

// tell says whether one can tell the order of two things with these effects.
func tell(a, b effect) bool {
	return a&panics != 0 && b&(panics|nils|runs) != 0 || a&nils != 0 && b&(panics|runs) != 0 ||
		a&reads != 0 && b&(runs|writes) != 0 || a&runs != 0 && b&(panics|nils|reads|runs) != 0
}

// effects are those of an expression, by the round in which the compiler
// evaluates it.
type effects struct{ early, literal, rest effect }

func (x effects) all() effect { return x.early | x.literal | x.rest }

// settled is x as that of an expression whose literals are evaluated when the rest is.
func (x effects) settled() effects { return effects{early: x.early, rest: x.literal | x.rest} }

func (x effects) or(y effects) effects {
	return effects{x.early | y.early, x.literal | y.literal, x.rest | y.rest}
}

// before says whether something of x, which comes first in the text, is evaluated
// after something of y, and one can tell.
func (x effects) before(y effects) bool {
	return tell(x.rest, y.early|y.literal) || tell(x.literal, y.early)
}

// A watcher looks for what would be evaluated in another order from left to right
// than by the compiler.
type watcher struct {
	b        *body
	conflict bool
}

// follow returns the effects of x and then y.
func (w *watcher) follow(x, y effects) effects {
	if x.before(y) {
		w.conflict = true
	}
	return x.or(y)
}

// units visits expressions that are evaluated one after the other after their calls:
// arguments, results, elements of literals.
func (w *watcher) units(es []ast.Expr) (x effects) {
	for _, e := range es {
		if e != nil {
			x = w.follow(x, w.expr(e).settled())
		}
	}
	return x
}

// list visits the operands of an expression.
func (w *watcher) list(es []ast.Expr) (x effects) {
	for _, e := range es {
		if e != nil {
			x = w.follow(x, w.expr(e))
		}
	}
	return x
}

// place visits an expression that is assigned to. What it is made of is read, but
// not the place itself: it is found after the value. What an operand computes is
// computed before.
func (w *watcher) place(e ast.Expr) effects {
	b := w.b
	e = ast.Unparen(e)
	if !w.b.isPath(e) {
		x := w.expr(e)
		return effects{early: x.early, literal: (x.literal | x.rest) &^ reads, rest: x.rest & reads}
	}
	var x effects
	for _, y := range operandsIn(b.src.info, e) {
		if b.isKey(e, y) {
			x = w.follow(x, w.expr(y).settled())
			continue
		}
		if id, ok := ast.Unparen(y).(*ast.Ident); ok {
			if !b.holdsPlace(e, y) {
				x = w.follow(x, effects{rest: w.variable(id)})
			}
			continue
		}
		x = w.follow(x, w.place(y))
	}
	x.rest |= w.own(e) &^ reads
	if ix, ok := e.(*ast.IndexExpr); ok {
		switch b.typeOf(ix.X).Underlying().(type) {
		case *types.Map:
			x.rest |= panics // it may be nil
		case *types.Pointer:
			x.rest |= nils
		}
	}
	return x
}

// isKey says whether the operand x of e is a key of a map.
func (b *body) isKey(e, x ast.Expr) bool {
	ix, ok := e.(*ast.IndexExpr)
	if !ok || x != ix.Index {
		return false
	}
	_, isMap := b.typeOf(ix.X).Underlying().(*types.Map)
	return isMap
}

// holdsPlace says whether the operand x of the place e is a variable of which e is
// a part.
func (b *body) holdsPlace(e, x ast.Expr) bool {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		sel := b.src.info.Selections[e]
		return sel != nil && !isPointer(b.typ(sel.Recv()))
	case *ast.IndexExpr:
		_, array := b.typeOf(e.X).Underlying().(*types.Array)
		return array && x == e.X
	}
	return false
}

// expr visits an expression.
func (w *watcher) expr(e ast.Expr) effects {
	b := w.b
	if tv := b.src.info.Types[e]; tv.Value != nil || tv.IsType() {
		return effects{}
	}
	if id, ok := e.(*ast.Ident); ok {
		return effects{rest: w.variable(id)}
	}
	operands := operandsIn(b.src.info, e)
	var x effects
	switch e := e.(type) {
	case *ast.BinaryExpr:
		if b.isEarly(e) { // the right operand has a time of its own
			return effects{early: (w.expr(e.X).all() | w.expr(e.Y).all()) &^ reads}
		}
	case *ast.IndexExpr:
		if isPointer(b.typeOf(e.X)) {
			x = w.expr(e.X)
			x.rest |= nils
			return w.follow(x, w.expr(e.Index)).or(effects{rest: w.own(e)})
		}
	case *ast.CompositeLit:
		if b.isMapLit(e) {
			return effects{early: w.mapLit(e)}
		}
		x = w.units(operands)
		return effects{early: x.early, literal: x.rest &^ reads, rest: x.rest & reads}
	case *ast.CallExpr:
		if b.isEarly(e) {
			return effects{early: (w.units(operands).all() | w.call(e)) &^ reads}
		}
	case *ast.SliceExpr:
		x = w.expr(e.X)
		for _, bound := range operands[1:] {
			if bound != nil {
				x = w.follow(x, effects{early: w.expr(bound).all() &^ reads})
			}
		}
		return effects{early: (x.all() | w.own(e)) &^ reads}
	}
	x = w.list(operands)
	if b.isEarly(e) {
		return effects{early: (x.all() | w.own(e)) &^ reads}
	}
	x.rest |= w.own(e)
	return x
}

// mapLit visits a literal whose elements are assigned one after the other, the
// value of each evaluated before its key.
func (w *watcher) mapLit(e *ast.CompositeLit) effect {
	var all effect
	for _, el := range e.Elts {
		kv := el.(*ast.KeyValueExpr)
		key, value := w.expr(kv.Key), w.expr(kv.Value)
		if tell(key.all(), value.all()) || tell(all, key.all()|value.all()) {
			w.conflict = true
		}
		all |= key.all() | value.all()
	}
	return all &^ reads
}

// variable returns reads for a variable that calls can change.
func (w *watcher) variable(id *ast.Ident) effect {
	v, ok := w.b.src.info.Uses[id].(*types.Var)
	if ok && w.b.isShared(v) {
		return reads
	}
	return 0
}

// isShared says whether other functions see the variable v.
func (b *body) isShared(v *types.Var) bool {
	if v.Pkg() == nil || v.Parent() == v.Pkg().Scope() || b.src.varKey(v) != "" {
		return true
	}
	if u := b.flow.vars[v]; u != nil && u.boxed {
		return true
	}
	return b.fun != nil && b.fun.frame != nil && slices.Contains(b.fun.results, v)
}

// own returns the effects of e when its operands have been evaluated.
func (w *watcher) own(e ast.Expr) effect {
	b := w.b
	switch e := e.(type) {
	case *ast.StarExpr:
		return nils | reads
	case *ast.IndexExpr:
		return w.index(e)
	case *ast.SliceExpr:
		if e.Low != nil || e.High != nil || e.Max != nil {
			return panics
		}
		return nils
	case *ast.SelectorExpr:
		sel := b.src.info.Selections[e]
		if sel != nil && sel.Kind() != types.MethodExpr && (sel.Indirect() || sel.Kind() == types.FieldVal && isPointer(b.typ(sel.Recv()))) {
			return nils | reads
		}
	case *ast.UnaryExpr:
		if e.Op == token.ARROW {
			return runs
		}
	case *ast.BinaryExpr:
		return w.binary(e)
	case *ast.TypeAssertExpr:
		return panics
	case *ast.CallExpr:
		return w.call(e)
	}
	return 0
}

func (w *watcher) index(e *ast.IndexExpr) effect {
	t := w.b.typeOf(e.X)
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Array:
		if w.b.src.info.Types[e.Index].Value != nil {
			return 0
		}
		return panics
	case *types.Map:
		if _, basic := u.Key().Underlying().(*types.Basic); basic {
			return reads
		}
	case *types.Signature:
		return 0
	}
	return panics | reads
}

func (w *watcher) binary(e *ast.BinaryExpr) effect {
	b := w.b
	switch e.Op {
	case token.QUO, token.REM:
		if b.src.info.Types[e.Y].Value == nil && isBasic(b.exprType(e), types.IsInteger) {
			return panics
		}
	case token.SHL, token.SHR:
		if b.src.info.Types[e.Y].Value == nil && !isBasic(b.exprType(e.Y), types.IsUnsigned) {
			return panics
		}
	case token.EQL, token.NEQ:
		switch b.exprType(e.X).Underlying().(type) {
		case *types.Interface, *types.Struct, *types.Array:
			if !b.isNilExpr(e.Y) {
				return panics
			}
		}
	}
	return 0
}

// call returns the effects of a call or conversion itself.
func (w *watcher) call(e *ast.CallExpr) effect {
	b := w.b
	if b.src.info.Types[e.Fun].IsType() {
		if len(e.Args) == 1 && isSlice(b.exprType(e.Args[0])) && !isSlice(b.typeOf(e)) && !isBasic(b.typeOf(e), types.IsString) && !isInterface(b.typeOf(e)) {
			return panics | reads
		}
		if isBasic(b.typeOf(e), types.IsString) && len(e.Args) == 1 && isSlice(b.exprType(e.Args[0])) {
			return reads
		}
		return 0
	}
	switch builtinName(b.src.info, e.Fun) {
	case "":
		return runs
	case "make":
		for _, a := range e.Args[1:] {
			if b.src.info.Types[a].Value == nil {
				return panics
			}
		}
	case "append", "copy":
		return writes
	case "panic", "close":
		return panics
	}
	return 0
}
