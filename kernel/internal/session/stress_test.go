package session

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestRandomEdits declares, redeclares, breaks and mends at random. What is live
// in the end must be what a fresh session makes of it.
func TestRandomEdits(t *testing.T) {
	for seed := range uint64(20) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			g := generator{rand.New(rand.NewPCG(seed, 1))}
			s := New(shared)
			accepted := 0
			for i := range 200 {
				c := Cell{i + 1, g.cell()}
				ch, err := s.Edit(c)
				if err != nil {
					if strings.Contains(err.Error(), "internal error") {
						t.Errorf("%v\n%s", err, err.(Errors)[0].stack)
					}
					continue
				}
				accepted++
				verify(t, s, ch)
				s.Commit(ch)
				if i%20 == 0 {
					sameAsFresh(t, s)
				}
				if i%70 == 69 {
					ch := s.Replay()
					verify(t, s, ch)
					s.Commit(ch)
				}
				if t.Failed() {
					t.Fatalf("after cell %d:\n%s", c.Number, c.Source)
				}
			}
			sameAsFresh(t, s)
			text, err := s.Program()
			if err != nil {
				t.Error(err)
			}
			compile(t, text)
			if accepted < 20 {
				t.Errorf("only %d of 200 cells were accepted", accepted)
			}
			if files := len(s.files); files > 2*len(s.decls) {
				t.Errorf("%d files are kept for %d declarations", files, len(s.decls))
			}
		})
	}
}

// A generator makes cells about few names, so that they often concern each other.
type generator struct{ *rand.Rand }

func (g generator) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g generator) name(kind string) string { return fmt.Sprint(kind, g.IntN(4)) }

func (g generator) cell() string {
	var lines []string
	for range 1 + g.IntN(3) {
		lines = append(lines, g.chunk())
	}
	return strings.Join(lines, "\n")
}

func (g generator) typ() string {
	return g.pick("int", "string", g.name("T"), "[]"+g.name("T"), "*"+g.name("T"), "map[string]"+g.name("T"), "G0[int]", "G0["+g.name("T")+"]")
}

func (g generator) chunk() string {
	switch g.IntN(10) {
	case 0, 1:
		return fmt.Sprintf("type %s struct { a %s; b %s }", g.name("T"), g.typ(), g.pick("int", "[N0]int", "func("+g.typ()+")"))
	case 2:
		return fmt.Sprintf("func (t %s%s) %s() %s { return %s }", g.pick("", "*"), g.name("T"), g.name("m"), g.typ(), g.value())
	case 3, 4:
		return fmt.Sprintf("func %s(p %s) (r %s) { %s; return %s }", g.name("f"), g.typ(), g.typ(), g.pick("", "_ = p", "_ = "+g.value()), g.pick("r", g.value()))
	case 5:
		return fmt.Sprintf("const N0 = %d", 1+g.IntN(3))
	case 6:
		return fmt.Sprintf("type G0[E any] struct { e E; n %s }\nfunc (g G0[E]) get() E { return g.e }", g.pick("int", "string"))
	case 7:
		return fmt.Sprintf("func gen[E any](e E) %s { _ = %s; return e }", g.pick("E", "any"), g.value())
	case 8:
		return fmt.Sprintf("var %s %s", g.name("x"), g.typ())
	}
	return fmt.Sprintf("%s := %s", g.name("x"), g.value())
}

func (g generator) value() string {
	return g.pick("1", `"a"`, g.name("x"), g.name("T")+"{}", "&"+g.name("T")+"{}", g.name("x")+".a", g.name("x")+"."+g.name("m")+"()",
		"gen("+g.name("x")+")", "G0[int]{}.get()", "N0", g.name("f")+"(1)", g.name("f")+"("+g.name("x")+")", "len("+g.name("x")+".b)")
}

// sameAsFresh compares a session with a fresh one that is given all declarations
// that survive, as one cell.
func sameAsFresh(t *testing.T, s *Session) {
	t.Helper()
	var lines []string
	want := make(map[string]string)
	for _, v := range s.Survivors() {
		want[v.Name] = v.Kind + " " + v.Type
		lines = append(lines, v.Source)
	}
	fresh := New(shared)
	src := strings.Join(lines, "\n")
	ch, err := fresh.Edit(Cell{1, src})
	if err != nil {
		t.Errorf("a fresh session does not accept what is live:\n%s\n%v", src, err)
		return
	}
	fresh.Commit(ch)
	got := make(map[string]string)
	for name, d := range fresh.decls {
		got[name] = d.kind.String() + " " + fresh.typeString(d.obj)
	}
	if !maps.Equal(got, want) {
		t.Errorf("a fresh session has\n%v\nwant\n%v", got, want)
	}
}
