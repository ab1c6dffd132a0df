package engine

import (
	"strings"
	"testing"
)

// TestDefaultStreams: what packages write without being told where comes with the
// rest of a cell's output, in its order.
func TestDefaultStreams(t *testing.T) {
	host.forget()
	t.Cleanup(host.forget)
	n := newNotebook(t)
	n.cell(t, `import ("flag"; "go/ast"; "log")
fmt.Println("first")
ast.Print(nil, ast.NewIdent("x"))
flag.Bool("chatty", false, "say more")
log.SetFlags(0)
log.Println("logged")
flag.PrintDefaults()
fmt.Println("last")
log.SetFlags(log.LstdFlags);`)
	got := host.text(n.cells)
	for _, part := range []string{"first\n", "*ast.Ident {\n", "}\nlogged\n", "  -chatty\n    \tsay more\n", "last\n"} {
		_, rest, ok := strings.Cut(got, part)
		if !ok {
			t.Fatalf("no %q where it should be, but %q", part, got)
		}
		got = rest
	}
}
