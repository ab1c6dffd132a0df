package random

import (
	"fmt"
	"slices"
	"strings"
)

// A label is that of an enclosing loop or switch.
type label struct {
	name string
	used bool
	loop bool
}

// deepest is how far statements are nested.
const deepest = 2

// statements writes n statements.
func (g *gen) statements(n int) {
	for range n {
		g.statement()
	}
}

// block is a few statements in braces, after the text before them. They use
// the variables declared there.
func (g *gen) block(head string, n int, declared ...string) string {
	g.depth++
	text := g.inside(func() {
		for _, v := range declared {
			g.line("_ = %s", v)
		}
		g.statements(n)
	})
	g.depth--
	return head + " {\n" + text + "}"
}

// statement writes a random statement.
func (g *gen) statement() {
	simple := []func(){g.newVariable, g.newVariable, g.assign, g.assign, g.assign, g.assignOp, g.assignOp, g.print, g.print, g.multiAssign, g.jump, g.deferred, g.change, g.someCall, g.commaOK}
	if g.depth >= deepest {
		pick(g, simple)()
		return
	}
	nested := []func(){g.ifElse, g.ifElse, g.forLoop, g.forLoop, g.rangeLoop, g.rangeLoop, g.rangeFunc, g.switchValue, g.switchTrue, g.switchType, g.try, g.gotoForward, g.gotoBack, g.closure, g.closureList, g.concurrent, g.selects, g.generic, g.aliasing, g.scopeBlock}
	if g.chance(45) {
		pick(g, nested)()
	} else {
		pick(g, simple)()
	}
}

// declare adds a new variable to the scope.
func (g *gen) declare(t *typ) *variable {
	v := &variable{name: g.local("v"), typ: t, closure: g.closures}
	g.scope = append(g.scope, v)
	return v
}

func (g *gen) newVariable() {
	g.begin()
	t := g.anyType(2)
	x := g.stored(t, g.expr(t, 2))
	v := g.declare(t)
	switch g.IntN(4) {
	case 0:
		g.line("var %s = %s", v.name, g.typed(t, x))
	case 1:
		g.line("%s := %s", v.name, g.typed(t, x))
	case 2:
		g.line("var %s %s\n%s = %s", v.name, t.name, v.name, x)
	default:
		g.line("var %s %s = %s", v.name, t.name, x)
	}
	g.line("_ = %s", v.name)
}

// typed makes x of type t even if it is an untyped constant.
func (g *gen) typed(t *typ, x string) string {
	if t.kind <= kString {
		return t.name + "(" + x + ")"
	}
	return x
}

// target returns something that can be assigned to, in a quiet statement, and its type.
func (g *gen) target() (string, *typ) {
	v := g.find(func(v *variable) bool { return !v.fixed })
	if v == nil {
		v := g.declare(tInt)
		g.line("var %s int\n_ = %s", v.name, v.name)
		return v.name, tInt
	}
	if g.closures > v.closure {
		v.shared = true
	}
	x, t := v.name, v.typ
	if g.noisy {
		return x, t
	}
	for range 2 {
		switch {
		case t.kind == kStruct && g.chance(60):
			f := pick(g, t.allFields())
			x, t = x+"."+f.name, f.typ
		case t.kind == kArray && g.chance(60):
			x, t = fmt.Sprintf("%s[%d]", x, g.IntN(t.len)), t.elem
		case t.kind == kSlice && g.chance(60) && g.may():
			x, t = fmt.Sprintf("%s[%s&3]", x, g.value(tInt, 1)), t.elem
		case t.kind == kMap && g.chance(70) && g.may():
			return fmt.Sprintf("%s[%s]", x, g.expr(t.key, 1)), t.elem
		case t.kind == kPointer && g.chance(70) && g.may():
			f := pick(g, t.elem.allFields())
			x, t = x+"."+f.name, f.typ
		}
	}
	return x, t
}

func (g *gen) assign() {
	g.begin()
	x, t := g.target()
	if t.kind == kSlice && !strings.ContainsAny(x, "[.") && g.chance(40) {
		g.line("if len(%[1]s) < 12 {\n%[1]s = append(%[1]s[:len(%[1]s):len(%[1]s)], %[2]s)\n}", x, g.expr(t.elem, 2))
		return
	}
	g.line("%s = %s", x, g.stored(t, g.expr(t, 2)))
}

func (g *gen) assignOp() {
	g.begin()
	x, t := g.target()
	switch {
	case t.integer():
		switch g.IntN(5) {
		case 0:
			g.line("%s%s", x, g.one("++", "--"))
		case 1:
			g.line("%s %s= %s & 15", x, g.one("<<", ">>"), g.value(pick(g, []*typ{tUint, tUint8}), 2))
		case 2:
			g.line("%s %s= %s | 1", x, g.one("/", "%"), g.value(t, 2))
		default:
			g.line("%s %s= %s", x, g.one("+", "-", "*", "&", "|", "^", "&^"), g.expr(t, 2))
		}
	case t.kind == kFloat, t.kind == kComplex:
		g.line("%s %s= %s", x, g.one("+", "-", "*"), g.expr(t, 2))
	case t.kind == kString:
		g.line("if len(%s) < 30 {\n%s += %s\n}", x, x, g.expr(t, 1))
	default:
		g.line("%s = %s", x, g.expr(t, 2))
	}
}

func (g *gen) multiAssign() {
	if a, i := g.find(func(v *variable) bool { return v.typ.kind == kArray && !v.fixed }), g.find(func(v *variable) bool { return v.typ == tInt && !v.fixed }); a != nil && i != nil && g.chance(60) {
		g.quietly()
		g.mark(a)
		g.mark(i)
		g.line("%s, %s[(%s&255)%%%d] = %s, %s", i.name, a.name, i.name, a.typ.len, g.expr(tInt, 2), g.expr(a.typ.elem, 2))
		return
	}
	g.begin()
	a := g.find(func(v *variable) bool { return !v.fixed })
	b := g.find(func(v *variable) bool { return !v.fixed && v != a })
	if a == nil || b == nil {
		return
	}
	g.mark(a)
	g.mark(b)
	g.line("%s, %s = %s, %s", a.name, b.name, g.stored(a.typ, g.expr(a.typ, 2)), g.stored(b.typ, g.expr(b.typ, 2)))
}

// mark notes that a variable is assigned here.
func (g *gen) mark(v *variable) {
	if g.closures > v.closure {
		v.shared = true
	}
}

func (g *gen) commaOK() {
	g.quietly()
	v := g.find(func(v *variable) bool { return v.typ == tAny || v.typ.kind == kMap })
	if v == nil {
		g.print()
		return
	}
	a, ok := g.local("w"), g.local("ok")
	x, t := "", pick(g, g.scalars)
	if v.typ == tAny {
		x = fmt.Sprintf("%s.(%s)", v.name, t.name)
	} else {
		t = v.typ.elem
		x = fmt.Sprintf("%s[%s]", v.name, g.expr(v.typ.key, 1))
	}
	shown := a
	if !t.shown() {
		shown = fmt.Sprintf("%s == nil", a)
		if t.kind == kStruct || t.kind == kArray {
			shown = "0"
			a = "_"
		}
	}
	g.line("{\n%s, %s := %s\n%s(%q, %s, %s)\n}", a, ok, x, g.trace(), ok, shown, ok)
}

// print shows values in some way.
func (g *gen) print() {
	g.begin()
	tag := g.local("p")
	if v := g.find(func(v *variable) bool { return v.typ.shown() }); v != nil && !g.noisy && g.chance(40) {
		g.line("fmt.Printf(\"%s %s %%T\\n\", %s, %s)", tag, g.one("%v", "%+v", "%#v"), v.name, v.name)
		return
	}
	var list []string
	for range 1 + g.IntN(3) {
		t := pick(g, append(append([]*typ{tComplex}, g.scalars...), g.floats...))
		list = append(list, g.expr(t, 2))
	}
	g.line("%s(%q, %s)", g.trace(), tag, strings.Join(list, ", "))
}

// jump writes a conditional break, continue, return or panic.
func (g *gen) jump() {
	g.begin()
	cond := g.expr(tBool, 2)
	loops := g.labels
	switch n := g.IntN(10); {
	case n < 6 && len(loops) > 0:
		g.line("if %s {\n%s\n}", cond, g.leave())
	case n < 8 && g.fn != nil:
		g.line("if %s {\n%s}", cond, g.inside(func() { g.returns() }))
	case n < 9 && g.depth > 0:
		g.line("if %s {\npanic(%s)\n}", cond, g.panicValue())
	default:
		g.print()
	}
}

// leave is a break or continue.
func (g *gen) leave() string {
	l := pick(g, g.labels)
	word := "break"
	if l.loop && g.chance(50) {
		word = "continue"
	}
	if inner := g.labels[len(g.labels)-1]; inner == l && g.chance(50) {
		return word
	}
	l.used = true
	return word + " " + l.name
}

func (g *gen) panicValue() string {
	g.quietly()
	switch g.IntN(4) {
	case 0:
		return fmt.Sprintf("fmt.Sprint(%q, %s)", g.local("boom"), g.expr(pick(g, g.scalars), 1))
	case 1:
		g.imports["errors"] = true
		return fmt.Sprintf("errors.New(%q)", g.local("err"))
	case 2:
		return fmt.Sprintf("fmt.Errorf(\"wrapped %%w\", fmt.Errorf(\"%%v\", %s))", g.expr(pick(g, g.scalars), 1))
	}
	return g.value(pick(g, g.scalars), 1)
}

// deferred defers something that shows values as they are now and as they will be.
func (g *gen) deferred() {
	if g.fn == nil {
		g.print()
		return
	}
	g.begin()
	t := pick(g, g.scalars)
	now, p := g.expr(t, 2), g.local("d")
	g.quietly()
	later := g.expr(pick(g, g.scalars), 1)
	g.line("defer func(%s %s) { %s(%q, %s, %s) }(%s)", p, t.name, g.trace(), p, p, later, now)
}

// change calls a method that changes its receiver.
func (g *gen) change() {
	g.quietly()
	v := g.find(func(v *variable) bool { return !v.fixed && len(v.typ.allChange()) > 0 })
	if v == nil {
		g.assign()
		return
	}
	g.mark(v)
	m := pick(g, v.typ.allChange())
	arg := g.expr(m.param, 2)
	switch g.IntN(3) {
	case 0:
		f := g.local("m")
		g.line("{\n%s := %s.%s\n%s(%s)\n}", f, v.name, m.name, f, arg)
	case 1:
		g.line("(*%s).%s(&%s, %s)", v.typ.name, m.name, v.name, arg)
	default:
		g.line("%s.%s(%s)", v.name, m.name, arg)
	}
}

func (t *typ) allChange() []method {
	var list []method
	for ; t != nil; t = t.embeds {
		list = append(list, t.change...)
	}
	return list
}

func (g *gen) someCall() {
	if len(g.funcs) == 0 {
		g.assign()
		return
	}
	g.callStatement(pick(g, g.funcs))
}

// callStatement calls a function and shows its results.
func (g *gen) callStatement(f *function) {
	g.noisy, g.panics = true, 0
	args := g.args(f.params, 2)
	if len(f.results) == 0 || slices.ContainsFunc(f.results, func(t *typ) bool { return !t.shown() }) {
		g.line("%s(%s)", f.name, args)
		return
	}
	var names []string
	for range f.results {
		names = append(names, g.local("r"))
	}
	list := strings.Join(names, ", ")
	g.line("{\n%s := %s(%s)\n%s(%q, %s)\n}", list, f.name, args, g.trace(), f.name, list)
}
