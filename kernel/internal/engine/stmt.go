package engine

import (
	"reflect"
	"strconv"

	"gosched/kernel/internal/core"
)

// A target is an enclosing statement that break or continue may mean.
type target struct {
	core  string // its label in core, "" if it has none
	label string // its label in the text
	loop  bool
	block bool // an OpLabeled: only a labelled break means it
}

// push enters a statement that can be left by break, and prints its label.
func (t *text) push(n *core.Node, loop bool) {
	label := t.name("l")
	t.targets = append(t.targets, target{core: n.Str, label: label, loop: loop, block: n.Op == core.OpLabeled})
	t.str(label + ":\n")
}

func (t *text) pop() { t.targets = t.targets[:len(t.targets)-1] }

// branch prints a break or continue, always with a label.
func (t *text) branch(n *core.Node) {
	for i := len(t.targets) - 1; i >= 0; i-- {
		switch to := t.targets[i]; {
		case n.Op == core.OpContinue && !to.loop:
		case n.Str != "" && n.Str != to.core:
		case n.Str == "" && to.block:
		case i == len(t.targets)-1:
			t.str(keyword(n.Op) + "\n")
			return
		default:
			t.str(keyword(n.Op) + " " + to.label + "\n")
			return
		}
	}
	t.fail("%v without target %q", n.Op, n.Str)
}

func keyword(op core.Op) string {
	if op == core.OpContinue {
		return "continue"
	}
	return "break"
}

// stmts prints the statements of a block.
func (t *text) stmts(b *core.Node) {
	if b == nil {
		return
	}
	if b.Op != core.OpBlock {
		t.stmt(b)
		return
	}
	for _, s := range b.Args {
		t.stmt(s)
	}
}

// block prints a block in braces, after what is on the line, which is never
// empty: yaegi loses its way in some empty blocks.
func (t *text) block(b *core.Node) {
	t.str(" {\n")
	if b == nil || b.Op == core.OpBlock && len(b.Args) == 0 {
		t.str("g.Nop()\n")
	}
	t.stmts(b)
	t.str("}")
}

func (t *text) stmt(n *core.Node) {
	t.at(n)
	switch n.Op {
	case core.OpBlock:
		t.stmts(n)
	case core.OpExpr:
		t.drop(n.Args[0])
	case core.OpAssign:
		t.assign(n)
		t.str("\n")
	case core.OpAssignMulti:
		t.assignMulti(n)
	case core.OpIf:
		t.ifStmt(n)
	case core.OpFor:
		t.forStmt(n)
	case core.OpSwitch:
		t.switchStmt(n)
	case core.OpFallthrough:
		t.str("fallthrough\n")
	case core.OpSelect:
		t.selectStmt(n)
	case core.OpRangeMap:
		t.rangeMap(n)
	case core.OpBreak, core.OpContinue:
		t.branch(n)
	case core.OpLabeled:
		t.push(n, false)
		t.str("for {\n")
		t.stmts(n.Args[0])
		t.str("break\n}\n")
		t.pop()
	case core.OpLabel:
		t.str("g_" + t.gotoLabel(n.Str) + ":\ng.Poll()\n")
	case core.OpGoto:
		t.str("goto g_" + t.gotoLabel(n.Str) + "\n")
	case core.OpReturn:
		t.returnStmt(n)
	case core.OpUnreachable:
		t.str("g.Unreachable()\n")
	default:
		t.hostStmt(n)
	}
}

// gotoLabel names a label of core in the text, where it must be unique.
func (t *text) gotoLabel(label string) string {
	return strconv.Itoa(int(t.fn.ID)) + "_" + label
}

// drop prints the evaluation of an expression whose value is not used.
func (t *text) drop(n *core.Node) {
	switch n.Op {
	case core.OpCall, core.OpCallExt, core.OpCallMethod, core.OpCallValue, core.OpRecv, core.OpCopy, core.OpRecover:
		t.expr(n)
	default:
		t.at(n)
		t.callOp(t.dropOp(n.Type), n)
	}
	t.str("\n")
}

// assign prints an assignment, without the end of the line.
func (t *text) assign(n *core.Node) {
	place, x := n.Args[0], n.Args[1]
	switch {
	case place.Op == core.OpMapIndex:
		t.callOp(t.setOp(place), place.Args[0], place.Args[1], x)
	case place.Op == core.OpField && t.typeOf(place.Args[0].Type).Field(int(place.Int)).Name == "_":
		t.callOp(t.dropOp(x.Type), x)
	case t.replaces(x):
		v := t.temp(t.typ(x.Type))
		t.str(v + " = ")
		t.expr(x)
		t.str("\n")
		t.expr(place)
		t.str(" = " + v)
	default:
		t.expr(place)
		t.str(" = ")
		t.bare(x)
	}
}

// replaces says whether yaegi would not assign the func value of a call to a
// variable but replace the variable.
func (t *text) replaces(x *core.Node) bool {
	return t.binaryCall(x) && t.typeOf(x.Type).Kind() == reflect.Func
}

// binaryCall says whether x is printed as a call of a compiled function.
func (t *text) binaryCall(x *core.Node) bool {
	switch x.Op {
	case core.OpConst, core.OpZero, core.OpLocal, core.OpGlobal, core.OpFunc, core.OpExt, core.OpExtVar, core.OpDeref, core.OpField, core.OpIndex, core.OpCall:
		return false
	}
	return true
}

func (t *text) assignMulti(n *core.Node) {
	call, slots := n.Args[0], n.Args[1:]
	used := false
	for _, s := range slots {
		used = used || s != nil
	}
	if used {
		for i, s := range slots {
			if i > 0 {
				t.str(", ")
			}
			if s == nil {
				t.str("_")
			} else {
				t.printf("s%d", s.Int)
			}
		}
		t.str(" = ")
	}
	t.expr(call)
	t.str("\n")
}

func (t *text) ifStmt(n *core.Node) {
	t.str("if ")
	t.bare(n.Args[0])
	t.block(n.Args[1])
	if len(n.Args) > 2 && n.Args[2] != nil {
		t.str(" else")
		t.block(n.Args[2])
	}
	t.str("\n")
}

// forStmt prints a loop. A post statement that is more than an assignment to a
// slot is put at the head of the loop, to be skipped the first time.
func (t *text) forStmt(n *core.Node) {
	cond, post, body := n.Args[0], n.Args[1], n.Args[2]
	simple := t.simplePost(post)
	first := ""
	if post != nil && simple == nil {
		first = t.temp("bool")
		t.str(first + " = true\n")
	}
	t.push(n, true)
	t.str("for ")
	if simple != nil {
		t.str("; ")
	}
	if first == "" && cond != nil {
		t.bare(cond)
	}
	if simple != nil {
		t.str("; ")
		t.at(simple)
		t.assign(simple)
	}
	t.str(" {\n")
	t.str("g.Poll()\n")
	if first != "" {
		t.printf("if %s {\n%s = false\n} else {\n", first, first)
		t.stmts(post)
		t.str("}\n")
		if cond != nil {
			t.str("if !(")
			t.expr(cond)
			t.str(") {\nbreak\n}\n")
		}
	}
	t.stmts(body)
	t.str("}\n")
	t.pop()
}

// simplePost returns the only statement of a post block if it is an assignment
// to a slot, in one statement.
func (t *text) simplePost(post *core.Node) *core.Node {
	if post == nil || len(post.Args) != 1 {
		return nil
	}
	s := post.Args[0]
	if s.Op == core.OpAssign && s.Args[0].Op == core.OpLocal && !t.replaces(s.Args[1]) {
		return s
	}
	return nil
}

// switchStmt prints a tagless switch. If the default clause is not the last
// one, or there is a fallthrough, the clause is chosen before the switch:
// yaegi mishandles the combination.
func (t *text) switchStmt(n *core.Node) {
	def := -1
	for i, c := range n.Args {
		if c.Args[0] == nil {
			def = i
		}
	}
	if def >= 0 && def != len(n.Args)-1 {
		t.switchByIndex(n, def)
		return
	}
	t.push(n, false)
	t.str("switch {\n")
	for _, c := range n.Args {
		if c.Args[0] == nil {
			t.str("default:\n")
		} else {
			t.str("case ")
			t.bare(c.Args[0])
			t.str(":\n")
		}
		t.clause(c.Args[1])
	}
	t.str("}\n")
	t.pop()
}

func (t *text) switchByIndex(n *core.Node, def int) {
	index := t.temp("int")
	t.printf("%s = %d\n", index, def)
	open := 0
	for i, c := range n.Args {
		if c.Args[0] == nil {
			continue
		}
		t.str("if ")
		t.bare(c.Args[0])
		t.printf(" {\n%s = %d\n} else {\n", index, i)
		open++
	}
	t.str("g.Nop()\n")
	for range open {
		t.str("}\n")
	}
	t.push(n, false)
	t.str("switch {\n")
	for i, c := range n.Args {
		t.printf("case %s == %d:\n", index, i)
		t.clause(c.Args[1])
	}
	t.str("}\n")
	t.pop()
}

// clause prints the statements of a clause, in braces: yaegi finds labels only
// in blocks.
func (t *text) clause(b *core.Node) {
	stmts := b.Args
	last := len(stmts) - 1
	falls := last >= 0 && stmts[last].Op == core.OpFallthrough
	if falls {
		stmts = stmts[:last]
	}
	t.str("{\n")
	if len(stmts) == 0 {
		t.str("g.Nop()\n")
	}
	for _, s := range stmts {
		t.stmt(s)
	}
	t.str("}\n")
	if falls {
		t.str("fallthrough\n")
	}
}

func (t *text) returnStmt(n *core.Node) {
	t.str("return ")
	for i, x := range n.Args {
		if i > 0 {
			t.str(", ")
		}
		if len(n.Args) > 1 && (x.Op == core.OpLen || x.Op == core.OpCap) {
			// Yaegi takes a builtin right below a return for the first result.
			t.str("(")
			t.expr(x)
			t.str(")")
			continue
		}
		t.bare(x)
	}
	t.str("\n")
}

// selectStmt prints a select: one op chooses and communicates, and returns the
// index of the clause, whether a value was received, and a value for each
// receiving clause.
func (t *text) selectStmt(n *core.Node) {
	op, args, received := t.selectOp(n)
	index, ok := t.temp("int"), t.temp("bool")
	values := make([]string, len(n.Args))
	t.printf("%s, %s", index, ok)
	for i, id := range received {
		if id != core.NoType {
			values[i] = t.temp(t.typ(id))
			t.str(", " + values[i])
		}
	}
	t.str(" = ")
	t.at(n)
	t.callOp(op, args...)
	t.str("\n")
	t.push(n, false)
	t.str("switch {\n")
	for i, c := range n.Args {
		t.printf("case %s == %d:\n", index, i)
		if c.Op == core.OpOnRecv {
			if y := c.Args[1]; y != nil {
				t.printf("s%d = %s\n", y.Int, values[i])
			}
			if z := c.Args[2]; z != nil {
				t.printf("s%d = %s\n", z.Int, t.boolAs(z, ok))
			}
		}
		t.clause(c.Args[len(c.Args)-1])
	}
	t.str("}\n")
	t.pop()
}

// boolAs converts a bool variable to the type of slot z.
func (t *text) boolAs(z *core.Node, name string) string {
	if id := t.fn.Slots[z.Int].Type; id != core.Bool {
		return t.typ(id) + "(" + name + ")"
	}
	return name
}

// rangeMap prints a loop over a map with an iterator of the host.
func (t *text) rangeMap(n *core.Node) {
	m, key, value, body := n.Args[0], n.Args[1], n.Args[2], n.Args[3]
	begin, next := t.rangeOps(m.Type, key != nil, value != nil)
	iter, more := t.temp("g.Iter"), t.temp("bool")
	t.str(iter + " = ")
	t.callOp(begin, m)
	t.str("\n")
	t.push(n, true)
	t.str("for {\n")
	t.str("g.Poll()\n")
	t.str(more)
	for _, s := range []*core.Node{key, value} {
		if s != nil {
			t.printf(", s%d", s.Int)
		}
	}
	t.printf(" = g.%s(%s)\nif !%s {\nbreak\n}\n", next.name, iter, more)
	t.stmts(body)
	t.str("}\n")
	t.pop()
}
