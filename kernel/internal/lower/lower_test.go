package lower

import (
	"go/token"
	"os"
	"testing"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/stdlib"
)

func TestScratch(t *testing.T) {
	src, err := os.ReadFile(os.Getenv("SCRATCH"))
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	imp := stdlib.NewImporter(fset)
	u, err := lowerProgram(imp, fset, string(src))
	if err != nil {
		t.Fatal(err)
	}
	if err := core.NewVerifier().Verify(u); err != nil {
		t.Error(err)
	}
	for _, d := range u.Types {
		t.Logf("%+v", *d)
	}
	for _, f := range u.Funcs {
		t.Log(core.FormatFunc(f))
	}
	u.Funcs, u.Types = nil, nil
	t.Logf("%+v", u)
}
