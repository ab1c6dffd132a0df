package lower

import (
	"go/ast"
	"go/constant"
	"go/types"

	"gosched/kernel/internal/core"
)

// composite lowers a composite literal, in a literal of pointers its address.
func (b *body) composite(e *ast.CompositeLit) *core.Node {
	t := b.typeOf(e)
	if isPointer(t) {
		pos := b.at(e.Pos())
		return newOf(b.id(t), b.compositeOf(e, pointerElem(t)), pos)
	}
	return b.compositeOf(e, t)
}

func (b *body) compositeOf(e *ast.CompositeLit, t types.Type) *core.Node {
	pos := b.at(e.Pos())
	id := b.id(t)
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return b.structLit(e, t, id, pos)
	case *types.Map:
		n := node(core.OpMap, id, pos)
		for _, el := range e.Elts {
			kv := el.(*ast.KeyValueExpr)
			n.Args = append(n.Args, b.value(kv.Key, u.Key()), b.value(kv.Value, u.Elem()))
		}
		return n
	case *types.Slice:
		return b.elements(e, u.Elem(), -1, id, pos)
	case *types.Array:
		return b.elements(e, u.Elem(), u.Len(), id, pos)
	}
	b.fail(e, "composite literal of type %v", t)
	return nil
}

// structLit evaluates the fields in the order written and puts them in the
// order declared.
func (b *body) structLit(e *ast.CompositeLit, typ types.Type, id core.TypeID, pos core.Pos) *core.Node {
	if len(e.Elts) == 0 {
		return node(core.OpZero, id, pos)
	}
	t := typ.Underlying().(*types.Struct)
	n := node(core.OpStruct, id, pos)
	n.Args = make([]*core.Node, t.NumFields())
	last, ordered := -1, true
	for i, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			i = fieldIndex(t, b.src.info.Uses[kv.Key.(*ast.Ident)], kv.Key.(*ast.Ident).Name)
			el = kv.Value
		}
		ordered = ordered && i > last
		last = i
		n.Args[i] = b.value(el, t.Field(i).Type())
	}
	for i, a := range n.Args {
		if t.Field(i).Name() == "_" && a != nil && pure(a) {
			n.Args[i] = nil // blank fields stay zero
		}
	}
	if b.hidesFields(typ, n) || !ordered && !simpleArgs(n.Args) {
		return b.assembled(e, t, n)
	}
	b.zeroFields(n, t)
	return n
}

// hidesFields says whether the literal n, of type t, leaves out fields that only
// a compiled package knows: their types may have no name here.
func (b *body) hidesFields(t types.Type, n *core.Node) bool {
	named, _ := types.Unalias(t).(*types.Named)
	compiled := named != nil && b.u.compiled(named)
	st := t.Underlying().(*types.Struct)
	for i, a := range n.Args {
		if f := st.Field(i); a == nil && !f.Exported() && (compiled || f.Pkg() != b.src.pkg) {
			return true
		}
	}
	return false
}

func (b *body) zeroFields(n *core.Node, t *types.Struct) {
	for i, a := range n.Args {
		if a == nil {
			n.Args[i] = node(core.OpZero, b.id(t.Field(i).Type()), n.Pos)
		}
	}
}

func fieldIndex(t *types.Struct, obj types.Object, name string) int {
	for i := range t.NumFields() {
		if t.Field(i) == obj {
			return i
		}
	}
	for i := range t.NumFields() {
		if t.Field(i).Name() == name {
			return i
		}
	}
	return 0
}

// assembled is the struct literal n made by a function, which gets the fields
// in the order written and assigns them, one by one, to a zero struct.
func (b *body) assembled(e *ast.CompositeLit, t *types.Struct, n *core.Node) *core.Node {
	h := b.u.helper(b.u.l.funcs.anonymous(), b.names.prefix)
	h.out.Results = []core.TypeID{n.Type}
	written := node(core.OpStruct, n.Type, n.Pos)
	var fields []*core.Node
	made := h.newSlot("", n.Type, isOther)
	for _, el := range e.Elts {
		key := el.(*ast.KeyValueExpr).Key.(*ast.Ident)
		i := fieldIndex(t, b.src.info.Uses[key], key.Name)
		written.Args = append(written.Args, n.Args[i])
		f := node(core.OpField, n.Args[i].Type, n.Pos, h.local(made))
		f.Int = int64(i)
		fields = append(fields, f)
	}
	call := node(core.OpCall, n.Type, n.Pos, h.abstract(written, isParam)...)
	call.Int = int64(h.out.ID)
	for i, x := range written.Args {
		h.emit(core.OpAssign, n.Pos, fields[i], x)
	}
	h.emit(core.OpReturn, n.Pos, h.local(made))
	h.finish()
	return call
}

// simpleArgs says whether the order in which values are evaluated cannot be told.
func simpleArgs(args []*core.Node) bool {
	for _, a := range args {
		if a != nil && !pure(a) {
			return false
		}
	}
	return true
}

// pure says whether evaluating x has no effect and never fails.
func pure(x *core.Node) bool {
	switch x.Op {
	case core.OpConst, core.OpZero, core.OpLocal, core.OpFunc, core.OpGlobal, core.OpExt, core.OpExtVar:
		return true
	case core.OpClosure, core.OpToIface, core.OpIface, core.OpConv, core.OpField, core.OpStruct, core.OpNew,
		core.OpAdd, core.OpSub, core.OpMul, core.OpNeg, core.OpNot, core.OpStringBytes, core.OpBytesString,
		core.OpElems, core.OpAt, core.OpMakeMap:
		return simpleArgs(x.Args)
	case core.OpDeref:
		return x.Args[0].Op == core.OpGlobal
	}
	return false
}

// elements lowers the literal of an array of length n, or of a slice if n < 0.
func (b *body) elements(e *ast.CompositeLit, elem types.Type, n int64, id core.TypeID, pos core.Pos) *core.Node {
	lit := node(core.OpElems, id, pos)
	var next, length int64
	for _, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			next = intBits(constant.ToInt(b.src.info.Types[kv.Key].Value))
			el = kv.Value
		}
		at := node(core.OpAt, 0, b.at(el.Pos()), b.value(el, elem))
		at.Int = next
		lit.Args = append(lit.Args, at)
		next++
		length = max(length, next)
	}
	lit.Int = length
	if n >= 0 {
		lit.Int = n
	}
	return lit
}
