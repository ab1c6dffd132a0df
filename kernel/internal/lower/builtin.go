package lower

import (
	"go/ast"
	"go/constant"
	"go/types"

	"gosched/kernel/internal/core"
)

// builtin lowers a call of a predeclared function. Those without a value give a
// statement.
func (b *body) builtin(e *ast.CallExpr, name string) *core.Node {
	pos := b.at(e.Lparen)
	if len(e.Args) == 1 {
		if tuple, ok := b.typeOf(e.Args[0]).(*types.Tuple); ok {
			return b.builtinSpread(e, name, tuple, pos)
		}
	}
	switch name {
	case "len":
		return node(core.OpLen, core.Int, pos, b.expr(e.Args[0]))
	case "cap":
		return node(core.OpCap, core.Int, pos, b.expr(e.Args[0]))
	case "append":
		return b.appendCall(e, pos)
	case "copy":
		return node(core.OpCopy, core.Int, pos, b.expr(e.Args[0]), b.expr(e.Args[1]))
	case "delete":
		m := b.typeOf(e.Args[0]).Underlying().(*types.Map)
		return node(core.OpDelete, 0, pos, b.expr(e.Args[0]), b.value(e.Args[1], m.Key()))
	case "clear":
		return node(core.OpClear, 0, pos, b.expr(e.Args[0]))
	case "close":
		return node(core.OpClose, 0, pos, b.expr(e.Args[0]))
	case "make":
		return b.makeCall(e, pos)
	case "new":
		return b.newCall(e, pos)
	case "min", "max":
		return b.extremum(e, name, pos)
	case "complex", "real", "imag":
		return b.complexCall(e, name, pos)
	case "panic":
		return node(core.OpPanic, 0, pos, b.value(e.Args[0], anyType))
	case "recover":
		b.out.Recovers = true
		return node(core.OpRecover, core.Any, pos)
	case "print", "println":
		var args []*core.Node
		for _, a := range e.Args {
			args = append(args, b.expr(a))
		}
		return printNode(name, pos, args)
	}
	return b.unsafeCall(e, name, pos)
}

func printNode(name string, pos core.Pos, args []*core.Node) *core.Node {
	if name == "print" {
		return node(core.OpPrint, 0, pos, args...)
	}
	return node(core.OpPrintln, 0, pos, args...)
}

func (b *body) appendCall(e *ast.CallExpr, pos core.Pos) *core.Node {
	t := b.typeOf(e)
	elem := t.Underlying().(*types.Slice).Elem()
	n := node(core.OpAppend, b.id(t), pos, b.value(e.Args[0], t))
	if e.Ellipsis.IsValid() {
		n.Op = core.OpAppendSlice
		y := e.Args[1]
		if isBasic(b.exprType(y), types.IsString) {
			n.Args = append(n.Args, b.expr(y))
		} else {
			n.Args = append(n.Args, b.value(y, t))
		}
		return n
	}
	for _, a := range e.Args[1:] {
		n.Args = append(n.Args, b.value(a, elem))
	}
	return n
}

func (b *body) makeCall(e *ast.CallExpr, pos core.Pos) *core.Node {
	t := b.typeOf(e)
	n := node(core.OpMakeSlice, b.id(t), pos)
	switch t.Underlying().(type) {
	case *types.Map:
		n.Op = core.OpMakeMap
	case *types.Chan:
		n.Op = core.OpMakeChan
	}
	for _, a := range e.Args[1:] {
		n.Args = append(n.Args, b.intIndex(a))
	}
	return n
}

// newCall is new(T), or new(x) with a value.
func (b *body) newCall(e *ast.CallExpr, pos core.Pos) *core.Node {
	t := b.typeOf(e)
	if b.src.info.Types[e.Args[0]].IsType() {
		return node(core.OpNew, b.id(t), pos)
	}
	return node(core.OpNew, b.id(t), pos, b.value(e.Args[0], pointerElem(t)))
}

func (b *body) extremum(e *ast.CallExpr, name string, pos core.Pos) *core.Node {
	op := core.OpMin
	if name == "max" {
		op = core.OpMax
	}
	t := b.exprType(e)
	x := b.value(e.Args[0], t)
	for _, a := range e.Args[1:] {
		x = node(op, b.id(t), pos, x, b.value(a, t))
	}
	return x
}

func (b *body) complexCall(e *ast.CallExpr, name string, pos core.Pos) *core.Node {
	t := b.exprType(e)
	switch name {
	case "real":
		return node(core.OpReal, b.id(t), pos, b.expr(e.Args[0]))
	case "imag":
		return node(core.OpImag, b.id(t), pos, b.expr(e.Args[0]))
	}
	part := types.Typ[types.Float64]
	if t.Underlying().(*types.Basic).Kind() == types.Complex64 {
		part = types.Typ[types.Float32]
	}
	x, y := e.Args[0], e.Args[1]
	if b.src.info.Types[x].Value == nil {
		return node(core.OpComplex, b.id(t), pos, b.expr(x), b.value(y, b.exprType(x)))
	}
	if b.src.info.Types[y].Value == nil {
		return node(core.OpComplex, b.id(t), pos, b.value(x, b.exprType(y)), b.expr(y))
	}
	return node(core.OpComplex, b.id(t), pos, b.value(x, part), b.value(y, part))
}

// builtinSpread is a builtin applied to the results of a call.
func (b *body) builtinSpread(e *ast.CallExpr, name string, tuple *types.Tuple, pos core.Pos) *core.Node {
	c := node(core.OpInvalid, 0, pos)
	results := types.NewTuple()
	if t := b.typeOf(e); t != nil && !isEmptyTuple(t) {
		results = types.NewTuple(hidden(t))
		c.Type = b.id(t)
	}
	return b.withResults(e.Args[0], tuple, c, func(h *body, v []*core.Node) *core.Node {
		switch name {
		case "append":
			elem := b.typeOf(e).Underlying().(*types.Slice).Elem()
			for i := range v[1:] {
				v[i+1] = h.convert(v[i+1], tuple.At(i+1).Type(), elem, pos)
			}
			return node(core.OpAppend, c.Type, pos, v...)
		case "copy":
			return node(core.OpCopy, core.Int, pos, v...)
		case "delete":
			m := tuple.At(0).Type().Underlying().(*types.Map)
			return node(core.OpDelete, 0, pos, v[0], h.convert(v[1], tuple.At(1).Type(), m.Key(), pos))
		case "complex":
			return node(core.OpComplex, c.Type, pos, v...)
		case "print", "println":
			return printNode(name, pos, v)
		}
		b.fail(e, "%s cannot take the results of a call", name)
		return nil
	}, results)
}

func isEmptyTuple(t types.Type) bool {
	tuple, ok := t.(*types.Tuple)
	return ok && tuple.Len() == 0
}

// unsafeCall lowers the functions of package unsafe. The data of a string or
// slice is the first word of its header in memory.
func (b *body) unsafeCall(e *ast.CallExpr, name string, pos core.Pos) *core.Node {
	switch name {
	case "Sizeof", "Alignof", "Offsetof":
		return b.constant(constant.MakeInt64(b.layout(e, name)), types.Typ[types.Uintptr], pos)
	case "Add":
		p := node(core.OpConv, core.Uintptr, pos, b.expr(e.Args[0]))
		off := node(core.OpConv, core.Uintptr, pos, b.expr(e.Args[1]))
		return node(core.OpConv, core.UnsafePointer, pos, node(core.OpAdd, core.Uintptr, pos, p, off))
	case "Slice":
		return node(core.OpSliceAt, b.id(b.typeOf(e)), pos, b.expr(e.Args[0]), b.intIndex(e.Args[1]))
	case "String":
		return node(core.OpStringAt, core.String, pos, b.value(e.Args[0], types.NewPointer(types.Typ[types.Byte])), b.intIndex(e.Args[1]))
	case "SliceData", "StringData":
		h := types.NewStruct([]*types.Var{types.NewField(0, nil, "Data", b.typeOf(e), false)}, nil)
		t := b.exprType(e.Args[0])
		p := newOf(b.pointerTo(t), b.expr(e.Args[0]), pos)
		data := node(core.OpField, b.id(b.typeOf(e)), pos, b.view(p, h, pos))
		return data
	}
	b.fail(e, "builtin %s is not supported", name)
	return nil
}

// view is the memory at p seen as a t.
func (b *body) view(p *core.Node, t types.Type, pos core.Pos) *core.Node {
	p = node(core.OpConv, b.pointerTo(t), pos, node(core.OpConv, core.UnsafePointer, pos, p))
	return node(core.OpDeref, b.id(t), pos, p)
}
