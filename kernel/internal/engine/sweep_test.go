package engine

import (
	"os"
	"path/filepath"
	"testing"
)

// TestLiveness holds that the roles of all nodes are known: that of a new generator
// would keep its functions from being swept.
func TestLiveness(t *testing.T) {
	if !intrinsics {
		return
	}
	files, err := filepath.Glob("testdata/speed/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n := newNotebook(t)
		n.cell(t, string(text))
		for _, fn := range n.engine.funcs {
			if fn.first != nil && fn.liveness().live == nil {
				t.Errorf("%s: nothing is known of %s", file, fn.name)
			}
		}
	}
}

// TestSweepAlways has everything that is dead forgotten before each call: nothing else
// may be.
func TestSweepAlways(t *testing.T) {
	if !intrinsics {
		return
	}
	host.forget() // cells of notebooks have numbers of their own
	t.Cleanup(host.forget)
	always := func(do func()) {
		defer func(old bool) { eager = old }(eager)
		eager = true
		do()
	}
	always(func() {
		t.Run("cases", TestCases)
		t.Run("plants", TestPlants)
	})
	for _, p := range speeds {
		text, err := os.ReadFile("testdata/speed/" + p.file + ".go")
		if err != nil {
			t.Fatal(err)
		}
		want, got := newRunner(t, string(text))(p.small), 0
		always(func() { got = newRunner(t, string(text))(p.small) })
		if got != want {
			t.Errorf("%s: run(%d) is %d, not %d", p.file, p.small, got, want)
		}
	}
}
