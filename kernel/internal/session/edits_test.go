package session_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// seeds is how many notebooks TestEdits makes, of 100 cells each. A process can
// make a few dozen, then it has no room for methods.
var (
	firstSeed = flag.Uint64("seed", 0, "of the first notebook of random cells")
	seeds     = flag.Uint64("seeds", 10, "notebooks of random cells")
)

// TestEdits edits notebooks at random: declares, redeclares, breaks and mends,
// runs statements, and has the worker die, also on a cell that never ran there, or
// fail to load a cell.
// Every few cells it compares what the notebook does with what a fresh one does
// that is given the surviving declarations, and what closures say with what they
// said when they were made.
func TestEdits(t *testing.T) {
	for seed := *firstSeed; seed < *firstSeed+*seeds; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			e := newEditor(t, seed)
			e.cell(prelude)
			for i := 0; i < 100 && e.fault == ""; i++ {
				e.edit()
				switch e.IntN(50) {
				case 0, 1:
					e.cell(crash)
				case 2, 3, 4:
					e.cell(refusal + e.pick(e.history...))
				case 5, 6:
					e.cell(refusal + e.chunk())
				}
				if i%10 == 9 {
					e.compare()
				}
			}
			if e.fault != "" {
				cells := shrink(t, e.history, e.fault)
				defer t.FailNow()
				t.Errorf("%s\nin the notebook\n%s", e.fault, strings.Join(cells, "\n----\n"))
			} else if e.refused > 75 {
				t.Errorf("%d of 100 cells were refused", e.refused)
			}
		})
	}
}

// An editor makes cells for a notebook.
type editor struct {
	*rand.Rand
	t       *testing.T
	n       *notebook
	history []string
	said    map[string]string // by closures, when they were made
	refused int
	fault   string // what is wrong with the notebook, "" if nothing
}

// complain notes the first fault.
func (e *editor) complain(format string, args ...any) {
	if e.fault == "" {
		e.fault = fmt.Sprintf(format, args...)
	}
}

// shrink leaves out cells and lines of a notebook as long as it has a fault of the
// same kind.
func shrink(t *testing.T, cells []string, fault string) []string {
	kind := func(fault string) string { return digits.ReplaceAllString(strings.SplitN(fault, "\n", 2)[0], "") }
	faulty := func(cells []string) bool {
		e := newEditor(t, 0)
		for _, src := range cells {
			e.cell(src)
		}
		e.compare()
		return kind(e.fault) == kind(fault)
	}
	for range 2 {
		for i := len(cells) - 1; i >= 0; i-- {
			if less := slices.Delete(slices.Clone(cells), i, i+1); faulty(less) {
				cells = less
			}
		}
		for i := range cells {
			for j := strings.Count(cells[i], "\n"); j >= 0; j-- {
				less, lines := slices.Clone(cells), strings.Split(cells[i], "\n")
				less[i] = strings.Join(slices.Delete(lines, j, j+1), "\n")
				if faulty(less) {
					cells = less
				}
			}
		}
	}
	return cells
}

// digits are numbers of cells and keys, names are kept.
var digits = regexp.MustCompile(`\b[0-9]+\b`)

func newEditor(t *testing.T, seed uint64) *editor {
	return &editor{Rand: rand.New(rand.NewPCG(seed, 2)), t: t, n: newNotebook(t), said: make(map[string]string)}
}

func (e *editor) pick(list ...string) string { return list[e.IntN(len(list))] }

// prelude is the first cell of every notebook: one of each.
const prelude = `import s "strings"
const N0 = 2
const N1 = 3
type T0 struct { a int; b string }
type T1 struct { T0; b []T0 }
type T2 struct { a int; b *T1 }
type T3 []T2
type I0 interface { M0() string }
type G0[E any] struct { a int; e E }
type A0 = T2
func (t T0) M0() string { return fmt.Sprint("T0.M0", t.a, N0) }
func (t *T2) M1() string { return fmt.Sprint("T2.M1", t.a, f1()) }
func (t G0[E]) M0() string { return fmt.Sprint("G0.M0", t.e, f1(), x0) }
func f0() string { return "f0" }
func f1() string { return f0() + "f1" }
func f2() string { return f1() + s.ToUpper("f2") }
func f3() string { return f2() + "f3" }
func gen0[E any](e E) string { return fmt.Sprint("gen0", e, f3()) }
func gen1[E any](e E) string { return gen0(G0[E]{e: e}) }
func g0() string { return gen1(x0) }
func g1() string { return I0(T1{}).M0() + g0() }
func g2() string { return fmt.Sprint(x1, new(A0).M1()) }
x0, x1, x2 := 1, 2, 3
arr := [2]int{}
t0, t1, t2 := T0{}, T1{}, []T2{}`

// edit makes and runs one cell.
func (e *editor) edit() {
	var src string
	switch {
	case e.IntN(12) == 0 && len(e.history) > 0: // run an old cell again
		if src = e.pick(e.history...); strings.HasPrefix(src, "%") {
			src = "x0"
		}
	default:
		var chunks []string
		for range 1 + e.IntN(3) {
			chunks = append(chunks, e.chunk())
		}
		src = strings.Join(chunks, "\n")
	}
	if e.IntN(8) == 0 {
		src += "\n" + e.mistake()
	}
	e.cell(src)
}

// cell runs one cell.
func (e *editor) cell(src string) {
	if refused, ok := strings.CutPrefix(src, refusal); src == crash || ok {
		e.history = append(e.history, src)
		if ok {
			e.refuse(refused)
		} else {
			e.crash()
		}
		return
	}
	ok := e.n.accepts(src)
	var before string
	if !ok {
		e.refused++
		before = fmt.Sprint(e.n.session.Names())
	}
	got := e.n.cell(src)
	e.history = append(e.history, src)
	switch {
	case e.n.fault != "":
		e.complain("cell %d: %s\n%s", e.n.cells, e.n.fault, src)
	case strings.Contains(got, "internal error"), strings.Contains(got, "unsupported"):
		e.complain("cell %d: %s\n%s", e.n.cells, got, src)
	case !ok && fmt.Sprint(e.n.session.Names()) != before:
		e.complain("cell %d was refused but changed the session:\n%s", e.n.cells, src)
	case ok:
		e.listen(src)
	}
}

// listen notes what the closures that a cell has made say.
func (e *editor) listen(src string) {
	for i := range 3 {
		h := fmt.Sprint("h", i)
		if strings.Contains(src, h+" := ") {
			e.said[h] = e.n.cell(h + "()")
			e.history = append(e.history, h+"()")
		}
	}
}

// chunk makes a declaration or statement. Functions call only those before them in
// the order f, methods, generic ones, g: none calls itself.
func (e *editor) chunk() string {
	switch e.IntN(15) {
	case 0:
		return fmt.Sprintf("const N%d = %s", e.IntN(2), e.pick("1", "2", "3", "3", `"s"`, "N1 + 1", "len(arr)"))
	case 1:
		return e.typeDecl()
	case 2, 3:
		return e.method()
	case 4, 5:
		i := e.IntN(4)
		return fmt.Sprintf("func f%d() string { return %s }", i, e.call(fmt.Sprintf("f%d", i), e.fExpr(i)))
	case 6, 7:
		i := e.IntN(3)
		params := e.pick("", "", "", "v "+e.typ(4))
		return fmt.Sprintf("func g%d(%s) string { return %s }", i, params, e.call(fmt.Sprintf("g%d", i), e.gExpr(i)))
	case 8:
		return e.generic()
	case 9:
		return e.pick(`import s "strings"`, `import s "strings"`, `import s "unicode"`, "import _ \"embed\"")
	case 10:
		i := e.IntN(3)
		return fmt.Sprintf("h%d := func() string { return %s }", i, e.call("h", e.fExpr(4)))
	case 11:
		return fmt.Sprintf("t%d := %s", e.IntN(3), e.pick(e.typeName()+"{}", "&"+e.typeName()+"{}", "[]"+e.typeName()+"{}", "G0["+e.typeName()+"]{}"))
	case 12:
		return fmt.Sprintf("x%d := %s", e.IntN(3), e.pick("1", "2", `"x"`, "x0", "x1", "N0"))
	case 13:
		return e.pick("var x0 = 5", "var x1 int", "x0++", "x1 += 2", "x2 = x1", "arr := [2]int{}", "arr := [3]int{1}", "var i0 I0 = T0{}",
			"func init() { x0 = 7 }", "var (\n\tx0 = 3\n\tx1 = x0 + 1\n)")
	}
	return e.pick("for i := range 2 { defer fmt.Print(i) }", "if true { goto end }\nend:", "fmt.Print(f0())", "go func() { _ = f0() }()", "g0()", "x0")
}

// mistake makes a declaration or statement that is wrong, or breaks others.
func (e *editor) mistake() string {
	return e.pick("x0 := (", "undefined()", "func f0() string { return 1 }", "type T0 struct { T0 }", "y := 1 +", "return 1", "type f0 struct{}", "f1 := 1",
		"func N0() {}", "var T1 = 3", "f9()")
}

func (e *editor) typeName() string { return fmt.Sprint("T", e.IntN(4)) }

// typ is a type that mentions types of the notebook below n only.
func (e *editor) typ(n int) string {
	if n == 0 {
		return e.pick("int", "string", "[N0]int")
	}
	t := fmt.Sprint("T", e.IntN(n))
	return e.pick("int", "[N0]int", t, "[]"+t, "*"+t, "map[string]"+t, "G0["+t+"]", "func() "+t)
}

func (e *editor) typeDecl() string {
	i := e.IntN(4)
	switch e.IntN(8) {
	case 0:
		return fmt.Sprintf("type T%d []%s", i, e.typ(i))
	case 1:
		return fmt.Sprintf("type I0 interface { M%d() string }", e.IntN(2))
	case 2:
		return fmt.Sprintf("type G0[E any] struct { a %s; e E }", e.pick("int", "int", "string"))
	case 3:
		return fmt.Sprintf("type A0 = %s", e.typ(3))
	case 4:
		if i > 0 {
			return fmt.Sprintf("type T%d struct { T%d; b %s }", i, e.IntN(i), e.typ(i))
		}
	}
	return fmt.Sprintf("type T%d struct { a int; b %s }", i, e.typ(i))
}

// call makes an expression that says where it is.
func (e *editor) call(where, x string) string {
	return fmt.Sprintf("fmt.Sprint(%q, %d, %s)", where, e.IntN(10), x)
}

// fExpr is an expression without side effects that calls functions below fI.
func (e *editor) fExpr(i int) string {
	list := []string{"N0", "N1", `s.ToUpper("a")`, "len([N0]int{})", fmt.Sprintf("fmt.Sprintf(\"%%T\", *new(%s))", e.typ(4))}
	if i > 0 {
		f := fmt.Sprintf("f%d()", e.IntN(i))
		list = append(list, f, f, f, "func() string { return "+f+" }()")
	}
	return e.pick(list...)
}

func (e *editor) method() string {
	recv, x := e.pick(e.typeName(), "*"+e.typeName()), e.fExpr(4)
	if e.IntN(4) == 0 {
		recv = e.pick("G0[E]", "*G0[E]", "A0")
	}
	m := fmt.Sprint("M", e.IntN(2))
	return fmt.Sprintf("func (t %s) %s() string { return %s }", recv, m, e.call(recv+m, e.pick(x, x, x, "t.a", "x0", "len(t.b)")))
}

func (e *editor) generic() string {
	i := e.IntN(2)
	x := e.pick(e.fExpr(4), "e", "fmt.Sprintf(\"%T\", e)", "G0[E]{e: e}.M0()", "new("+e.typeName()+").M1()", "x0")
	if i > 0 {
		x = e.pick(x, "gen0(e)", "gen0(3)")
	}
	return fmt.Sprintf("func gen%d[E any](e E) string { type local struct{ E any }; return %s }", i, e.call(fmt.Sprint("gen", i), e.pick(x, "local{e}")))
}

// gExpr is an expression that may use everything but gI and what is above it.
func (e *editor) gExpr(i int) string {
	list := []string{
		e.fExpr(4), "x0", "x1", fmt.Sprintf("new(%s).M%d()", e.typeName(), e.IntN(2)), "gen0(" + e.typeName() + "{})", "gen1(x0)", "gen1(1)",
		"G0[int]{}.M0()", "G0[" + e.typeName() + "]{}.M1()", "I0(" + e.typeName() + "{}).M0()", fmt.Sprintf("any(*new(%s)).(interface{ M0() string })", e.typeName()),
		fmt.Sprintf("len(%s{}.b)", e.typeName()), "func(i I0) string { return i.M1() }(" + e.typeName() + "{})", "new(A0).M0()",
	}
	if i > 0 {
		list = append(list, fmt.Sprintf("g%d()", e.IntN(i)), fmt.Sprintf("func() string { defer func() { recover() }(); return g%d() }()", e.IntN(i)))
	}
	return e.pick(list...)
}

// compare compares the notebook with a fresh one.
func (e *editor) compare() {
	if text, err := e.n.session.Program(); err != nil {
		e.complain("after cell %d, the program is wrong: %v\n%s", e.n.cells, err, text)
	}
	var decls, values, probe []string
	for _, v := range e.n.session.Survivors() {
		decls = append(decls, v.Source)
		switch {
		case v.Kind == "var" && (v.Type == "int" || v.Type == "string"):
			x := strings.TrimSuffix(e.n.cell("fmt.Sprintf(\"%#v\", "+v.Name+")"), "\n")
			values = append(values, v.Name+" = "+x)
		case v.Kind == "var" && strings.HasPrefix(v.Name, "x"):
			e.n.cell(v.Name + " = *new(" + v.Type + ")")
		case v.Kind == "func" || v.Kind == "method":
			probe = append(probe, calls(v.Name, v.Type)...)
		}
	}
	slices.Sort(probe)
	fresh := newNotebook(e.t)
	src := e.n.session.Imports() + strings.Join(decls, "\n")
	if got := fresh.cell(src); got != "" && !strings.HasPrefix(got, "note") {
		e.complain("after cell %d, a fresh notebook given\n%s\nsays\n%s", e.n.cells, src, got)
		return
	}
	fresh.cell(strings.Join(values, "\n"))
	for _, p := range probe {
		got, want := e.n.cell(p), fresh.cell(p)
		if got != want {
			e.complain("after cell %d, %s says\n%s\nand in a fresh notebook\n%s\n%s", e.n.cells, p, got, want, src)
		}
	}
	for h, want := range e.said {
		if got := e.n.cell(h + "()"); got != want && !strings.Contains(got, "cannot call") && !strings.Contains(got, "undefined") {
			e.complain("after cell %d, %s() says\n%s\nbut said\n%s", e.n.cells, h, got, want)
		}
	}
}

// calls returns expressions that call a function or method.
func calls(name, typ string) []string {
	if recv, method, ok := strings.Cut(name, "."); ok {
		if recv == "G0" {
			return []string{"new(G0[int])." + method + "()", "new(G0[string])." + method + "()"}
		}
		return []string{"new(" + recv + ")." + method + "()"}
	}
	switch {
	case strings.HasPrefix(typ, "func[E any]"):
		return []string{name + "(1)", name + `("s")`}
	case strings.HasPrefix(typ, "func(v "):
		param := typ[len("func(v "):strings.LastIndex(typ, ")")]
		return []string{name + "(*new(" + param + "))"}
	case strings.HasPrefix(typ, "func() string"):
		return []string{name + "()"}
	}
	return nil
}
