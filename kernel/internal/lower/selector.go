package lower

import (
	"go/ast"
	"go/types"

	"gosched/kernel/internal/core"
)

// selector lowers x.f: a name of another package, a field, or a method as a value.
func (b *body) selector(e *ast.SelectorExpr) *core.Node {
	sel := b.src.info.Selections[e]
	if sel == nil {
		return b.ident(e.Sel)
	}
	pos := b.at(e.Sel.Pos())
	recv := b.typ(sel.Recv())
	obj, index := b.find(e, sel, recv)
	if f, ok := obj.(*types.Func); ok {
		if sel.Kind() == types.MethodExpr {
			return b.methodExpr(e, recv, f, index)
		}
		return b.methodValue(e, recv, f, index)
	}
	x, _ := b.path(b.expr(e.X), recv, index, pos)
	return x
}

// find looks e.Sel up in recv, where there may be other fields on the way than
// in the generic type.
func (b *body) find(e *ast.SelectorExpr, sel *types.Selection, recv types.Type) (types.Object, []int) {
	obj, index, _ := types.LookupFieldOrMethod(recv, true, sel.Obj().Pkg(), e.Sel.Name)
	if obj == nil {
		b.fail(e, "%v has no field or method %s", recv, e.Sel.Name)
	}
	return obj, index
}

// path follows fields from x, of type t, and returns the last and its type.
func (b *body) path(x *core.Node, t types.Type, index []int, pos core.Pos) (*core.Node, types.Type) {
	for _, i := range index {
		if isPointer(t) {
			t = pointerElem(t)
			x = node(core.OpDeref, b.id(t), pos, x)
		}
		t = t.Underlying().(*types.Struct).Field(i).Type()
		x = node(core.OpField, b.id(t), pos, x)
		x.Int = int64(i)
	}
	return x, t
}

// index lowers x[i], an instantiation included.
func (b *body) index(e *ast.IndexExpr) *core.Node {
	if tv := b.src.info.Types[e.Index]; tv.IsType() {
		return b.expr(e.X)
	}
	pos := b.at(e.Lbrack)
	t := b.exprType(e.X)
	result := b.exprType(e)
	if tuple, ok := result.(*types.Tuple); ok { // with an ok
		result = tuple.At(0).Type()
	}
	elem := b.id(result)
	x := b.expr(e.X)
	if m, ok := t.Underlying().(*types.Map); ok {
		return node(core.OpMapIndex, elem, pos, x, b.value(e.Index, m.Key()))
	}
	if isPointer(t) {
		x = node(core.OpDeref, b.id(pointerElem(t)), pos, x)
	}
	return node(core.OpIndex, elem, pos, x, b.bounded(e.Index))
}

// bounded is an index or a bound of a slice: an int, or an uint64 where an int
// might not hold it.
func (b *body) bounded(e ast.Expr) *core.Node {
	if b.src.info.Types[e].Value != nil {
		return b.intIndex(e)
	}
	switch t := b.exprType(e).Underlying().(*types.Basic); t.Kind() {
	case types.Uint, types.Uint64, types.Uintptr:
		x := b.expr(e)
		if x.Type == core.Uint64 {
			return x
		}
		return node(core.OpConv, core.Uint64, x.Pos, x)
	}
	return b.intIndex(e)
}

// intIndex is an index or length as an int.
func (b *body) intIndex(e ast.Expr) *core.Node {
	if v := b.src.info.Types[e].Value; v != nil {
		return b.constant(v, types.Typ[types.Int], b.at(e.Pos()))
	}
	x := b.expr(e)
	if x.Type == core.Int {
		return x
	}
	return node(core.OpConv, core.Int, x.Pos, x)
}

// slice lowers x[i:j:k].
func (b *body) slice(e *ast.SliceExpr) *core.Node {
	pos := b.at(e.Lbrack)
	t := b.exprType(e.X)
	x := b.expr(e.X)
	if _, ok := t.Underlying().(*types.Array); ok {
		x = b.addressOfPlace(x, t, pos)
	}
	args := []*core.Node{x, nil, nil, nil}
	for i, bound := range []ast.Expr{e.Low, e.High, e.Max} {
		if bound != nil {
			args[i+1] = b.bounded(bound)
		}
	}
	return node(core.OpSlice, b.id(b.exprType(e)), pos, args...)
}
