package differ

import (
	"bytes"
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var only = flag.String("only", "", "regular expression: run these of the programs in testdata")

// A builder makes compiled programs, many into one binary. It runs compiler and
// linker itself: the go command would keep what is never asked for again.
type builder struct {
	compiler, linker string
	config           string // names the file of where the packages are that programs import
	env              []string
}

// newBuilder returns a builder for programs that import no other packages than paths.
func newBuilder(t *testing.T, paths []string) *builder {
	t.Helper()
	b := &builder{config: filepath.Join(t.TempDir(), "importcfg"), env: append(os.Environ(), "GOGC=600")}
	args := append([]string{"list", "-export", "-deps", "-f", "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}"}, paths...)
	b.write(t, "", b.config, b.command(t, "", "go", args...))
	b.compiler = strings.TrimSpace(b.command(t, "", "go", "tool", "-n", "compile"))
	b.linker = strings.TrimSpace(b.command(t, "", "go", "tool", "-n", "link"))
	return b
}

// importsOf returns the paths of all packages that programs import.
func importsOf(t *testing.T, list []sample) []string {
	t.Helper()
	paths := map[string]bool{"os": true}
	for _, s := range list {
		f, err := parser.ParseFile(token.NewFileSet(), s.name, s.text, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range f.Imports {
			paths[strings.Trim(spec.Path.Value, `"`)] = true
		}
	}
	return slices.Sorted(maps.Keys(paths))
}

// extend adds packages that programs may import.
func (b *builder) extend(t *testing.T, lines string) {
	t.Helper()
	text, err := os.ReadFile(b.config)
	if err != nil {
		t.Fatal(err)
	}
	b.write(t, "", b.config, string(text)+lines)
}

// end is printed between the outputs of the programs of a binary.
const end = "\x00 end of program\n"

// run builds programs as one package, in which names must not clash, and returns
// what each prints. The first is number from.
func (b *builder) run(t *testing.T, from int, programs []string) []string {
	t.Helper()
	dir := t.TempDir()
	defer os.RemoveAll(dir)
	args := []string{"-p", "main", "-complete", "-N", "-l", "-dwarf=false", "-importcfg", b.config, "-o", "batch.a"}
	var all strings.Builder
	all.WriteString("package main\n\nimport \"os\"\n\nfunc main() {\n")
	for i, text := range programs {
		n := from + i
		name := fmt.Sprintf("p%d.go", n)
		b.write(t, dir, name, strings.Replace(text, "\nfunc main() {", fmt.Sprintf("\nfunc main_%d() {", n), 1))
		args = append(args, name)
		fmt.Fprintf(&all, "\tmain_%d()\n\tos.Stdout.WriteString(%q)\n", n, end)
	}
	b.write(t, dir, "main.go", all.String()+"}\n")
	b.command(t, dir, b.compiler, append(args, "main.go")...)
	b.command(t, dir, b.linker, "-s", "-w", "-importcfg", b.config, "-o", "batch", "batch.a")
	list := strings.SplitAfter(b.command(t, dir, filepath.Join(dir, "batch")), end)
	for i := range list {
		list[i] = strings.TrimSuffix(list[i], end)
	}
	return list
}

// command returns what a command prints. It must succeed.
func (b *builder) command(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, b.env
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	if err := cmd.Run(); err != nil {
		text := out.String()
		t.Errorf("%s: %v\n%s%s", filepath.Base(name), err, text[max(0, len(text)-2000):], stderr.String())
	}
	return out.String()
}
