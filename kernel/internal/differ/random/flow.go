package random

import (
	"fmt"
	"strings"
)

func (g *gen) scopeBlock() { g.line("%s", g.block("", 2)) }

func (g *gen) ifElse() {
	g.begin()
	head := "if " + g.expr(g.truth(), 3)
	if g.chance(30) {
		t := pick(g, g.scalars)
		v := g.local("v")
		init := g.typed(t, g.expr(t, 2))
		g.scope = append(g.scope, &variable{name: v, typ: t, closure: g.closures})
		text := g.block(fmt.Sprintf("if %s := %s; %s == %s", v, init, v, g.simple(t)), 2)
		g.line("%s else {\n%s(%q, %s)\n}", text, g.trace(), v, v)
		g.scope = g.scope[:len(g.scope)-1]
		return
	}
	text := g.block(head, 1+g.IntN(2))
	if g.chance(40) {
		g.quietly()
		text += " else " + g.block("if "+g.expr(tBool, 1), 1)
	}
	if g.chance(40) {
		text += " else " + strings.TrimSpace(g.block("", 1))
	}
	g.line("%s", text)
}

// truth is bool, or a type of the program's like it.
func (g *gen) truth() *typ {
	list := []*typ{tBool}
	for _, t := range g.named {
		if t.kind == kBool {
			list = append(list, t)
		}
	}
	return pick(g, list)
}

// simple is a quiet operand.
func (g *gen) simple(t *typ) string {
	g.quietly()
	return g.expr(t, 1)
}

// loop writes a loop or switch that make returns, with a label if something jumps to it.
func (g *gen) loop(isLoop bool, make func() string) {
	l := &label{name: g.local("L"), loop: isLoop}
	g.labels = append(g.labels, l)
	mark := len(g.scope)
	text := make()
	g.scope = g.scope[:mark]
	g.labels = g.labels[:len(g.labels)-1]
	if l.used {
		text = l.name + ":\n" + text
	}
	g.line("%s", text)
}

// fixed declares a variable that nothing assigns to.
func (g *gen) fixed(t *typ) string {
	v := g.declare(t)
	v.fixed = true
	return v.name
}

func (g *gen) forLoop() {
	g.loop(true, func() string {
		t := pick(g, g.ints)
		v := g.fixed(t)
		var head string
		switch g.IntN(4) {
		case 0:
			head = fmt.Sprintf("for %[1]s := %[2]s(0); %[1]s < %[3]d; %[1]s++", v, t.name, 1+g.IntN(4))
		case 1:
			head = fmt.Sprintf("for %[1]s := %[2]s(%[3]d); %[1]s > 0; %[1]s--", v, t.name, 1+g.IntN(4))
		case 2: // ends by wrapping around
			lowest, highest := "0", fmt.Sprint(uint64(1)<<(t.bits-1)-1)
			if t.kind == kUint {
				highest = fmt.Sprint(^uint64(0) >> (64 - t.bits))
			} else {
				lowest = fmt.Sprint(-(int64(1) << (t.bits - 1)))
			}
			head = fmt.Sprintf("for %[1]s := %[2]s(%[3]s) - 2; %[1]s != %[2]s(%[4]s)+1; %[1]s++", v, t.name, highest, lowest)
		default:
			w := g.fixed(tInt)
			head = fmt.Sprintf("for %s, %s := %s(0), %d; %s < 3; %s, %s = %s+1, %s+1", v, w, t.name, g.IntN(5), v, v, w, v, w)
		}
		return g.block(head, 1+g.IntN(3), v)
	})
}

func (g *gen) rangeLoop() {
	g.loop(true, func() string {
		g.begin()
		switch g.IntN(6) {
		case 0:
			t := pick(g, g.ints)
			n := fmt.Sprintf("%s(%d)", t.name, g.IntN(4))
			if g.chance(50) {
				n = fmt.Sprintf("%s&3", g.value(t, 1))
			}
			return g.over(n, 2, t)
		case 1:
			x := g.value(tString, 1)
			return g.over(x, 1, tInt, tInt32)
		case 2:
			t := g.anyType(1)
			x := "[...]" + t.name + "{" + g.list(t, 3, 1) + "}"
			return g.over(x, 2, tInt, t)
		case 3: // over one entry, so there is but one order
			k, e := pick(g, g.scalars), g.anyType(1)
			x := fmt.Sprintf("%s{%s: %s}", mapOf(k, e).name, g.expr(k, 1), g.expr(e, 1))
			return g.over(x, 1, k, e)
		case 4:
			if v := g.find(func(v *variable) bool { return v.typ.kind == kArray }); v != nil {
				return g.over(v.name, 2, tInt)
			}
		}
		t := g.anyType(1)
		x := g.slice(sliceOf(t), 1)
		return g.over(x, 2, tInt, t)
	})
}

// over is a loop over x that declares variables of some types.
func (g *gen) over(x string, n int, types ...*typ) string {
	var names []string
	for _, t := range types {
		names = append(names, g.fixed(t))
	}
	return g.block(fmt.Sprintf("for %s := range %s", strings.Join(names, ", "), x), n, names...)
}

func (g *gen) rangeFunc() {
	g.imports["iter"] = true
	seq := g.helper("count", func(name string) string {
		return fmt.Sprintf(`func %s(from, n int) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		defer %s("end of sequence", from)
		for i := from; i < from+n; i++ {
			if !yield(i, fmt.Sprint("#", i)) {
				return
			}
		}
	}
}
`, name, g.trace())
	})
	g.loop(true, func() string {
		g.begin()
		x := fmt.Sprintf("%s(%s&7, %d)", seq, g.value(tInt, 1), g.IntN(4))
		return g.over(x, 2, tInt, tString)
	})
}

func (g *gen) switchValue() {
	g.loop(false, func() string {
		g.begin()
		t := pick(g, append([]*typ{tString}, g.ints...))
		head := "switch "
		if g.chance(30) {
			x := g.typed(t, g.expr(t, 1))
			v := g.declare(t)
			head += fmt.Sprintf("%s := %s; %s", v.name, x, v.name)
		} else {
			head += g.value(t, 2)
			if t.integer() {
				head += " & 3"
			}
		}
		g.quietly()
		var clauses []string
		n, def := 2+g.IntN(3), g.IntN(6)
		for i := range n {
			c := fmt.Sprintf("case %s:", g.value(t, 1))
			if t.integer() {
				c = fmt.Sprintf("case %d, %s:", i, g.value(t, 1))
			}
			if i == def {
				c = "default:"
			}
			clauses = append(clauses, g.clause(c, i < n-1))
		}
		return head + " {\n" + strings.Join(clauses, "") + "}"
	})
}

// clause is a clause of a switch.
func (g *gen) clause(head string, mayFall bool) string {
	g.depth++
	defer func() { g.depth-- }()
	text := head + "\n" + g.inside(func() { g.statements(1 + g.IntN(2)) })
	if mayFall && g.chance(25) {
		text += "fallthrough\n"
	}
	return text
}

func (g *gen) switchTrue() {
	g.loop(false, func() string {
		text := "switch {\n"
		for i := range 3 {
			g.quietly()
			text += g.clause(fmt.Sprintf("case %s:", g.value(tBool, 2)), i < 2)
		}
		return text + "}"
	})
}

func (g *gen) switchType() {
	v := g.find(func(v *variable) bool { return v.typ == tAny || v.typ.kind == kIface })
	if v == nil {
		g.switchTrue()
		return
	}
	g.loop(false, func() string {
		x := g.local("x")
		text := fmt.Sprintf("switch %s := %s.(type) {\n", x, v.name)
		seen := map[string]bool{}
		for _, t := range append([]*typ{pick(g, g.scalars), pick(g, g.scalars)}, g.structs...) {
			if seen[t.name] || v.typ.kind == kIface && !t.implements(v.typ) {
				continue
			}
			seen[t.name] = true
			mark := len(g.scope)
			g.scope = append(g.scope, &variable{name: x, typ: t, closure: g.closures})
			text += g.clause(fmt.Sprintf("case %s:\n_ = %s", t.name, x), false)
			g.scope = g.scope[:mark]
		}
		return text + g.clause(fmt.Sprintf("case nil:\n_ = %s", x), false) + fmt.Sprintf("default:\nfmt.Printf(\"%%T\\n\", %s)\n}", x)
	})
}

// literal function bodies

// within makes the body of a function literal, which may run later than it stands.
func (g *gen) within(later bool, f *function, make func()) string {
	fn, labels := g.fn, g.labels
	g.fn, g.labels = f, nil
	if later {
		g.closures++
	}
	g.depth++
	text := g.inside(make)
	g.depth--
	if later {
		g.closures--
	}
	g.fn, g.labels = fn, labels
	return text
}

// try writes statements of which a panic is recovered.
func (g *gen) try() {
	body := g.within(false, &function{name: "try"}, func() {
		g.recovers(g.local("try"))
		g.statements(1 + g.IntN(3))
	})
	g.line("func() {\n%s}()", body)
}

func (g *gen) gotoForward() {
	g.quietly()
	l, cond := g.local("G"), g.value(tBool, 2)
	g.line("{\nif %s {\ngoto %s\n}\n%s\n%s:\n%s(%q)\n}", cond, l, g.block("", 2), l, g.trace(), l)
}

func (g *gen) gotoBack() {
	c, l := g.local("c"), g.local("G")
	g.line("{\n%s := 0\n%s:\n%s++\n%s\nif %s < %d {\ngoto %s\n}\n}", c, l, c, g.block("", 2), c, 2+g.IntN(2), l)
}
