// Package random makes random Go programs whose output the language defines.
//
// A program is made from the types down: an expression of a wanted type is
// chosen among all that the variables in scope allow. What Go leaves open must
// not show, or two correct implementations would differ:
//
//   - A statement is either noisy or quiet. The expressions of a noisy one call
//     functions that print and change variables, read no variable that those
//     could change, and cannot panic by themselves: only the order of calls
//     matters, and that is defined. A quiet one reads anything and has at most
//     one operation that may panic.
//   - Goroutines share only channels, locks and elements of their own.
//   - Nothing depends on the order of maps, on how append grows, on addresses,
//     or on conversions of numbers that do not fit.
//
// Programs end: loops have small bounds, functions call only earlier ones, and
// a supply of calls is used up.
package random

import (
	"fmt"
	"go/format"
	"math/rand/v2"
	"strings"
)

// Imports are the packages that programs may import.
var Imports = []string{"cmp", "errors", "fmt", "iter", "maps", "slices", "sort", "strings", "sync"}

// Program returns the text of program number n of a seed: a whole package main.
// All names it declares, except main, end in _n.
func Program(seed uint64, n int) string {
	g := &gen{Rand: rand.New(rand.NewPCG(seed, uint64(n))), n: n, imports: map[string]bool{"fmt": true}, helpers: map[string]string{}}
	g.basics()
	g.types()
	g.functions()
	g.mainFunc()
	return g.text()
}

// gen is the state of making one program.
type gen struct {
	*rand.Rand
	n       int // number of the program
	last    int // of the numbers in names
	imports map[string]bool
	helpers map[string]string // declarations made when first asked for, by name
	order   []string          // of helpers
	decls   strings.Builder
	lines   []string // of the function being made

	scope   []*variable
	frozen  map[*typ]string // package variables that nobody changes
	ints    []*typ          // integer types, named ones too
	floats  []*typ
	scalars []*typ // what can be a map key and is easily shown
	named   []*typ // with methods
	structs []*typ
	ifaces  []*typ
	funcs   []*function

	noisy    bool // the statement being made may call what prints
	panics   int  // operations that may panic the statement may still have
	depth    int  // of nested statements
	fn       *function
	labels   []*label // of enclosing loops and switches within the function literal, innermost last
	closures int      // enclosing function literals that may run later
	params   []string // for values of type parameters
}

// A function is one of the program's own.
type function struct {
	name    string
	params  []*typ
	results []*typ
}

// name returns a new name at package level.
func (g *gen) name(base string) string {
	g.last++
	return fmt.Sprintf("%s%d_%d", base, g.last, g.n)
}

// local returns a new local name.
func (g *gen) local(base string) string {
	g.last++
	return fmt.Sprintf("%s%d", base, g.last)
}

// chance is true in p of 100 cases.
func (g *gen) chance(p int) bool { return g.IntN(100) < p }

func pick[T any](g *gen, list []T) T { return list[g.IntN(len(list))] }

func (g *gen) one(list ...string) string { return pick(g, list) }

// helper returns the name of a declaration that text gives for the name.
func (g *gen) helper(base string, text func(name string) string) string {
	name := fmt.Sprintf("%s_%d", base, g.n)
	if _, ok := g.helpers[base]; !ok {
		g.helpers[base] = text(name)
		g.order = append(g.order, base)
	}
	return name
}

// line adds lines to the function being made.
func (g *gen) line(text string, args ...any) {
	if len(args) > 0 {
		text = fmt.Sprintf(text, args...)
	}
	g.lines = append(g.lines, text)
}

// inside returns the lines that f adds.
func (g *gen) inside(f func()) string {
	outer, mark := g.lines, len(g.scope)
	g.lines = nil
	f()
	text := strings.Join(g.lines, "\n") + "\n"
	g.lines, g.scope = outer, g.scope[:mark]
	return text
}

// declf adds a declaration.
func (g *gen) declf(text string, args ...any) {
	fmt.Fprintf(&g.decls, text+"\n", args...)
}

// text puts the program together.
func (g *gen) text() string {
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n")
	for _, path := range Imports {
		if g.imports[path] {
			fmt.Fprintf(&b, "\t%q\n", path)
		}
	}
	b.WriteString(")\n\n")
	for _, base := range g.order {
		b.WriteString(g.helpers[base])
		b.WriteByte('\n')
	}
	b.WriteString(g.decls.String())
	text, err := format.Source([]byte(b.String()))
	if err != nil {
		return b.String() // whoever compiles it will complain
	}
	return string(text)
}

// trace is the call that shows values.
func (g *gen) trace() string {
	return g.helper("trace", func(name string) string {
		return fmt.Sprintf(`var lines%[1]s int

func %[1]s(args ...any) {
	if lines%[1]s++; lines%[1]s < 150 {
		fmt.Println(args...)
	}
}
`, name)
	})
}

// fuel is the function that says whether a function may go on.
func (g *gen) fuel() string {
	return g.helper("fuel", func(name string) string {
		return fmt.Sprintf("var left%[1]s = 120\n\nfunc %[1]s() bool { left%[1]s--; return left%[1]s >= 0 }\n", name)
	})
}

// functions declares the functions of the program.
func (g *gen) functions() {
	for range g.IntN(3)/2 + g.IntN(2) {
		g.function()
	}
}

// function declares a function. It recovers in most cases, and has named results then.
func (g *gen) function() {
	f := &function{name: g.name("f")}
	for range g.IntN(4) {
		f.params = append(f.params, g.anyType(1))
	}
	for range g.IntN(3) {
		f.results = append(f.results, g.anyType(1))
	}
	named := g.chance(60)
	var params, results []string
	body := g.inside(func() {
		for _, t := range f.params {
			params = append(params, g.declare(t).name+" "+t.name)
		}
		for _, t := range f.results {
			if named {
				results = append(results, g.declare(t).name+" "+t.name)
			} else {
				results = append(results, t.name)
			}
		}
		g.functionBody(f, named)
	})
	g.declf("func %s(%s) (%s) {\n%s}\n", f.name, strings.Join(params, ", "), strings.Join(results, ", "), body)
	g.funcs = append(g.funcs, f)
}

func (g *gen) functionBody(f *function, named bool) {
	g.fn, g.labels = f, nil
	var zeros []string
	for _, t := range f.results {
		zeros = append(zeros, t.zero())
	}
	g.line("if !%s() {\nreturn %s\n}", g.fuel(), strings.Join(zeros, ", "))
	if g.chance(70) {
		g.recovers(f.name)
	}
	g.statements(1 + g.IntN(2))
	if named && g.chance(40) || len(f.results) == 0 {
		g.line("return")
	} else {
		g.returns()
	}
	g.fn = nil
}

// recovers writes a deferred function that recovers.
func (g *gen) recovers(what string) {
	g.line("defer func() {\nif r := recover(); r != nil {\n%s(%q, \"recovered:\", r)\n}\n}()", g.trace(), what)
}

// returns writes a return statement of the function being made.
func (g *gen) returns() {
	g.begin()
	var values []string
	for _, t := range g.fn.results {
		if t.kind == kArray || t.kind == kStruct {
			// The compiler makes them where the caller will look for them, so
			// what is done of them would show after a panic.
			g.panics = 0
		}
	}
	for _, t := range g.fn.results {
		values = append(values, g.expr(t, 2))
	}
	g.line("return %s", strings.Join(values, ", "))
}

// mainFunc writes main. Most of its statements recover.
func (g *gen) mainFunc() {
	g.fn, g.labels = &function{name: "main"}, nil
	body := g.inside(func() {
		for range 1 + g.IntN(3) {
			g.newVariable()
		}
		for range 1 + g.IntN(2) {
			if g.chance(60) {
				g.try()
			} else {
				g.statement()
			}
		}
		for _, f := range g.funcs {
			g.callStatement(f)
		}
		for _, v := range g.scope {
			if v.typ.shown() {
				g.line("fmt.Println(%q, %s)", v.name, v.name)
			}
		}
	})
	g.declf("func main() {\ndefer func() {\nif r := recover(); r != nil {\nfmt.Println(\"main:\", r)\n}\n}()\n%s}\n", body)
}
