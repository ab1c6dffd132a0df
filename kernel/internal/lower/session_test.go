package lower

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
)

// A notebook lowers cells as the front does.
type notebook struct {
	t        *testing.T
	session  *session.Session
	lowerer  *Lowerer
	verifier *core.Verifier
	cells    int
}

func newNotebook(t *testing.T) *notebook {
	imp := stdlib.NewImporter(token.NewFileSet())
	return &notebook{t: t, session: session.New(imp), lowerer: New(imp), verifier: core.NewVerifier()}
}

// cell lowers one more cell.
func (n *notebook) cell(source string) *core.Unit {
	n.t.Helper()
	n.cells++
	ch, err := n.session.Edit(session.Cell{Number: n.cells, Source: source})
	if err != nil {
		n.t.Fatal(err)
	}
	u, err := n.lowerer.Lower(ch)
	if err != nil {
		n.t.Fatal(err)
	}
	n.session.Commit(ch)
	if err := n.verifier.Verify(u); err != nil {
		n.t.Fatal(err)
	}
	return u
}

func (n *notebook) named(u *core.Unit, name string) *core.Func {
	n.t.Helper()
	for _, f := range u.Funcs {
		if f.Name == name {
			return f
		}
	}
	n.t.Fatalf("cell %d has no function %s", u.Cell, name)
	return nil
}

func TestRedefinedFunctionReachesItsCallers(t *testing.T) {
	n := newNotebook(t)
	n.cell("func g() int { return 1 }\nfunc f() int { return func() int { return g() }() }\ntype T struct{}\nfunc (T) M() int { return f() }\nvar x any = T{}\nfunc id[X any](x X) X { g(); return x }\nfunc useID() int { return id(1) }")
	u := n.cell("func g() int { return 2 }")
	called := map[core.FuncID]bool{}
	for _, f := range u.Funcs {
		eachFunc(f.Body, func(n *core.Node) { called[core.FuncID(n.Int)] = true })
	}
	for _, name := range []string{"main.g", "main.f", "main.f.func1"} {
		if f := n.named(u, name); !called[f.ID] {
			t.Errorf("nothing calls the new %s", name)
		}
	}
	m := n.named(u, "main.T.M")
	var linked bool
	for _, d := range u.Types {
		linked = linked || d.Name == "T" && d.Methods[0].Func == m.ID
	}
	if !linked {
		t.Error("T is not linked with the new M")
	}
	n.named(u, "main.id[...]")
	old := []core.FuncID{n.named(u, "main.g").ID, n.named(u, "main.f").ID, n.named(u, "main.f.func1").ID, m.ID}
	dropped := len(u.Drop)
	u = n.cell("func g() string { return \"\" }")
	if dropped < 4 || slices.ContainsFunc(u.Drop, func(id core.FuncID) bool { return slices.Contains(old, id) }) {
		t.Errorf("dropped %d, then %v although f is frozen and calls the old g", dropped, u.Drop)
	}
}

// TestFailureChangesNothing lowers a change that ends in a statement that does
// not exist.
func TestFailureChangesNothing(t *testing.T) {
	n := newNotebook(t)
	n.cell("type P struct{ x int }\nvar p P")
	before := *n.lowerer
	n.cells++
	ch, err := n.session.Edit(session.Cell{Number: n.cells, Source: "type Q struct{ x int }\nfunc q() []Q { return nil }\nw := q()"})
	if err != nil {
		t.Fatal(err)
	}
	last := ch.Run.Body.List[0].Pos()
	ch.Run.Body.List = append(ch.Run.Body.List, &ast.BadStmt{From: last, To: last})
	if _, err = n.lowerer.Lower(ch); err == nil {
		t.Fatal("a bad statement is lowered")
	}
	if u, ok := err.(*Unsupported); !ok || u.Cell != 2 || u.Line != 3 {
		t.Errorf("error %#v", err)
	}
	if n.lowerer.types.next != before.types.next || n.lowerer.funcs.next != before.funcs.next || n.lowerer.globals.next != before.globals.next {
		t.Error("numbers were used up")
	}
	n.cells--
	u := n.cell("p.x = 4\np.x")
	if len(u.Types) > 1 {
		t.Errorf("%d types described again", len(u.Types))
	}
}

// TestEndlessInterface refuses an interface that has no finite description.
func TestEndlessInterface(t *testing.T) {
	n := newNotebook(t)
	ch, err := n.session.Edit(session.Cell{Number: 1, Source: "type I interface {\n\tF() interface{ I }\n}\nvar v I"})
	if err != nil {
		t.Fatal(err)
	}
	var u *Unsupported
	if _, err := n.lowerer.Lower(ch); !errors.As(err, &u) {
		t.Errorf("error %v", err)
	}
}

func TestTypesKeepTheirNumbers(t *testing.T) {
	n := newNotebook(t)
	u := n.cell("type T struct{ a int; next *T }\nvar t T")
	id := u.Globals[0].Type
	u = n.cell("func (t *T) Len() int { return 1 }\nu := t")
	for _, d := range u.Types {
		if d.Name == "T" && d.Prev != id {
			t.Errorf("T with a method replaces %d, want %d", d.Prev, id)
		}
	}
	first := u.Globals[0].Type
	u = n.cell("v := u")
	if len(u.Globals) == 0 || u.Globals[0].Type != first {
		t.Errorf("v has another type than u: %+v", u.Globals)
	}
}

func TestResult(t *testing.T) {
	n := newNotebook(t)
	for source, want := range map[string]string{
		"1 << 3":                       "(result @1:1 (toiface:19 @1:1 (const:2 @1:1 #8)))",
		"\"a\"":                        `(const:17 @1:1 #0 "a")`,
		"x := 3\nx":                    "(result @2:1 (toiface:19 @2:1 (deref:2",
		"import \"os\"\nos.Open(\"\")": "(result @2:1 (toiface:19",
	} {
		u := n.cell(source)
		text := core.Format(n.named(u, "cell "+fmt.Sprint(n.cells)).Body)
		if !strings.Contains(text, want) {
			t.Errorf("%s: %s", source, text)
		}
	}
}
