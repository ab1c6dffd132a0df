package lower

import (
	"go/ast"
	"go/types"

	"gosched/kernel/internal/core"
)

// call lowers a call, a conversion or a builtin.
func (b *body) call(e *ast.CallExpr) *core.Node {
	if b.src.info.Types[e.Fun].IsType() {
		return b.conversion(e)
	}
	if name := builtinName(b.src.info, e.Fun); name != "" {
		return b.builtin(e, name)
	}
	c := b.callee(e)
	if len(e.Args) == 1 {
		if tuple, ok := b.typeOf(e.Args[0]).(*types.Tuple); ok {
			return b.spreadCall(c, e, tuple)
		}
	}
	c.Args = append(c.Args, b.arguments(c, e)...)
	return c
}

// callee is the call e without its arguments: the operands it has are a
// function value or a receiver.
func (b *body) callee(e *ast.CallExpr) *core.Node {
	pos := b.at(e.Lparen)
	sig := b.signatureOf(e)
	c := node(core.OpCallValue, b.resultID(sig), pos)
	fun := uninstantiated(b.src.info, e.Fun)
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		if s := b.src.info.Selections[sel]; s != nil && s.Kind() == types.MethodVal {
			recv := b.typ(s.Recv())
			obj, index := b.find(sel, s, recv)
			f := obj.(*types.Func)
			if _, param := types.Unalias(s.Recv()).(*types.TypeParam); param && len(index) == 1 && isPointer(recv) && !pointerReceiver(f) {
				return b.indirectCall(b.expr(sel.X), recv, f, e.Ellipsis.IsValid(), pos)
			}
			x, t := b.receiver(b.expr(sel.X), recv, f, index, pos)
			c = b.methodCall(x, t, f, nil, e.Ellipsis.IsValid(), pos)
			if c.Op == core.OpCallMethod {
				c.Int = boolBit(e.Ellipsis.IsValid())
			}
			return c
		}
	}
	f := b.expr(fun)
	switch f.Op {
	case core.OpFunc:
		c.Op, c.Int = core.OpCall, f.Int
	case core.OpExt:
		c.Op, c.Str, c.Int = core.OpCallExt, f.Str, boolBit(e.Ellipsis.IsValid())
	default:
		c.Args = []*core.Node{f}
	}
	return c
}

// indirectCall is a call, but for its arguments, of a method of values through a
// pointer x in generic code. There the compiler does not know that, and what is told
// of a nil pointer is as in calls through interfaces.
func (b *body) indirectCall(x *core.Node, t types.Type, f *types.Func, spread bool, pos core.Pos) *core.Node {
	method := types.NewFunc(f.Pos(), f.Pkg(), f.Name(), signature(f))
	i := types.NewInterfaceType([]*types.Func{method}, nil).Complete()
	c := b.methodCall(b.convert(x, t, i, pos), i, f, nil, spread, pos)
	c.Int = boolBit(spread)
	return c
}

// uninstantiated is e without parentheses and type arguments.
func uninstantiated(info *types.Info, e ast.Expr) ast.Expr {
	switch x := ast.Unparen(e).(type) {
	case *ast.IndexExpr:
		if info.Types[x.Index].IsType() {
			return ast.Unparen(x.X)
		}
		return x
	case *ast.IndexListExpr:
		return ast.Unparen(x.X)
	default:
		return x
	}
}

// signatureOf is the type of the function that e calls.
func (b *body) signatureOf(e *ast.CallExpr) *types.Signature {
	return b.typeOf(e.Fun).Underlying().(*types.Signature)
}

// listed says whether c takes variadic arguments one by one.
func listed(c *core.Node) bool { return c.Op == core.OpCallExt || c.Op == core.OpCallMethod }

// arguments evaluates the arguments of e for the callee c.
func (b *body) arguments(c *core.Node, e *ast.CallExpr) []*core.Node {
	sig := b.signatureOf(e)
	params := sig.Params()
	fixed := params.Len()
	if sig.Variadic() && !e.Ellipsis.IsValid() {
		fixed--
	}
	var args []*core.Node
	for i, a := range e.Args[:fixed] {
		args = append(args, b.value(a, params.At(i).Type()))
	}
	if fixed == params.Len() {
		return args
	}
	slice := params.At(fixed).Type()
	var rest []*core.Node
	for _, a := range e.Args[fixed:] {
		rest = append(rest, b.value(a, slice.Underlying().(*types.Slice).Elem()))
	}
	return append(args, b.variadic(c, rest, slice)...)
}

// variadic passes rest to the variadic parameter of type slice.
func (b *body) variadic(c *core.Node, rest []*core.Node, slice types.Type) []*core.Node {
	if listed(c) {
		return rest
	}
	if len(rest) == 0 {
		return []*core.Node{node(core.OpZero, b.id(slice), c.Pos)}
	}
	lit := node(core.OpElems, b.id(slice), c.Pos)
	lit.Int = int64(len(rest))
	for i, x := range rest {
		at := node(core.OpAt, 0, x.Pos, x)
		at.Int = int64(i)
		lit.Args = append(lit.Args, at)
	}
	return []*core.Node{lit}
}

// spreadCall is f(g()), g having several results: a function that gets the
// operands of both calls.
func (b *body) spreadCall(c *core.Node, e *ast.CallExpr, tuple *types.Tuple) *core.Node {
	sig := b.signatureOf(e)
	return b.withResults(e.Args[0], tuple, c, func(h *body, values []*core.Node) *core.Node {
		fixed := sig.Params().Len()
		if sig.Variadic() {
			fixed--
		}
		for i := range values {
			t := sig.Params().At(min(i, fixed)).Type()
			if i >= fixed {
				t = t.Underlying().(*types.Slice).Elem()
			}
			values[i] = h.convert(values[i], tuple.At(i).Type(), t, c.Pos)
		}
		args := values
		if sig.Variadic() {
			args = append(values[:fixed:fixed], h.variadic(c, values[fixed:], sig.Params().At(fixed).Type())...)
		}
		c.Args = append(c.Args, args...)
		return c
	}, sig.Results())
}

// withResults is a call of a new function that evaluates the operands c has,
// then the call e of several results, and returns what do makes of these.
func (b *body) withResults(e ast.Expr, tuple *types.Tuple, c *core.Node, do func(*body, []*core.Node) *core.Node, results *types.Tuple) *core.Node {
	inner := b.expr(e)
	h := b.u.helper(b.u.l.funcs.anonymous(), b.names.prefix)
	h.src, h.out.Cell, h.out.File, h.out.Pos = b.src, b.out.Cell, b.out.File, c.Pos
	sig := types.NewSignatureType(nil, nil, nil, nil, results, false)
	h.results(sig)
	outer := node(core.OpCall, c.Type, c.Pos)
	outer.Int = int64(h.out.ID)
	outer.Args = append(h.abstract(c, isParam), h.abstract(inner, isParam)...)
	h.forward(do(h, h.spill(inner, tuple)), sig)
	h.finish()
	return outer
}

// multi evaluates e, which has several values, into slots.
func (b *body) multi(e ast.Expr) ([]*core.Node, []types.Type) {
	x, ts := b.multiNode(e)
	args := []*core.Node{x}
	var values []*core.Node
	for _, t := range ts {
		s := b.newSlot("", b.id(t), isOther)
		args = append(args, b.local(s))
		values = append(values, b.local(s))
	}
	b.emit(core.OpAssignMulti, x.Pos, args...)
	return values, ts
}

// multiNode is e, which has several values, and their types: a call, or an
// operation that also says whether it succeeded.
func (b *body) multiNode(e ast.Expr) (*core.Node, []types.Type) {
	e = ast.Unparen(e)
	var x *core.Node
	switch e := e.(type) {
	case *ast.TypeAssertExpr:
		x = b.assertion(e, core.OpAssertOk)
	case *ast.IndexExpr:
		x = b.index(e)
		x.Op = core.OpMapIndexOk
	case *ast.UnaryExpr:
		x = b.expr(e)
		x.Op = core.OpRecvOk
	default:
		var ts []types.Type
		for v := range b.typeOf(e).(*types.Tuple).Variables() {
			ts = append(ts, v.Type())
		}
		return b.expr(e), ts
	}
	t := b.typeOf(e)
	if tuple, ok := t.(*types.Tuple); ok {
		t = tuple.At(0).Type()
	}
	return x, []types.Type{t, types.Typ[types.Bool]}
}
