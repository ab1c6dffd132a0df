package random

import (
	"fmt"
	"strings"
)

// readable returns the variables that the statement being made may read.
func (g *gen) readable() []*variable {
	var list []*variable
	for _, v := range g.scope {
		if !g.noisy || !v.shared && v.typ.kind <= kString {
			list = append(list, v)
		}
	}
	return list
}

// find returns a readable variable that suits, nil if there is none.
func (g *gen) find(suits func(*variable) bool) *variable {
	var list []*variable
	for _, v := range g.readable() {
		if suits(v) {
			list = append(list, v)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return pick(g, list)
}

// leaf returns a variable of a basic type, or a part of one.
func (g *gen) leaf(t *typ) string {
	var sure, risky []string
	for _, v := range g.readable() {
		sure, risky = g.paths(v.name, v.typ, t, 2, sure, risky)
	}
	if len(risky) > 0 && g.may() {
		return pick(g, risky)
	}
	if len(sure) > 0 && !g.chance(10) {
		return pick(g, sure)
	}
	if t.small {
		return g.params[0]
	}
	return g.constant(t)
}

// paths adds the operands of type want that start at x of type t: those that
// cannot panic and those that may.
func (g *gen) paths(x string, t, want *typ, depth int, sure, risky []string) ([]string, []string) {
	if t.name == want.name {
		return append(sure, x), risky
	}
	if depth == 0 {
		return sure, risky
	}
	switch t.kind {
	case kStruct:
		for _, f := range t.allFields() {
			sure, risky = g.paths(x+"."+f.name, f.typ, want, depth-1, sure, risky)
		}
	case kPointer:
		s, r := g.paths(x, t.elem, want, depth, nil, nil)
		risky = append(append(risky, s...), r...)
	case kArray:
		return g.paths(fmt.Sprintf("%s[%d]", x, g.IntN(t.len)), t.elem, want, depth-1, sure, risky)
	case kSlice:
		s, r := g.paths(fmt.Sprintf("%s[%d]", x, g.IntN(3)), t.elem, want, depth-1, nil, nil)
		risky = append(append(risky, s...), r...)
		if g.chance(30) && t.elem.name == want.name {
			risky = append(risky, fmt.Sprintf("%s[%s&3]", x, g.constant(tInt)))
		}
	case kMap:
		return g.paths(fmt.Sprintf("%s[%s]", x, g.literal(t.key)), t.elem, want, depth-1, sure, risky)
	}
	return sure, risky
}

// allFields are the fields of t, promoted ones too.
func (t *typ) allFields() []field {
	var list []field
	for ; t != nil; t = t.embeds {
		list = append(list, t.fields...)
	}
	return list
}

// constant returns a package variable that nobody changes, so that it is no
// constant to the compiler.
func (g *gen) constant(t *typ) string {
	if g.frozen[t] == "" {
		g.frozen[t] = g.name("k")
		fmt.Fprintf(&g.decls, "var %s %s = %s\n\n", g.frozen[t], t.name, g.literal(t))
	}
	return g.frozen[t]
}

// literal returns a constant of a basic type.
func (g *gen) literal(t *typ) string {
	switch t.kind {
	case kBool:
		return g.one("true", "false")
	case kInt, kUint:
		if t.small {
			return fmt.Sprintf("%s(%d)", t.name, g.IntN(100))
		}
		return fmt.Sprintf("%s(%s)", t.name, g.number(t))
	case kFloat:
		return fmt.Sprintf("%s(%s)", t.name, g.one("0.5", "-1.25", "3", "1e10", "-7.75", "1.0/3", "0.1", "-0.0", "16777217", "1e-7"))
	case kComplex:
		return g.one("(1+2i)", "(0.5-1i)", "complex128(3)", "-2i")
	}
	s := g.one(`""`, `"a"`, `"héllo"`, `"日本"`, `"x\xffy"`, `"abc\n"`, `"0123456789"`, `"\u00e9\U0001F600"`, "`raw\\n`")
	if t == tString {
		return s
	}
	return t.name + "(" + s + ")"
}

// number is the text of a number that fits an integer type.
func (g *gen) number(t *typ) string {
	lowest, highest := -(int64(1) << (t.bits - 1)), uint64(1)<<(t.bits-1)-1
	if t.kind == kUint {
		lowest, highest = 0, highest*2+1
	}
	switch g.IntN(10) {
	case 0:
		return fmt.Sprint(lowest)
	case 1:
		return fmt.Sprint(highest)
	case 2:
		if t.kind == kInt {
			return "-1"
		}
		return "1"
	case 3:
		return fmt.Sprint(g.Uint64() & highest)
	case 4:
		if t.kind == kInt {
			return fmt.Sprint(-int64(g.Uint64() & highest))
		}
	case 5:
		return g.one("'a'", "0x7f", "0b101", "0o17", "1<<6", "1_00")
	}
	return fmt.Sprint(g.IntN(12))
}

func (g *gen) choose() string {
	return g.helper("choose", func(name string) string {
		return fmt.Sprintf("func %s[T any](c bool, a, b T) T {\n\tif c {\n\t\treturn a\n\t}\n\treturn b\n}\n", name)
	})
}

func (g *gen) pointerHelper() string {
	return g.helper("ptr", func(name string) string {
		return fmt.Sprintf("func %s[T any](v T) *T { return &v }\n", name)
	})
}

// truncate is the conversion of floats to integers where it is defined.
func (g *gen) truncate() string {
	return g.helper("trunc", func(name string) string {
		return fmt.Sprintf("func %s(f float64) int8 {\n\tif f > -100 && f < 100 {\n\t\treturn int8(f)\n\t}\n\treturn 0\n}\n", name)
	})
}

// stored is a value about to be kept: strings do not grow without end.
func (g *gen) stored(t *typ, x string) string {
	if t.kind != kString || !strings.Contains(x, "+") {
		return x
	}
	clip := g.helper("clip", func(name string) string {
		return fmt.Sprintf("func %s[S ~string](s S) S {\n\tif len(s) > 40 {\n\t\treturn s[:40]\n\t}\n\treturn s\n}\n", name)
	})
	return clip + "(" + x + ")"
}
