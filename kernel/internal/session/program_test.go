package session

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// compile type-checks a program as the compiler would.
func compile(t *testing.T, text string) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "main.go", text, 0)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	conf := types.Config{Importer: shared, GoVersion: "go1.26", Error: func(err error) { t.Error(err) }}
	_, _ = conf.Check("main", fset, []*ast.File{f}, nil)
	if t.Failed() {
		t.Logf("program:\n%s", text)
	}
}

func TestProgramBuilds(t *testing.T) {
	s := New(shared)
	for i, src := range []string{
		"import \"math/rand/v2\"\n\ntype Shape interface{ Area() float64 }\ntype Square struct{ s float64 }\nfunc (s Square) Area() float64 { return s.s * s.s }",
		"shapes := []Shape{Square{2}, Square{rand.Float64()}}",
		"sum := 0.0\nfor _, s := range shapes {\n\tsum += s.Area()\n}\nsum",
		"done := make(chan struct{})\ngo func() { defer close(done); fmt.Println(sum) }()\n<-done",
		"sum := int(sum)\nsum",
		"func main() { fmt.Println(sum, len(shapes)) }",
	} {
		must(t, s, Cell{i + 1, src})
	}
	text, err := s.Program()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, data := range map[string]string{"main.go": text, "go.mod": "module session\n\ngo 1.26\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "vet", ".")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("go vet: %v\n%s\n%s", err, out, text)
	}
}
