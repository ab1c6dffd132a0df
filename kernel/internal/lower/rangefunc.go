package lower

import (
	"go/ast"
	"go/token"
	"go/types"

	"gosched/kernel/internal/core"
)

// The body of a loop over a function becomes a function of its own, a closure
// over the variables around the loop, that returns whether to go on:
//
//	state := ready
//	f(func(k K, v V) bool {
//		if state != ready { panic as the runtime does }
//		state = running
//		…body…
//		state = ready
//		return true
//	})
//	if state == running { panic: f has recovered the body's panic }
//	state = exhausted
//
// A statement that leaves the body for another place than its end or the end of
// the loop stores a code, sets state to done and returns false; the code after
// the call of f goes on from there.

// The states of a loop over a function, in the runtime's numbers.
const (
	loopDone = iota
	loopReady
	loopRunning
	loopExhausted
	loopMissingPanic
)

// A funcLoop is a loop over a function, seen from its body.
type funcLoop struct {
	label  string
	labels map[string]bool // targets of goto within the body
	state  *types.Var
	code   *types.Var
	exits  []exit // the code of exits[i] is i+1
}

// An exit is a way out of a body: break, continue or goto to a label, or return.
type exit struct {
	kind  token.Token
	label string
}

var intType = types.Typ[types.Int]

func (b *body) rangeFunc(s *ast.RangeStmt, label string, t *types.Signature) {
	pos := b.at(s.For)
	f := b.expr(s.X)
	if !isFuncNode(f) {
		f = b.local(b.temp(f))
	}
	l := &funcLoop{label: label, labels: labelsIn(s.Body), state: hidden(intType), code: hidden(intType)}
	state := b.declareAs(l.state, true, intConst(loopReady), pos)
	code := b.declareAs(l.code, true, nil, pos)
	declaration := len(b.list) - 1

	yield := t.Params().At(0).Type()
	body := b.loopBody(s, l, b.typ(yield.Underlying()).(*types.Signature))
	arg := b.convert(b.closure(body, b.id(yield.Underlying()), pos), yield.Underlying(), yield, pos)
	call := node(core.OpCallValue, 0, pos, f, arg)
	if f.Op == core.OpFunc {
		call = node(core.OpCall, 0, pos, arg)
		call.Int = f.Int
	}
	b.list = append(b.list, asStatement(call))
	end := b.at(s.Body.Rbrace)
	b.ifState(b.read(state), loopRunning, func() { b.emit(core.OpRangePanic, end).Int = loopMissingPanic }, end)
	b.emit(core.OpAssign, pos, b.read(state), intConst(loopExhausted))
	if len(l.exits) == 0 {
		b.list = append(b.list[:declaration], b.list[declaration+1:]...)
	}
	for i, e := range l.exits {
		b.ifState(b.read(code), i+1, func() {
			if e.kind == token.RETURN {
				b.leave(nil, pos)
			} else {
				b.branch(e.kind, e.label, pos)
			}
		}, pos)
	}
}

// ifState runs do if x is n.
func (b *body) ifState(x *core.Node, n int, do func(), pos core.Pos) {
	b.emit(core.OpIf, pos, node(core.OpEq, core.Bool, pos, x, intConst(int64(n))), b.block(do))
}

// loopBody lowers the body of the loop l as a function.
func (b *body) loopBody(s *ast.RangeStmt, l *funcLoop, yield *types.Signature) *body {
	in := b.u.newBody(b.u.l.funcs.anonymous(), b.src, b.env, b)
	in.loop = l
	in.out.Name = b.names.loop()
	in.pos(s.For)
	in.results(yield)
	pos := b.at(s.For)
	var values []*core.Node
	var ts []types.Type
	for v := range yield.Params().Variables() {
		values = append(values, in.local(in.param("", v.Type()).slot))
		ts = append(ts, v.Type())
	}
	in.checkState(pos)
	in.bind(s, values[:min(used(s), len(values))], ts, pos)
	in.stmts(s.Body.List)
	in.branch(token.CONTINUE, "", b.at(s.Body.Rbrace))
	in.finish()
	return in
}

// checkState begins a body: it panics unless the loop waits for it.
func (b *body) checkState(pos core.Pos) {
	state := b.lookup(b.loop.state)
	bad := node(core.OpNe, core.Bool, pos, b.read(state), intConst(loopReady))
	b.emit(core.OpIf, pos, bad, b.block(func() {
		for _, s := range []int{loopDone, loopRunning, loopExhausted} {
			b.ifState(b.read(state), s, func() { b.emit(core.OpRangePanic, pos).Int = int64(s) }, pos)
		}
	}))
	b.emit(core.OpAssign, pos, b.read(state), intConst(loopRunning))
}

// leaveLoop leaves the body of the loop b.loop.
func (b *body) leaveLoop(e exit, pos core.Pos) {
	l := b.loop
	own := e.label == "" || e.label == l.label
	if own && e.kind == token.CONTINUE {
		b.emit(core.OpAssign, pos, b.read(b.lookup(l.state)), intConst(loopReady))
		b.emit(core.OpReturn, pos, boolConst(true))
		return
	}
	if !own || e.kind != token.BREAK {
		b.emit(core.OpAssign, pos, b.read(b.lookup(l.code)), intConst(l.codeOf(e)))
	}
	b.emit(core.OpAssign, pos, b.read(b.lookup(l.state)), intConst(loopDone))
	b.emit(core.OpReturn, pos, boolConst(false))
}

func (l *funcLoop) codeOf(e exit) int64 {
	for i, x := range l.exits {
		if x == e {
			return int64(i + 1)
		}
	}
	l.exits = append(l.exits, e)
	return int64(len(l.exits))
}

// labelsIn returns the labels of statements in a block.
func labelsIn(block *ast.BlockStmt) map[string]bool {
	labels := map[string]bool{}
	ast.Inspect(block, func(n ast.Node) bool {
		if s, ok := n.(*ast.LabeledStmt); ok {
			labels[s.Label.Name] = true
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return labels
}
