package front

import (
	"strings"
	"testing"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/module"
	"gosched/kernel/internal/scratch"
)

// TestGo compiles cells for real: what they mean is tested elsewhere, here only
// that the parts fit together.
func TestGo(t *testing.T) {
	g := NewGo(module.NewImporter(scratch.New(t.TempDir()).Sub("module")))
	for i, src := range []string{
		"x := 1\nfunc f(n int) int { return n + x }",
		"f(2)",
		`fmt.Println("hello")`,
	} {
		u, err := g.Compile(i+1, src, nil)
		if err != nil {
			t.Fatalf("%s: %v", src, err)
		}
		if _, err := core.Decode(u.Code); err != nil {
			t.Fatalf("%s: %v", src, err)
		}
	}
	_, err := g.Compile(4, "\n  f(undefinedName)", nil)
	e, ok := err.(*Failure)
	if !ok || e.Name != "compile error" || !strings.Contains(e.Value, "cell 4, line 2, column 5") || len(e.Traceback) < 3 {
		t.Errorf("%#v", err)
	}
	if err := g.Check(5, "y := 2"); err != nil {
		t.Error(err)
	}
	var names []string
	for _, n := range g.Names() {
		names = append(names, n.Kind+" "+n.Name)
	}
	if got := strings.Join(names, ", "); got != "var x, func f, import fmt" {
		t.Errorf("names %s", got)
	}
	g.Reset()
	if len(g.Names()) != 0 {
		t.Error("names after Reset")
	}
}
