package engine

import (
	"fmt"
	"go/token"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/lower"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
	"gosched/kernel/rt"
)

// A notebook takes cells from their source to their results, as front and
// worker do together.
type notebook struct {
	session *session.Session
	lowerer *lower.Lowerer
	engine  *Engine
	cells   int
}

func newNotebook(t *testing.T) *notebook {
	im := stdlib.NewImporter(token.NewFileSet())
	return &notebook{session: session.New(im), lowerer: lower.New(im), engine: newEngine(t)}
}

// load checks and loads a cell, and returns its number and program.
func (n *notebook) load(t *testing.T, source string) (int, *Program) {
	t.Helper()
	return n.loadAs(t, source, func(*core.Unit) {})
}

// loadAs is load of what adapt makes of the unit.
func (n *notebook) loadAs(t *testing.T, source string, adapt func(*core.Unit)) (int, *Program) {
	t.Helper()
	n.cells++
	fail := func(doing string, err error) {
		if err != nil {
			t.Helper()
			t.Fatalf("cell %d: %s: %v\n%s", n.cells, doing, err, source)
		}
	}
	ch, err := n.session.Edit(session.Cell{Number: n.cells, Source: source})
	fail("edit", err)
	u, err := n.lowerer.Lower(ch)
	fail("lower", err)
	n.session.Commit(ch)
	adapt(u)
	u, err = core.Decode(core.Encode(u))
	fail("decode", err)
	p, err := n.engine.Load(u)
	fail("load", err)
	return n.cells, p
}

// cell runs a cell and returns what it shows.
func (n *notebook) cell(t *testing.T, source string) []any {
	t.Helper()
	number, p := n.load(t, source)
	out := rt.NewCell(number).Do(p.Run)
	if out.Err != nil {
		t.Fatalf("cell %d: %+v\n%s", number, out.Err, source)
	}
	return out.Results
}

// TestRedeclarationReaches declares functions and methods anew and asks those
// who call them: other functions, methods, instances, method values, interfaces.
func TestRedeclarationReaches(t *testing.T) {
	n := newNotebook(t)
	n.cell(t, "type T struct{ n int }\nfunc (t T) M() int { return t.n }\nfunc (t *T) P() int { return -t.n }\ntype Mer interface{ M() int }")
	n.cell(t, "var i Mer = T{1}\nvar j Mer = &T{2}\nt := T{3}\nfunc sum(ms ...Mer) (s int) { for _, m := range ms { s += m.M() }; return }")
	n.cell(t, "func twice[X Mer](x X) int { return 2 * x.M() }\ntype E struct{ T }\ne := E{T{4}}\nold := t.M")
	ask := "[]int{i.M(), j.M(), t.M(), t.P(), sum(i, j), twice(t), twice(e), e.M(), old()}"
	for _, step := range []struct {
		cell string
		want []int
	}{
		{"1", []int{1, 2, 3, -3, 3, 6, 8, 4, 3}},
		{"func (t T) M() int { return 10 * t.n }", []int{10, 20, 30, -3, 30, 60, 80, 40, 3}},
		{"func (t *T) P() int { return 100 }\nfunc (t T) M() int { return t.n + 7 }", []int{8, 9, 10, 100, 17, 20, 22, 11, 3}},
		{"type T struct{ n int }\nfunc (t T) M() int { return 20 * t.n }", []int{20, 40, 60, 100, 60, 120, 160, 80, 3}},
		{"func sum(ms ...Mer) int { return len(ms) }", []int{20, 40, 60, 100, 2, 120, 160, 80, 3}},
		{"func (t T) M() int { return t.n }\nfunc (t T) String() string { return \"T\" }", []int{1, 2, 3, 100, 2, 6, 8, 4, 3}},
	} {
		n.cell(t, step.cell)
		got := n.cell(t, ask)[0]
		if fmt.Sprint(got) != fmt.Sprint(step.want) {
			t.Errorf("after %q: %v, want %v", step.cell, got, step.want)
		}
	}
	for _, ask := range []string{"fmt.Sprint(t, i, j)", "var b bytes.Buffer\nfmt.Fprint(&b, t, i, j)\nb.String()"} {
		if got := n.cell(t, ask)[0]; got != "T T T" {
			t.Errorf("with a String method, %s gives %v", ask, got)
		}
	}
	if got := n.cell(t, "i")[0]; fmt.Sprint(got) != "T" {
		t.Errorf("with a String method, i shows as %v", got)
	}
}

// TestMemoryOfSession runs one cell again and again: what front and worker keep
// of it together must not grow with the count.
func TestMemoryOfSession(t *testing.T) {
	const setup = "func f(n int) int { return n }\nfunc g(n int) int { return f(n) }\ntype U struct{ n int }\nfunc (u U) M() int { return f(u.n) }\nvar u any = U{}"
	for _, source := range []string{
		"x := 1\nfor i := range 10 {\n\tx += i\n}\nh := func() int { return x }\nfmt.Sprint(h())",
		"x := %d\nx",
		"func f(n int) int { return n + %d }\ng(1)",
		"type T struct{ n int }\nT{%d}",
		"type T struct{ n int }\nfunc (t T) M() int { return %d }\nfunc (t *T) N() {}\nT{}.M()",
		"func (u U) M() int { return %d }\nu.(interface{ M() int }).M()",
		"type T%d struct{ n int }\n1",
		"s := []int{%d}\nslices.Max(s)",
		"func m[X any](x X) X { return x }\nm(%d)",
		"done := make(chan int)\ngo func() { done <- %d }()\n<-done",
		"func() (r int) { defer func() { r++ }(); return %d }()",
		"import \"strings\"\nconst c = %d\nstrings.Repeat(\"a\", c%%3)",
	} {
		t.Run(source, func(t *testing.T) {
			n := newNotebook(t)
			n.cell(t, setup)
			cells := func(count int) int {
				for i := range count {
					s := source
					if strings.Contains(s, "%") {
						s = fmt.Sprintf(s, i)
					}
					n.cell(t, s)
				}
				var m runtime.MemStats
				runtime.GC()
				runtime.GC()
				runtime.ReadMemStats(&m)
				return int(m.HeapAlloc)
			}
			before := cells(200)
			after := cells(500)
			if each := (after - before) / 500; each > 3000 {
				t.Errorf("a cell leaves %d bytes behind", each)
			} else {
				t.Logf("a cell leaves %d bytes behind", each)
			}
			runtime.KeepAlive(n)
		})
	}
}

// TestUnload takes a cell back that changes what was there: before it runs, while it
// initialises what stands for a package, which has methods, and too late.
func TestUnload(t *testing.T) {
	n := newNotebook(t)
	n.cell(t, "type T struct{}\nfunc (T) M() int { return 1 }\ntype Mer interface{ M() int }\nfunc f() int { return 1 }")
	n.cell(t, "var i Mer = T{}\nstop := true")
	for _, test := range []struct {
		what string
		runs bool
		gone bool
		want []int
	}{
		{"before it runs", false, true, []int{1, 1}},
		{"while it initialises", true, true, []int{1, 1}},
		{"when it has begun", true, false, []int{2, 2}},
	} {
		if !test.gone {
			n.cell(t, "stop = false")
		}
		cell, p := n.loadAs(t, `type N int
func (N) M() int { if stop { panic("initialising") }; return 0 }
func (T) M() int { return 2 }
func f() int { return 2 }
var v = Mer(N(0)).M()`, func(u *core.Unit) { u.Packages = len(u.Inits) })
		if test.runs {
			out := rt.NewCell(cell).Do(p.Run)
			if failed := out.Err != nil && strings.Contains(out.Err.Msg, "initialising"); failed != test.gone {
				t.Errorf("%s: it ended with %+v", test.what, out.Err)
			}
		}
		if p.Unload() != test.gone || p.Unload() {
			t.Errorf("%s: Unload says otherwise", test.what)
		}
		if test.gone {
			n.session.Rollback()
			n.lowerer.Rollback()
		}
		if got := n.cell(t, "[]int{i.M(), f()}")[0]; !slices.Equal(got.([]int), test.want) {
			t.Errorf("%s: got %v, want %v", test.what, got, test.want)
		}
	}
}
