package lower

import (
	"go/ast"
	"go/token"
	"go/types"

	"gosched/kernel/internal/core"
)

// A function is a function or function literal of the source. It becomes one
// body, or several: the part that deferred calls surround and the bodies of
// loops over functions are core functions of their own.
type function struct {
	node    ast.Node
	sig     *types.Signature
	results []*types.Var // hold the results; nil if return statements need no variables
	stored  bool         // results are always boxed: a return statement stores them
	frame   *types.Var   // of deferred calls, or nil
}

// outermost lowers a top-level function into b.
func (b *body) outermost(d *ast.FuncDecl, sig *types.Signature, recv *ast.FieldList, ft *ast.FuncType, block *ast.BlockStmt) {
	b.flow = trace(b.src, b.typ, d)
	b.function(d, sig, recv, ft, block)
}

// function lowers a function of the source into b.
func (b *body) function(n ast.Node, sig *types.Signature, recv *ast.FieldList, ft *ast.FuncType, block *ast.BlockStmt) {
	b.fun = &function{
		node:   n,
		sig:    b.plain(sig),
		stored: b.flow.defers[n] > 0 || b.flow.escapes[n],
	}
	b.out.Variadic = sig.Variadic()
	b.out.Results = b.u.tupleIDs(b.fun.sig.Results())
	b.fields(recv)
	b.fields(ft.Params)
	b.resultVars(sig)
	if b.flow.defers[n] > 0 {
		b.framed(block)
	} else {
		b.stmts(block.List)
		b.end(block)
	}
	b.finish()
}

// plain is sig without receiver and type parameters.
func (b *body) plain(sig *types.Signature) *types.Signature {
	sig = types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
	return b.typ(sig).(*types.Signature)
}

// fields declares parameters.
func (b *body) fields(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		t := b.src.info.TypeOf(f.Type)
		if ell, ok := f.Type.(*ast.Ellipsis); ok {
			t = types.NewSlice(b.src.info.TypeOf(ell.Elt))
		}
		if len(f.Names) == 0 {
			b.param("", t)
		}
		for _, id := range f.Names {
			x := b.param(id.Name, t)
			if v, ok := b.src.info.Defs[id].(*types.Var); ok && id.Name != "_" {
				b.bindParam(v, x)
			}
		}
	}
}

// param adds a parameter.
func (b *body) param(name string, t types.Type) *variable {
	t = b.typ(t)
	return &variable{typ: t, slot: b.newSlot(name, b.id(t), isParam)}
}

// bindParam makes v live in the parameter x, or in a box with its value.
func (b *body) bindParam(v *types.Var, x *variable) {
	if u := b.flow.vars[v]; u != nil && u.boxed {
		x = b.declareAs(v, true, b.local(x.slot), core.Pos{})
	}
	b.vars[v] = x
}

// resultVars declares the variables that hold results.
func (b *body) resultVars(sig *types.Signature) {
	results := sig.Results()
	named := results.Len() > 0 && results.At(0).Name() != ""
	if !named && !b.fun.stored {
		return
	}
	for v := range results.Variables() {
		if v.Name() == "" || v.Name() == "_" {
			v = hidden(v.Type())
		}
		u := b.flow.vars[v]
		b.declareAs(v, b.fun.stored || u != nil && u.boxed, nil, core.Pos{})
		b.fun.results = append(b.fun.results, v)
	}
}

// end closes a function's block: control may run off it only if there are no results.
func (b *body) end(block *ast.BlockStmt) {
	if n := len(b.list); n > 0 && b.list[n-1].Op == core.OpReturn {
		return
	}
	if b.fun.sig.Results().Len() > 0 {
		b.emit(core.OpUnreachable, b.at(block.Rbrace))
	}
}

// results declares the result types of a helper.
func (b *body) results(sig *types.Signature) {
	b.out.Results = b.u.tupleIDs(sig.Results())
}

// params gives a helper the parameters of sig, and returns their values.
func (b *body) params(sig *types.Signature) ([]*core.Node, *types.Signature) {
	var args []*core.Node
	for v := range sig.Params().Variables() {
		args = append(args, b.local(b.param("", v.Type()).slot))
	}
	b.out.Variadic = sig.Variadic()
	return args, sig
}

// forward returns the results of a call.
func (b *body) forward(call *core.Node, sig *types.Signature) {
	switch sig.Results().Len() {
	case 0:
		b.list = append(b.list, asStatement(call))
	case 1:
		b.emit(core.OpReturn, call.Pos, call)
	default:
		b.emit(core.OpReturn, call.Pos, b.spill(call, sig.Results())...)
	}
}

// spill puts the several results of a call into slots and returns their values.
func (b *body) spill(call *core.Node, tuple *types.Tuple) []*core.Node {
	args := []*core.Node{call}
	var values []*core.Node
	for v := range tuple.Variables() {
		s := b.newSlot("", b.id(v.Type()), isOther)
		args = append(args, b.local(s))
		values = append(values, b.local(s))
	}
	b.emit(core.OpAssignMulti, call.Pos, args...)
	return values
}

// asStatement makes a statement of an expression whose value nobody wants.
func asStatement(x *core.Node) *core.Node {
	if x.Op >= core.OpExpr {
		return x
	}
	return node(core.OpExpr, 0, x.Pos, x)
}

// initializer lowers the initialisation of package-level variables as a function.
func (u *unit) initializer(src *source, in *types.Initializer) core.FuncID {
	u.pause()
	id := u.l.funcs.anonymous()
	b := u.newBody(id, src, nil, nil)
	b.name(src.pkg.Path() + ".init")
	if !src.library {
		b.names = &u.l.initial
	}
	b.pos(in.Rhs.Pos())
	b.flow = trace(src, b.typ, in.Rhs)
	b.fun = &function{node: in.Rhs, sig: types.NewSignatureType(nil, nil, nil, nil, nil, false)}
	pos := b.at(in.Rhs.Pos())
	if len(in.Lhs) == 1 {
		b.inOrder(func() { b.initialize(in.Lhs[0], b.value(in.Rhs, in.Lhs[0].Type()), pos) }, in.Rhs)
	} else {
		values, ts := b.multi(in.Rhs)
		for i, v := range in.Lhs {
			b.initialize(v, b.convert(values[i], ts[i], v.Type(), pos), pos)
		}
	}
	b.finish()
	return id
}

func (b *body) initialize(v *types.Var, x *core.Node, pos core.Pos) {
	if g := b.globalOf(v); g != nil && v.Name() != "_" {
		b.emit(core.OpAssign, pos, b.read(g), x)
		return
	}
	b.list = append(b.list, asStatement(x))
}

// returnStmt lowers a return statement.
func (b *body) returnStmt(s *ast.ReturnStmt) {
	pos := b.at(s.Return)
	if b.fun.frame != nil && len(s.Results) > 1 && b.made != nil {
		// The compiler evaluates the first value last: it assigns it at once.
		for _, e := range s.Results[1:] {
			b.make(e)
		}
	}
	values := b.returned(s)
	if len(values) > 0 && (b.fun.stored || b.boxedResults()) {
		if len(values) > 1 {
			for i, x := range values {
				if x.Op != core.OpConst {
					values[i] = b.local(b.temp(x))
				}
			}
		}
		for i, x := range values {
			b.emit(core.OpAssign, pos, b.read(b.lookup(b.fun.results[i])), x)
		}
		values = nil
	}
	b.leave(values, pos)
}

func (b *body) boxedResults() bool {
	for _, v := range b.fun.results {
		if b.lookup(v).boxed {
			return true
		}
	}
	return false
}

// returned is the values of a return statement's operands, converted.
func (b *body) returned(s *ast.ReturnStmt) []*core.Node {
	results := b.fun.sig.Results()
	if len(s.Results) == 1 && results.Len() > 1 {
		values, ts := b.multi(s.Results[0])
		for i := range values {
			values[i] = b.convert(values[i], ts[i], results.At(i).Type(), values[i].Pos)
		}
		return values
	}
	var values []*core.Node
	for i, e := range s.Results {
		values = append(values, b.value(e, results.At(i).Type()))
	}
	return values
}

// leave returns from the function of the source: with values, or with what its
// result variables hold.
func (b *body) leave(values []*core.Node, pos core.Pos) {
	if b.loop != nil {
		b.leaveLoop(exit{kind: token.RETURN}, pos)
		return
	}
	if b.inFrame {
		b.emit(core.OpReturn, pos)
		return
	}
	if values == nil {
		for _, v := range b.fun.results {
			values = append(values, b.read(b.lookup(v)))
		}
	}
	b.emit(core.OpReturn, pos, values...)
}
