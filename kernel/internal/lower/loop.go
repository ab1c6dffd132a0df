package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"gosched/kernel/internal/core"
)

// forStmt lowers a loop with a condition. A boxed variable of it is copied into
// a new box before each post statement: every iteration has its own.
func (b *body) forStmt(s *ast.ForStmt, label string) {
	pos := b.at(s.For)
	loop := func() {
		var cond, post *core.Node
		calls := b.block(func() {
			if s.Cond != nil {
				b.inOrder(func() { cond = b.expr(s.Cond) }, s.Cond)
			}
		}).Args
		boxes := b.iterationVars(s)
		if s.Post != nil || len(boxes) > 0 {
			post = b.block(func() {
				for _, x := range boxes {
					b.set(x.slot, newOf(x.ptr, b.read(x), pos))
				}
				b.stmt(s.Post, "")
			})
		}
		body := b.within(target{label, true}, func() {
			if len(calls) > 0 {
				b.list = calls
				b.emit(core.OpIf, pos, node(core.OpNot, cond.Type, pos, cond), b.block(func() { b.emit(core.OpBreak, pos) }))
				cond = nil
			}
			b.stmts(s.Body.List)
		})
		b.emit(core.OpFor, pos, cond, post, body).Str = label
	}
	if s.Init == nil {
		loop()
		return
	}
	b.list = append(b.list, b.block(func() {
		b.stmt(s.Init, "")
		loop()
	}))
}

// iterationVars returns the boxed variables that s declares.
func (b *body) iterationVars(s *ast.ForStmt) []*variable {
	as, ok := s.Init.(*ast.AssignStmt)
	if !ok || as.Tok != token.DEFINE || b.src.once {
		return nil
	}
	var boxes []*variable
	for _, l := range as.Lhs {
		if v := b.newVar(l); v != nil {
			if x := b.lookup(v); x != nil && x.boxed {
				boxes = append(boxes, x)
			}
		}
	}
	return boxes
}

// rangeStmt lowers a loop over anything.
func (b *body) rangeStmt(s *ast.RangeStmt, label string) {
	b.list = append(b.list, b.block(func() {
		if b.src.once && s.Tok == token.DEFINE {
			s = b.declareOnce(s)
		}
		t := b.exprType(s.X)
		b.inOrder(func() {
			if b.made != nil {
				b.make(s.X)
			}
			b.rangeOver(s, label, t)
		}, s.X)
	}))
}

// declareOnce declares the variables of s, and returns a loop that assigns to them.
func (b *body) declareOnce(s *ast.RangeStmt) *ast.RangeStmt {
	for _, e := range []ast.Expr{s.Key, s.Value} {
		if e == nil {
			continue
		}
		if v := b.newVar(e); v != nil {
			b.declare(v, nil, b.at(e.Pos()))
		}
	}
	loop := *s
	loop.Tok = token.ASSIGN
	return &loop
}

// rangeOver lowers a loop over a value of type t.
func (b *body) rangeOver(s *ast.RangeStmt, label string, t types.Type) {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 {
			b.rangeString(s, label)
		} else {
			b.rangeInt(s, label)
		}
	case *types.Slice:
		b.rangeSlice(s, label, u)
	case *types.Array:
		b.rangeArray(s, label, t, u)
	case *types.Pointer:
		b.rangeArray(s, label, t, u.Elem().Underlying().(*types.Array))
	case *types.Map:
		b.rangeMap(s, label, u)
	case *types.Chan:
		b.rangeChan(s, label, u)
	case *types.Signature:
		b.rangeFunc(s, label, u)
	default:
		b.fail(s, "range over %v", t)
	}
}

// bind gives the loop's variables their values for one iteration.
func (b *body) bind(s *ast.RangeStmt, values []*core.Node, ts []types.Type, pos core.Pos) {
	lhs := []ast.Expr{s.Key, s.Value}
	if s.Tok == token.DEFINE {
		for i, x := range values {
			if v := b.newVar(lhs[i]); v != nil {
				b.declare(v, b.convert(x, ts[i], v.Type(), pos), pos)
			}
		}
		return
	}
	lhs = lhs[:len(values)]
	if !slices.ContainsFunc(lhs, func(l ast.Expr) bool { return b.newVar(l) != nil }) {
		b.bindPlaces(lhs, values, ts, pos)
		return
	}
	for i, x := range values { // variables that declareOnce has declared
		if !isBlank(lhs[i]) {
			b.store(b.expr(lhs[i]), b.convert(x, ts[i], b.typeOf(lhs[i]), pos), pos)
		}
	}
}

// used is values without those that the loop ignores at the end.
func used(s *ast.RangeStmt) int {
	switch {
	case !isBlank(s.Value):
		return 2
	case !isBlank(s.Key):
		return 1
	}
	return 0
}

// counter returns the slot that counts, and whether it is the loop's variable
// itself because nothing can tell.
func (b *body) counter(s *ast.RangeStmt, t core.TypeID) (*slot, bool) {
	if s.Tok == token.DEFINE {
		v := b.newVar(s.Key)
		if v != nil && b.plainNew(v) && len(b.flow.vars[v].changes) == 0 && b.id(v.Type()) == t {
			c := b.newSlot(v.Name(), t, isOther)
			b.vars[v] = &variable{typ: b.typ(v.Type()), slot: c}
			return c, true
		}
	}
	return b.newSlot("", t, isOther), false
}

// counting emits a loop of c from 0 to n-1 whose body do begins.
func (b *body) counting(s *ast.RangeStmt, label string, c *slot, n *core.Node, begin func()) {
	pos := b.at(s.For)
	zero, one := &core.Node{Op: core.OpConst, Type: c.Type}, &core.Node{Op: core.OpConst, Type: c.Type, Int: 1}
	b.set(c, zero)
	cond := node(core.OpLt, core.Bool, pos, b.local(c), n)
	post := b.block(func() { b.set(c, node(core.OpAdd, c.Type, pos, b.local(c), one)) })
	body := b.within(target{label, true}, func() {
		begin()
		b.stmts(s.Body.List)
	})
	b.emit(core.OpFor, pos, cond, post, body).Str = label
}

func (b *body) rangeInt(s *ast.RangeStmt, label string) {
	pos := b.at(s.For)
	t := b.exprType(s.X)
	if b.src.info.Types[s.X].Value != nil && !isBlank(s.Key) {
		t = b.leftType(s.Key)
	}
	n := b.value(s.X, t)
	if n.Op != core.OpConst {
		n = b.local(b.temp(n))
	}
	c, same := b.counter(s, b.id(t))
	b.counting(s, label, c, n, func() {
		if used(s) == 1 && !same {
			b.bind(s, []*core.Node{b.local(c)}, []types.Type{t}, pos)
		}
	})
}

func (b *body) rangeSlice(s *ast.RangeStmt, label string, t *types.Slice) {
	x := b.temp(b.expr(s.X))
	n := b.temp(node(core.OpLen, core.Int, b.at(s.For), b.local(x)))
	b.overElements(s, label, b.local(n), t.Elem(), func() *core.Node { return b.local(x) })
}

// rangeArray loops over an array, which is copied if its elements are used, or
// over what a pointer points to.
func (b *body) rangeArray(s *ast.RangeStmt, label string, t types.Type, a *types.Array) {
	pos := b.at(s.For)
	x := func() *core.Node { return nil }
	if used(s) == 2 || hasCall(b.src.info, s.X) {
		slot := b.temp(b.expr(s.X))
		x = func() *core.Node {
			if isPointer(t) {
				return node(core.OpDeref, b.id(pointerElem(t)), pos, b.local(slot))
			}
			return b.local(slot)
		}
	}
	b.overElements(s, label, intConst(a.Len()), a.Elem(), x)
}

// overElements loops over the n elements of x.
func (b *body) overElements(s *ast.RangeStmt, label string, n *core.Node, elem types.Type, x func() *core.Node) {
	pos := b.at(s.For)
	c, same := b.counter(s, core.Int)
	b.counting(s, label, c, n, func() {
		values := []*core.Node{b.local(c)}
		ts := []types.Type{types.Typ[types.Int], elem}
		if used(s) == 2 {
			values = append(values, node(core.OpIndex, b.id(elem), pos, x(), b.local(c)))
		}
		if same {
			b.bindValue(s, values, ts, pos)
		} else {
			b.bind(s, values[:used(s)], ts, pos)
		}
	})
}

// bindValue declares the second variable only: the first is the counter.
func (b *body) bindValue(s *ast.RangeStmt, values []*core.Node, ts []types.Type, pos core.Pos) {
	if v := b.newVar(s.Value); v != nil && len(values) == 2 {
		b.declare(v, b.convert(values[1], ts[1], v.Type(), pos), pos)
	}
}

// rangeString decodes runes: one byte by itself, several by a compiled call.
func (b *body) rangeString(s *ast.RangeStmt, label string) {
	pos := b.at(s.For)
	x := b.temp(b.value(s.X, types.Typ[types.String]))
	i, next := b.newSlot("", core.Int, isOther), b.newSlot("", core.Int, isOther)
	r := b.newSlot("", core.Int32, isOther)
	b.set(i, intConst(0))
	cond := node(core.OpLt, core.Bool, pos, b.local(i), node(core.OpLen, core.Int, pos, b.local(x)))
	post := b.block(func() { b.set(i, b.local(next)) })
	body := b.within(target{label, true}, func() {
		b.set(r, node(core.OpConv, core.Int32, pos, node(core.OpIndex, core.Uint8, pos, b.local(x), b.local(i))))
		b.set(next, node(core.OpAdd, core.Int, pos, b.local(i), intConst(1)))
		b.decodeRune(x, i, next, r, pos)
		b.bind(s, []*core.Node{b.local(i), b.local(r)}[:used(s)], []types.Type{types.Typ[types.Int], types.Typ[types.Rune]}, pos)
		b.stmts(s.Body.List)
	})
	b.emit(core.OpFor, pos, cond, post, body).Str = label
}

// decodeRune replaces r and next if the byte at i begins a longer rune.
func (b *body) decodeRune(x, i, next, r *slot, pos core.Pos) {
	const runeSelf = 0x80
	limit := &core.Node{Op: core.OpConst, Type: core.Int32, Int: runeSelf}
	b.emit(core.OpIf, pos, node(core.OpGe, core.Bool, pos, b.local(r), limit), b.block(func() {
		rest := node(core.OpSlice, core.String, pos, b.local(x), b.local(i), nil, nil)
		call := node(core.OpCallExt, 0, pos, rest)
		call.Str = "unicode/utf8.DecodeRuneInString"
		b.emit(core.OpAssignMulti, pos, call, b.local(r), b.local(next))
		b.set(next, node(core.OpAdd, core.Int, pos, b.local(next), b.local(i)))
	}))
}

func (b *body) rangeMap(s *ast.RangeStmt, label string, t *types.Map) {
	pos := b.at(s.For)
	m := b.expr(s.X)
	slots := []*core.Node{nil, nil}
	values := []*core.Node{}
	ts := []types.Type{t.Key(), t.Elem()}
	for i, e := range []ast.Expr{s.Key, s.Value}[:used(s)] {
		v := b.newSlot("", b.id(ts[i]), isOther)
		if !isBlank(e) {
			slots[i] = b.local(v)
		}
		values = append(values, b.local(v))
	}
	body := b.within(target{label, true}, func() {
		b.bind(s, values, ts, pos)
		b.stmts(s.Body.List)
	})
	b.emit(core.OpRangeMap, pos, m, slots[0], slots[1], body).Str = label
}

func (b *body) rangeChan(s *ast.RangeStmt, label string, t *types.Chan) {
	pos := b.at(s.For)
	ch := b.temp(b.expr(s.X))
	body := b.within(target{label, true}, func() {
		v, ok := b.newSlot("", b.id(t.Elem()), isOther), b.newSlot("", core.Bool, isOther)
		recv := node(core.OpRecvOk, b.id(t.Elem()), pos, b.local(ch))
		b.emit(core.OpAssignMulti, pos, recv, b.local(v), b.local(ok))
		b.emit(core.OpIf, pos, node(core.OpNot, core.Bool, pos, b.local(ok)), b.block(func() { b.emit(core.OpBreak, pos) }))
		b.bind(s, []*core.Node{b.local(v)}[:used(s)], []types.Type{t.Elem()}, pos)
		b.stmts(s.Body.List)
	})
	b.emit(core.OpFor, pos, nil, nil, body).Str = label
}
