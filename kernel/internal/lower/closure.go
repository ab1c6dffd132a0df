package lower

import (
	"go/ast"
	"go/types"

	"gosched/kernel/internal/core"
)

// literalFunc lowers a function literal.
func (b *body) literalFunc(e *ast.FuncLit) *core.Node {
	sig := b.src.info.TypeOf(e).(*types.Signature)
	in := b.u.newBody(b.u.l.funcs.anonymous(), b.src, b.env, b)
	in.names = b.names.literal()
	in.out.Name = in.names.prefix
	in.pos(e.Pos())
	in.function(e, sig, nil, e.Type, e.Body)
	return b.closure(in, b.id(sig), b.at(e.Pos()))
}

// closure is the finished body in as a value of type t.
func (b *body) closure(in *body, t core.TypeID, pos core.Pos) *core.Node {
	n := node(core.OpFunc, t, pos)
	n.Int = int64(in.out.ID)
	for _, x := range in.captured {
		n.Op = core.OpClosure
		n.Args = append(n.Args, b.local(x.slot))
	}
	return n
}

var thunkType = types.NewSignatureType(nil, nil, nil, nil, nil, false)

// thunk packs a call (or another operation) as a func(): its operands are
// evaluated now, itself later. Shown says that the function is shown in stacks.
func (b *body) thunk(call *core.Node, name string, shown bool) *core.Node {
	id := b.u.typeID(thunkType)
	if call.Op == core.OpCallValue && len(call.Args) == 1 && call.Type == 0 && isFuncNode(call.Args[0]) && call.Args[0].Type == id {
		return call.Args[0]
	}
	if call.Op == core.OpCall && len(call.Args) == 0 && call.Type == 0 && b.u.noResults(core.FuncID(call.Int)) {
		n := node(core.OpFunc, id, call.Pos)
		n.Int = call.Int
		return n
	}
	in := b.u.helper(b.u.l.funcs.anonymous(), name)
	in.out.Cell, in.out.File, in.out.Pos = b.out.Cell, b.out.File, call.Pos
	in.out.Helper = !shown
	operands := in.abstract(call, isCapture)
	in.list = append(in.list, asStatement(call))
	in.finish()
	n := node(core.OpFunc, id, call.Pos)
	n.Int = int64(in.out.ID)
	if len(operands) > 0 {
		n.Op, n.Args = core.OpClosure, operands
	}
	return n
}

func isFuncNode(x *core.Node) bool { return x.Op == core.OpFunc || x.Op == core.OpClosure }

// noResults says whether the function id, lowered or waiting, is known to have
// no results. Those still waiting are wrapped, which is always right.
func (u *unit) noResults(id core.FuncID) bool {
	for _, f := range u.out.Funcs {
		if f.ID == id {
			return len(f.Results) == 0
		}
	}
	m, ok := u.l.known.m[id]
	return ok && len(m.fn.Results) == 0
}

// abstract replaces the operands of op by slots of in and returns them.
func (in *body) abstract(op *core.Node, r role) []*core.Node {
	var operands []*core.Node
	for i, a := range op.Args {
		if a == nil || a.Op == core.OpConst || a.Op == core.OpFunc || a.Op == core.OpZero {
			continue
		}
		operands = append(operands, a)
		op.Args[i] = in.local(in.newSlot("", a.Type, r))
	}
	return operands
}
