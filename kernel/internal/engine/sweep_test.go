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

// TestSweepAlways has everything that is dead forgotten before each call: that
// nothing else is, the programs of other tests show.
func TestSweepAlways(t *testing.T) {
	if !intrinsics {
		return
	}
	defer func(old bool) { eager = old }(eager)
	eager = true
	t.Run("cases", TestCases)
	t.Run("plants", TestPlants)
	t.Run("speeds", TestSpeeds)
}
