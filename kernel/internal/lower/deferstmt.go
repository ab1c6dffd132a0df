package lower

import (
	"go/ast"
	"go/types"

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
	in.stmts(block.List)
	in.finish()

	end := b.at(block.Rbrace)
	run := b.emit(core.OpRunFrame, end, b.local(frame.slot), b.closure(in, b.u.typeID(thunkType), end))
	run.Int = boolBit(b.flow.inlineDefers(b.fun.node))
	var values []*core.Node
	for _, v := range b.fun.results {
		values = append(values, b.read(b.lookup(v)))
	}
	b.emit(core.OpReturn, end, values...)
}

// deferStmt puts a call on the frame of its function. A deferred recover itself
// acts as one in the function does, but only where the compiler makes deferred
// calls inline.
func (b *body) deferStmt(s *ast.DeferStmt) {
	pos := b.at(s.Defer)
	frame := b.lookup(b.fun.frame)
	if builtinName(b.src.info, s.Call.Fun) == "recover" {
		if b.flow.inlineDefers(b.fun.node) {
			b.emit(core.OpDefer, pos, b.local(frame.slot), nil)
		}
		return
	}
	call := b.call(s.Call)
	mayRecover := b.mayRecover(call, s.Call)
	b.checkReceiver(call, s.Call)
	thunk := b.thunk(call, b.names.wrapper("deferwrap"), false)
	b.emit(core.OpDefer, pos, b.local(frame.slot), thunk).Int = boolBit(mayRecover)
}

// checkReceiver panics now if call, made from e, is made later and is one of a
// method of a nil interface. Its arguments are evaluated before.
func (b *body) checkReceiver(call *core.Node, e *ast.CallExpr) {
	if !b.isDynamic(call, e) {
		return
	}
	sel := uninstantiated(b.src.info, e.Fun).(*ast.SelectorExpr)
	for i, x := range call.Args {
		if x.Op != core.OpConst {
			call.Args[i] = b.local(b.temp(x))
		}
	}
	bound := node(core.OpBound, b.id(b.typeOf(sel)), call.Pos, b.copyPlace(call.Args[0]))
	bound.Str = call.Str
	b.emit(core.OpExpr, call.Pos, bound)
}

// mayRecover says whether call, made from e, can be one of a function of cells.
func (b *body) mayRecover(call *core.Node, e *ast.CallExpr) bool {
	switch call.Op {
	case core.OpCall, core.OpCallValue:
		return true
	}
	return b.isDynamic(call, e)
}

// isDynamic says whether call, made from e, is one of a method of an interface.
func (b *body) isDynamic(call *core.Node, e *ast.CallExpr) bool {
	sel, ok := uninstantiated(b.src.info, e.Fun).(*ast.SelectorExpr)
	if !ok || call.Op != core.OpCallMethod {
		return false
	}
	s := b.src.info.Selections[sel]
	f, _ := b.find(sel, s, b.typ(s.Recv()))
	return isInterface(f.(*types.Func).Signature().Recv().Type())
}
