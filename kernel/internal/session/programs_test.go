package session_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestPrograms prints notebooks as programs and has the compiler build them. A
// program must print what the cells in it printed, and what a fresh notebook prints
// that gets the program as a cell. The notebooks are the files of testdata/print/programs.txtar,
// their cells separated by lines of dashes, and random ones. The name of a notebook
// ends in -changed if its cells do not print today what they printed when they ran,
// since what they call has been declared again.
func TestPrograms(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/print/programs.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var list []*printedNotebook
	for _, f := range archive.Files {
		p := &printedNotebook{name: f.Name, n: newNotebook(t)}
		for _, src := range strings.Split(strings.TrimSuffix(string(f.Data), "\n"), "\n----\n") {
			if got := p.n.cell(src); strings.Contains(got, ", column ") && !strings.Contains(src, "// wrong") {
				t.Errorf("%s: %s", f.Name, got)
			}
		}
		list = append(list, p)
	}
	random := uint64(20)
	if testing.Short() {
		random = 2
	}
	for seed := range random {
		e := newEditor(t, 1000+seed)
		e.cell(prelude)
		for range 30 {
			e.edit()
		}
		list = append(list, &printedNotebook{name: fmt.Sprint("random-", seed, "-changed"), n: e.n})
	}
	for _, p := range list {
		if p.text, err = p.n.session.Program(); err != nil {
			t.Errorf("%s: %v\n%s", p.name, err, p.text)
		}
	}
	run := build(t, list)
	for i, p := range list {
		t.Run(p.name, func(t *testing.T) { p.compare(t, run(i)) })
	}
}

// A printedNotebook is a notebook and its program.
type printedNotebook struct {
	name string
	n    *notebook
	text string
}

// leftOut matches what a program says of a cell that is not in it.
var leftOut = regexp.MustCompile(`(?m)^// cell (\d+) is left out`)

// compare compares what the program printed with what the notebook printed.
func (p *printedNotebook) compare(t *testing.T, got string) {
	var without []int
	for _, m := range leftOut.FindAllStringSubmatch(p.text, -1) {
		n, _ := strconv.Atoi(m[1])
		without = append(without, n)
	}
	var want strings.Builder
	for cell := 1; cell <= p.n.cells; cell++ {
		if !slices.Contains(without, cell) {
			want.WriteString(p.n.printed[cell])
		}
	}
	if got != want.String() && !strings.HasSuffix(p.name, "-changed") {
		t.Errorf("the program prints\n%s\nits cells printed\n%s\nprogram:\n%s", got, want.String(), p.text)
	}
	got, _, _ = strings.Cut(got, "panic: ")
	fresh := newNotebook(t)
	result := fresh.cell(p.text)
	if want := fresh.printed[1]; got != want {
		t.Errorf("the program prints\n%s\nin a fresh notebook\n%s\n%s\nprogram:\n%s", got, want, result, p.text)
	}
}

// build compiles the programs as packages of one and returns what runs one.
func build(t *testing.T, list []*printedNotebook) (run func(i int) string) {
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var imports, calls strings.Builder
	for i, p := range list {
		text := strings.Replace(p.text, "package main", fmt.Sprint("package p", i), 1)
		text = strings.Replace(text, "\nfunc main() {", "\nfunc Main() {", 1)
		write(fmt.Sprintf("p%d/p.go", i), text)
		fmt.Fprintf(&imports, "import \"session/p%d\"\n", i)
		fmt.Fprintf(&calls, "case \"%d\":\n\tp%d.Main()\n", i, i)
	}
	write("go.mod", "module session\n\ngo 1.26\n")
	write("main.go", "package main\n\nimport \"os\"\n"+imports.String()+"\nfunc main() {\nswitch os.Args[1] {\n"+calls.String()+"}\n}\n")
	cmd := exec.Command("go", "build", "-trimpath", "-o", "programs", ".")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return func(i int) string {
		out, _ := exec.Command(filepath.Join(dir, "programs"), fmt.Sprint(i)).CombinedOutput()
		return strings.ReplaceAll(string(out), fmt.Sprintf("p%d.", i), "main.")
	}
}
