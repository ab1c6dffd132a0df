package lower

import (
	"go/ast"
	"go/types"
	"slices"

	"gosched/kernel/internal/core"
)

// framed lowers a function with deferred calls. Its block becomes a function
// without parameters that a frame runs; the results are in boxes, so that
// deferred functions see them:
//
//	frame = newframe
//	runframe frame, func() { …block… }
//	return *results…
//
// In a stack both have the function's name.
func (b *body) framed(block *ast.BlockStmt) {
	b.fun.frame = hidden(nil)
	frame := &variable{slot: b.newSlot("", core.Frame, isOther)}
	b.vars[b.fun.frame] = frame
	n := b.emit(core.OpNewFrame, b.at(block.Lbrace))
	b.locals = append(b.locals, localUse{n, frame.slot})

	in := b.u.newBody(b.u.l.funcs.anonymous(), b.src, b.env, b)
	in.inFrame = true
	in.out.Name, in.out.Cell, in.out.File, in.out.Pos = b.out.Name, b.out.Cell, b.out.File, b.out.Pos
	in.out.Recovers = b.fun.recovers
	in.stmts(block.List)
	in.finish()

	end := b.at(block.Rbrace)
	b.emit(core.OpRunFrame, end, b.local(frame.slot), b.closure(in, b.u.typeID(thunkType), end))
	var values []*core.Node
	for _, v := range b.fun.results {
		values = append(values, b.read(b.lookup(v)))
	}
	b.emit(core.OpReturn, end, values...)
}

// deferStmt puts a call on the frame of its function.
func (b *body) deferStmt(s *ast.DeferStmt) {
	pos := b.at(s.Defer)
	if builtinName(b.src.info, s.Call.Fun) == "recover" {
		return // has no effect: not called by a deferred function
	}
	mayRecover := b.mayRecover(s.Call)
	call := b.laterCall(s.Call)
	b.checkReceiver(call, s.Call)
	thunk := b.thunk(call, b.names.wrapper("deferwrap"))
	frame := b.lookup(b.fun.frame)
	b.emit(core.OpDefer, pos, b.local(frame.slot), thunk).Int = boolBit(mayRecover)
}

// checkReceiver panics now if call, made from e, is made later and is one of a
// method of a nil interface.
func (b *body) checkReceiver(call *core.Node, e *ast.CallExpr) {
	sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
	if !ok || call.Op != core.OpCallMethod || !isInterface(b.exprType(sel.X)) {
		return
	}
	x := b.temp(call.Args[0])
	call.Args[0] = b.local(x)
	bound := node(core.OpBound, b.id(b.typeOf(sel)), call.Pos, b.local(x))
	bound.Str = call.Str
	b.emit(core.OpExpr, call.Pos, bound)
}

// mayRecover says whether the function that e calls may call recover: it does,
// or nobody knows which function it is.
func (b *body) mayRecover(e *ast.CallExpr) bool {
	does, known := b.recovering(e)
	return does || !known
}

// recovering says whether the function that e calls is known, and calls recover.
func (b *body) recovering(e *ast.CallExpr) (does, known bool) {
	if builtinName(b.src.info, e.Fun) != "" {
		return false, true
	}
	var id *ast.Ident
	switch f := uninstantiated(b.src.info, e.Fun).(type) {
	case *ast.FuncLit:
		return b.flow.recovers[f], true
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
		if s := b.src.info.Selections[f]; s != nil && isInterface(b.typ(s.Recv())) {
			return false, false
		}
	}
	if id == nil {
		return false, false
	}
	f, ok := b.src.info.Uses[id].(*types.Func)
	if !ok {
		return false, false
	}
	src, static := b.u.static(f)
	return static && b.u.recoversItself(src, f), true
}

// shield makes b, which does not call recover, take the panic that a deferred
// call of it may see, so that a function which it calls, and which does, cannot:
// recover works only in the deferred function itself. A function takes the panic
// if it holds a recover anywhere.
func (b *body) shield() {
	if !b.shields || b.out.Recovers || b.out.Helper {
		return
	}
	b.out.Recovers = true
	never := b.block(func() { b.emit(core.OpExpr, core.Pos{}, node(core.OpRecover, core.Any, core.Pos{})) })
	b.list = slices.Insert(b.list, 0, node(core.OpIf, 0, core.Pos{}, boolConst(false), never))
}

// recoversItself says whether the body of f calls recover.
func (u *unit) recoversItself(src *source, f *types.Func) bool {
	f = f.Origin()
	does, known := u.recovers[f]
	if !known {
		does = u.findRecover(src, f)
		u.recovers[f] = does
	}
	return does
}

func (u *unit) findRecover(src *source, f *types.Func) bool {
	d := u.decl(src, f)
	if d == nil {
		return u.knownToRecover(src, f)
	}
	found := false
	ast.Inspect(d.Body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && builtinName(src.info, c.Fun) == "recover" {
			found = true
		}
		_, lit := n.(*ast.FuncLit)
		return !lit && !found
	})
	return found
}

// knownToRecover is recoversItself for a function lowered before.
func (u *unit) knownToRecover(src *source, f *types.Func) bool {
	m, ok := u.l.known[u.l.funcs.ids[src.funcKey(f.Origin())]]
	return !ok || m.fn.Recovers
}
