package random

import (
	"fmt"
	"strings"
)

// begin decides what the expressions of a statement may do.
func (g *gen) begin() {
	g.noisy = g.chance(30)
	g.panics = 0
	if !g.noisy {
		g.panics = 1
	}
}

// quietly decides that the expressions of a statement may neither print nor panic.
func (g *gen) quietly() { g.noisy, g.panics = false, 0 }

// may allows one operation that may panic.
func (g *gen) may() bool {
	if g.panics == 0 || g.chance(50) {
		return false
	}
	g.panics--
	return true
}

// expr returns an expression of type t, which may be a constant.
func (g *gen) expr(t *typ, depth int) string {
	if depth > 0 && g.noisy && g.chance(25) {
		return g.call(t, depth)
	}
	switch t.kind {
	case kSlice, kArray, kMap, kStruct, kPointer, kAny, kIface, kFunc:
		return g.composite(t, depth)
	}
	if g.chance(15) {
		return g.literal(t)
	}
	return g.value(t, depth)
}

// value returns an expression of a basic type that is not a constant.
func (g *gen) value(t *typ, depth int) string {
	if depth <= 0 || g.chance(15) {
		return g.leaf(t)
	}
	if !t.small && g.chance(12) {
		if x := g.roundabout(t, depth-1); x != "" {
			return x
		}
	}
	switch t.kind {
	case kBool:
		return g.boolean(t, depth-1)
	case kInt, kUint:
		return g.integer(t, depth-1)
	case kFloat:
		return g.float(t, depth-1)
	case kComplex:
		return fmt.Sprintf("(%s %s %s)", g.value(t, depth-1), g.one("+", "-", "*"), g.expr(t, depth-1))
	}
	return g.str(t, depth-1)
}

// roundabout is an expression of any basic type by way of something else; "" if
// there is no way.
func (g *gen) roundabout(t *typ, depth int) string {
	switch g.IntN(7) {
	case 0:
		v := g.local("a")
		p := pick(g, g.scalars)
		arg := g.expr(p, depth)
		mark := len(g.scope)
		g.scope = append(g.scope, &variable{name: v, typ: p})
		body := g.value(t, depth)
		g.scope = g.scope[:mark]
		return fmt.Sprintf("func(%s %s) %s { return %s }(%s)", v, p.name, t.name, body, arg)
	case 1:
		return fmt.Sprintf("%s%s(%s, %s, %s)", g.choose(), t.instance(), g.value(tBool, depth), g.value(t, depth), g.expr(t, depth))
	case 2:
		if v := g.find(func(v *variable) bool { return v.typ == tAny }); v != nil && !g.noisy && g.may() {
			return fmt.Sprintf("%s.(%s)", v.name, t.name)
		}
	case 3:
		return g.methodCall(t, depth)
	case 4:
		if t.kind != kComplex && t.kind != kBool {
			return fmt.Sprintf("%s(%s, %s)", g.one("min", "max"), g.value(t, depth), g.expr(t, depth))
		}
	case 5:
		return fmt.Sprintf("(*%s%s(%s))", g.pointerHelper(), t.instance(), g.value(t, depth))
	case 6:
		return fmt.Sprintf("[...]%s{%s, %s}[%s&1]", t.name, g.value(t, depth), g.expr(t, depth), g.value(tUint8, 0))
	}
	return ""
}

// methodCall calls a pure method with a result of type t; "" if there is none.
func (g *gen) methodCall(t *typ, depth int) string {
	for _, v := range g.readable() {
		for _, m := range v.typ.allPure() {
			if m.result.name == t.name && !(v.typ.kind == kIface && !g.may()) {
				arg := g.expr(m.param, depth)
				switch {
				case v.typ.kind != kIface && g.chance(20):
					return fmt.Sprintf("%s.%s(%s, %s)", v.typ.name, m.name, v.name, arg)
				case v.typ.kind != kIface && g.chance(20):
					return fmt.Sprintf("(%s.%s)(%s)", v.name, m.name, arg)
				}
				return fmt.Sprintf("%s.%s(%s)", v.name, m.name, arg)
			}
		}
	}
	return ""
}

// instance is the type argument for t of a generic function if its arguments do
// not say: a comparison is no more of one type than of another.
func (t *typ) instance() string {
	if t.kind == kBool && t != tBool {
		return "[" + t.name + "]"
	}
	return ""
}

// allPure are the pure methods of t, promoted ones too.
func (t *typ) allPure() []method {
	var list []method
	for ; t != nil; t = t.embeds {
		list = append(list, t.pure...)
	}
	return list
}

// call is a call that prints.
func (g *gen) call(t *typ, depth int) string {
	for _, f := range g.funcs {
		if len(f.results) == 1 && f.results[0].name == t.name && g.chance(60) {
			return fmt.Sprintf("%s(%s)", f.name, g.args(f.params, depth-1))
		}
	}
	note := g.helper("note", func(name string) string {
		return fmt.Sprintf("func %s[T any](what string, v T) T {\n\t%s(what)\n\treturn v\n}\n", name, g.trace())
	})
	arg := g.expr(t, depth-1)
	if g.chance(50) && !strings.HasPrefix(arg, "nil") && t.kind != kComplex {
		return fmt.Sprintf("%s%s(%q, %s)", note, t.instance(), g.local("n"), arg)
	}
	return fmt.Sprintf("%s[%s](%q, %s)", note, t.name, g.local("n"), arg)
}

func (g *gen) args(params []*typ, depth int) string {
	var list []string
	for _, p := range params {
		list = append(list, g.expr(p, depth))
	}
	return strings.Join(list, ", ")
}

func (g *gen) boolean(b *typ, depth int) string {
	switch g.IntN(8) {
	case 0, 1:
		return fmt.Sprintf("(%s %s %s)", g.value(b, depth), g.one("&&", "||"), g.expr(b, depth))
	case 2:
		return "!" + g.value(b, depth)
	case 3:
		if v := g.find(func(v *variable) bool { return v.typ == tAny }); v != nil && !g.noisy && g.may() {
			return fmt.Sprintf("(%s == any(%s))", v.name, g.expr(pick(g, g.scalars), depth))
		}
	case 4:
		if v := g.find(func(v *variable) bool { return v.typ.kind == kStruct && v.typ.comparable() }); v != nil && !g.noisy {
			return fmt.Sprintf("(%s %s %s)", v.name, g.one("==", "!="), g.composite(v.typ, depth))
		}
	case 5:
		t := pick(g, g.floats)
		return fmt.Sprintf("(%s %s %s)", g.value(t, depth), g.one("<", "<=", ">", ">=", "==", "!="), g.expr(t, depth))
	}
	t := pick(g, g.scalars)
	if t.kind == kBool {
		return fmt.Sprintf("(%s %s %s)", g.value(t, depth), g.one("==", "!="), g.expr(t, depth))
	}
	return fmt.Sprintf("(%s %s %s)", g.value(t, depth), g.one("<", "<=", ">", ">=", "==", "!="), g.expr(t, depth))
}

func (g *gen) integer(t *typ, depth int) string {
	n := g.IntN(20)
	if t.small && n >= 13 {
		n = g.IntN(13)
	}
	switch {
	case n < 8:
		return fmt.Sprintf("(%s %s %s)", g.value(t, depth), g.one("+", "-", "*", "&", "|", "^", "&^"), g.expr(t, depth))
	case n < 9:
		return fmt.Sprintf("(%s %s %s)", g.literal(t), g.one("+", "-", "*", "&", "|", "^", "&^"), g.value(t, depth))
	case n < 10:
		return g.division(t, depth)
	case n < 12:
		return g.shift(t, depth)
	case n < 13:
		return fmt.Sprintf("%s(%s)", g.one("-", "^", "+"), g.value(t, depth))
	case n < 17:
		return fmt.Sprintf("%s(%s)", t.name, g.value(pick(g, g.ints), depth))
	case n < 18:
		return fmt.Sprintf("%s(%s(float64(%s)))", t.name, g.truncate(), g.value(pick(g, g.floats), depth))
	case n < 19:
		if v := g.find(func(v *variable) bool { return v.typ.kind == kSlice || v.typ.kind == kString || v.typ.kind == kMap }); v != nil {
			return fmt.Sprintf("%s(len(%s))", t.name, v.name)
		}
	}
	if g.may() {
		return fmt.Sprintf("%s(%s[%s&7])", t.name, g.value(tString, depth), g.value(tInt, 0))
	}
	return g.leaf(t)
}

func (g *gen) division(t *typ, depth int) string {
	op := g.one("/", "%")
	if g.may() {
		return fmt.Sprintf("(%s %s %s)", g.expr(t, depth), op, g.value(t, depth))
	}
	return fmt.Sprintf("(%s %s (%s|1))", g.expr(t, depth), op, g.value(t, depth))
}

func (g *gen) shift(t *typ, depth int) string {
	op := g.one("<<", ">>")
	if g.chance(40) {
		return fmt.Sprintf("(%s %s %d)", g.value(t, depth), op, g.IntN(70))
	}
	if g.may() {
		return fmt.Sprintf("(%s %s %s)", g.value(t, depth), op, g.value(pick(g, []*typ{tInt, tInt8, tInt64}), depth))
	}
	count := pick(g, []*typ{tUint, tUint8, tUint16, tUint64})
	if g.chance(50) {
		return fmt.Sprintf("(%s %s (%s&15))", g.value(t, depth), op, g.value(count, depth))
	}
	return fmt.Sprintf("(%s %s %s)", g.value(t, depth), op, g.value(count, depth))
}

func (g *gen) float(t *typ, depth int) string {
	switch g.IntN(7) {
	case 0:
		return fmt.Sprintf("%s(%s)", t.name, g.value(pick(g, g.ints), depth))
	case 1:
		return fmt.Sprintf("%s(%s)", t.name, g.value(pick(g, g.floats), depth))
	case 2:
		return fmt.Sprintf("-(%s)", g.value(t, depth))
	case 3:
		return fmt.Sprintf("%s(%s(%s))", t.name, g.one("real", "imag"), g.value(tComplex, depth))
	}
	return fmt.Sprintf("(%s %s %s)", g.value(t, depth), g.one("+", "-", "*", "/"), g.value(t, depth))
}

func (g *gen) str(t *typ, depth int) string {
	switch g.IntN(9) {
	case 0, 1:
		return fmt.Sprintf("(%s + %s)", g.value(t, depth), g.expr(t, depth))
	case 2:
		return fmt.Sprintf("%s(rune(%s))", t.name, g.value(pick(g, g.ints), depth))
	case 3:
		return fmt.Sprintf("%s(fmt.Sprint(%s))", t.name, g.expr(pick(g, g.scalars), depth))
	case 4:
		return fmt.Sprintf("%s([]byte{%s, %s})", t.name, g.value(tUint8, depth), g.expr(tUint8, depth))
	case 5:
		if g.may() {
			return fmt.Sprintf("%s[%s&3:]", g.value(t, depth), g.value(tInt, 0))
		}
	case 6:
		if g.may() {
			return fmt.Sprintf("%s[%s&3:%s&7]", g.value(t, depth), g.value(tInt, 0), g.value(tInt, 0))
		}
	case 7:
		return fmt.Sprintf("%s([]rune(%s))", t.name, g.value(t, depth))
	}
	return g.leaf(t)
}

// composite returns an expression of a type that has no constants.
func (g *gen) composite(t *typ, depth int) string {
	if v := g.find(func(v *variable) bool { return v.typ.name == t.name }); v != nil && !g.noisy && g.chance(50) {
		return v.name
	}
	switch t.kind {
	case kSlice:
		return g.slice(t, depth)
	case kArray:
		if g.chance(30) && t.len > 1 {
			return fmt.Sprintf("%s{%d: %s}", t.name, g.IntN(t.len), g.expr(t.elem, depth-1))
		}
		return t.name + "{" + g.list(t.elem, g.IntN(t.len+1), depth-1) + "}"
	case kMap:
		if g.chance(30) {
			return "make(" + t.name + ")"
		}
		return fmt.Sprintf("%s{%s: %s}", t.name, g.expr(t.key, depth-1), g.expr(t.elem, depth-1))
	case kStruct:
		return g.structLiteral(t, depth)
	case kPointer:
		if g.chance(15) {
			return "(" + t.name + ")(nil)"
		}
		if g.chance(10) {
			return "new(" + t.elem.name + ")"
		}
		return "&" + g.structLiteral(t.elem, depth)
	case kAny:
		if g.chance(8) {
			return "any(nil)"
		}
		return "any(" + g.expr(pick(g, append(append([]*typ{tString, tComplex}, g.scalars...), g.floats...)), depth-1) + ")"
	case kIface:
		return g.implementer(t, depth)
	}
	return "nil"
}

func (g *gen) slice(t *typ, depth int) string {
	switch g.IntN(7) {
	case 0:
		return fmt.Sprintf("make(%s, %d)", t.name, g.IntN(4))
	case 1:
		return fmt.Sprintf("append(%s, %s)", g.slice(t, depth-1), g.expr(t.elem, depth-1))
	case 2:
		if g.may() {
			return fmt.Sprintf("%s[%s&3:]", g.slice(t, depth-1), g.value(tInt, 0))
		}
	case 3:
		if t.elem.integer() && !g.noisy {
			g.helper("gomap", func(name string) string {
				return fmt.Sprintf("func %s[T, U any](list []T, f func(T) U) (out []U) {\n\tfor _, v := range list {\n\t\tout = append(out, f(v))\n\t}\n\treturn out\n}\n", name)
			})
			from, v := pick(g, g.scalars), g.local("e")
			mark := len(g.scope)
			arg := g.slice(sliceOf(from), depth-1)
			g.scope = append(g.scope, &variable{name: v, typ: from})
			body := g.value(t.elem, depth-1)
			g.scope = g.scope[:mark]
			return fmt.Sprintf("gomap_%d(%s, func(%s %s) %s { return %s })", g.n, arg, v, from.name, t.elem.name, body)
		}
	}
	return t.name + "{" + g.list(t.elem, g.IntN(4), depth-1) + "}"
}

func (g *gen) list(t *typ, n, depth int) string {
	var list []string
	for range n {
		list = append(list, g.expr(t, depth))
	}
	return strings.Join(list, ", ")
}

func (g *gen) structLiteral(t *typ, depth int) string {
	var list []string
	if t.embeds != nil && g.chance(60) {
		list = append(list, fmt.Sprintf("%s: %s", t.embeds.name, g.structLiteral(t.embeds, depth-1)))
	}
	for _, f := range t.fields {
		if g.chance(75) {
			list = append(list, fmt.Sprintf("%s: %s", f.name, g.expr(f.typ, depth-1)))
		}
	}
	return t.name + "{" + strings.Join(list, ", ") + "}"
}

// implementer is a value in an interface.
func (g *gen) implementer(t *typ, depth int) string {
	var list []*typ
	for _, n := range append(append([]*typ(nil), g.named...), g.structs...) {
		if n.implements(t) {
			list = append(list, n)
		}
	}
	if len(list) == 0 || g.chance(10) {
		return t.name + "(nil)"
	}
	n := pick(g, list)
	if n.kind == kStruct && g.chance(40) {
		return t.name + "(&" + g.structLiteral(n, depth-1) + ")"
	}
	return t.name + "(" + g.typed(n, g.expr(n, depth-1)) + ")"
}
