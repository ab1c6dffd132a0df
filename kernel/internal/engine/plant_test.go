package engine

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	osexec "os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/lower"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
	"gosched/kernel/rt"
)

// A plant is a function P… without parameters of an archive in testdata/plants.
// The other functions of the archive are what it needs. Each file of an archive
// is a file of one package, and a cell. How a plant ends, in a compiled program
// whose main function calls it, is in the archive's last file: what it prints,
// the message, and the calls with their places, as file:line.

// plants returns the archives of testdata/plants by name.
func plants(t *testing.T) map[string]*txtar.Archive {
	files, err := filepath.Glob("testdata/plants/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no plants", err)
	}
	archives := make(map[string]*txtar.Archive)
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if last := len(a.Files) - 1; a.Files[last].Name != "want" {
			a.Files = append(a.Files, txtar.File{Name: "want"})
		}
		archives[file] = a
	}
	return archives
}

// TestPlants compares how plants end with how they end when compiled, with the
// declarations of a file in one cell and with each in a cell of its own.
func TestPlants(t *testing.T) {
	for file, a := range plants(t) {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			last := len(a.Files) - 1
			if *update {
				a.Files[last].Data = compiledPlants(t, a.Files[:last])
				if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want := sections(string(a.Files[last].Data))
			for mode, cells := range map[string][]plantCell{"files": whole(a.Files[:last]), "declarations": apart(t, a.Files[:last])} {
				t.Run(mode, func(t *testing.T) {
					g := newGarden(t, cells)
					for _, plant := range plantNames(a.Files[:last]) {
						got, want := knownEnd(g.run(plant)), knownEnd(want[plant])
						if mode == "declarations" {
							got, want = ordinals.ReplaceAllString(got, "·N"), ordinals.ReplaceAllString(want, "·N")
						}
						if got != want {
							t.Errorf("%s: got\n%swant\n%s", plant, got, want)
						}
					}
				})
			}
		})
	}
}

// uncertain is what is not known of the end of a plant without intrinsics.
var uncertain = regexp.MustCompile(`(?s)PANIC=[^\n]*|((runtime\.\w+ )?runtime error: index|reflect: slice index) out of range[^\n]*|(panic|fatal error): .*`)

func knownEnd(text string) string {
	if !intrinsics {
		return uncertain.ReplaceAllString(text, "")
	}
	return text
}

// ordinals are the numbers of types of functions, which are those in their cell.
var ordinals = regexp.MustCompile(`·\d+`)

var plantDecl = regexp.MustCompile(`(?m)^func (P\w*)\(\)`)

func plantNames(files []txtar.File) []string {
	var names []string
	for _, f := range files {
		for _, m := range plantDecl.FindAllSubmatch(f.Data, -1) {
			names = append(names, string(m[1]))
		}
	}
	return names
}

// sections splits the file of expected ends by plant.
func sections(text string) map[string]string {
	m := make(map[string]string)
	for _, s := range strings.Split(text, "== ")[1:] {
		name, rest, _ := strings.Cut(s, "\n")
		m[name] = rest
	}
	return m
}

// A plantCell is the source of a cell and the file that its lines are those of.
type plantCell struct{ file, source string }

// whole makes a cell of each file.
func whole(files []txtar.File) []plantCell {
	var cells []plantCell
	for _, f := range files {
		cells = append(cells, plantCell{f.Name, string(f.Data)})
	}
	return cells
}

// apart makes a cell of each declaration, on the lines that it has in its file.
// Declarations on consecutive lines are in one cell.
func apart(t *testing.T, files []txtar.File) []plantCell {
	var cells []plantCell
	for _, f := range files {
		fset := token.NewFileSet()
		syntax, err := parser.ParseFile(fset, f.Name, f.Data, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		line := 0
		for _, d := range syntax.Decls {
			pos := d.Pos()
			if f, ok := d.(*ast.FuncDecl); ok && f.Doc != nil {
				pos = f.Doc.Pos()
			}
			from, to := fset.Position(pos), fset.Position(d.End())
			if from.Line > line+1 {
				cells = append(cells, plantCell{f.Name, strings.Repeat("\n", from.Line-1)})
			}
			cells[len(cells)-1].source += string(f.Data[from.Offset:to.Offset]) + "\n"
			line = to.Line
		}
	}
	return cells
}

// A garden is a session with the declarations of an archive.
type garden struct {
	t       *testing.T
	session *session.Session
	lowerer *lower.Lowerer
	engine  *Engine
	files   []string // by cell number
}

func newGarden(t *testing.T, cells []plantCell) *garden {
	im := stdlib.NewImporter(token.NewFileSet())
	g := &garden{t: t, session: session.New(im), lowerer: lower.New(im), engine: newEngine(t), files: []string{""}}
	host.forget() // what other tests have left, whose cells have the same numbers
	t.Cleanup(host.forget)
	for _, c := range cells {
		g.files = append(g.files, strings.TrimSuffix(c.file, ".go"))
		if f := g.cell(c.source); f != nil {
			t.Fatalf("%+v", f)
		}
	}
	return g
}

// cell runs one more cell.
func (g *garden) cell(source string) *rt.Failure {
	number := len(g.files) - 1
	ch, err := g.session.Edit(session.Cell{Number: number, Source: source})
	if err != nil {
		g.t.Fatal(err)
	}
	u, err := g.lowerer.Lower(ch)
	if err != nil {
		g.t.Fatal(err)
	}
	g.session.Commit(ch)
	p, err := g.engine.Load(u)
	if err != nil {
		g.t.Fatal(err)
	}
	c := rt.NewCell(number)
	// A compiled program ends with the first panic.
	host.whenPanicked(number, c.Interrupt)
	return c.Do(p.Run).Err
}

// run calls a plant in a new cell and says how it ended.
func (g *garden) run(plant string) string {
	g.files = append(g.files, "")
	f := g.cell(plant + "()")
	number := len(g.files) - 1
	text := host.text(number)
	if f != nil && !strings.Contains(text, "panic: ") {
		text += failureText(f)
	}
	return g.known(ending(text))
}

// failureText is a failure as a compiled program prints it.
func failureText(f *rt.Failure) string {
	var b strings.Builder
	name := f.Name
	if name == "runtime error" {
		name = "panic: " + name
	}
	fmt.Fprintf(&b, "%s: %s\n\ngoroutine 1 [running]:\n", name, f.Msg)
	for _, l := range f.Stack {
		fmt.Fprintf(&b, "%s(...)\n\t%s\n", l.Func, l.Place())
	}
	return b.String()
}

var cellPlace = regexp.MustCompile(`(?m)^(.* )cell (\d+), line (\d+)\n`)

// known replaces cells by their files and removes the calls of the last cell.
func (g *garden) known(text string) string {
	return cellPlace.ReplaceAllStringFunc(text, func(line string) string {
		m := cellPlace.FindStringSubmatch(line)
		var n int
		fmt.Sscan(m[2], &n)
		if n == len(g.files)-1 {
			return ""
		}
		return m[1] + g.files[n] + ":" + m[3] + "\n"
	})
}

// compiledPlants runs the plants of a package compiled without inlining.
func compiledPlants(t *testing.T, files []txtar.File) []byte {
	dir := t.TempDir()
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var table strings.Builder
	names := plantNames(files)
	for _, name := range names {
		fmt.Fprintf(&table, "case %q:\n%s()\n", name, name)
	}
	write("go.mod", []byte("module plants\n\ngo 1.26\n"))
	write("start.go", []byte("package main\nimport \"os\"\nfunc main() {\nswitch os.Args[1] {\n"+table.String()+"}\n}\n"))
	for _, f := range files {
		write(f.Name, f.Data)
	}
	exe := filepath.Join(dir, "plants")
	build := osexec.Command("go", "build", "-gcflags=-l", "-o", exe, ".")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var want bytes.Buffer
	for _, name := range names {
		out, err := osexec.Command(exe, name).CombinedOutput()
		fmt.Fprintf(&want, "== %s\n%s", name, ending(string(out)))
		if exit := (*osexec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() != 2 {
			fmt.Fprintf(&want, "exit %d\n", exit.ExitCode())
		}
	}
	return want.Bytes()
}

var (
	compiledPlace = regexp.MustCompile(`^\t.*/(\w+)\.go:(\d+)( \+0x.*)?$`)
	sessionPlace  = regexp.MustCompile(`^\t(cell \d+, line \d+|cell \d+|\S+\.go:\d+)$`)
	addresses     = regexp.MustCompile(`0x[0-9a-f]+`)
)

// ending brings the output of a plant, which ends with a panic as compiled
// programs print it, in the form of the expected ends.
func ending(output string) string {
	at := strings.Index("\n"+output, "\npanic: ")
	if fatal := strings.Index("\n"+output, "\nfatal error: "); at < 0 || fatal >= 0 && fatal < at {
		at = fatal
	}
	if at < 0 {
		return output
	}
	message, stack, _ := strings.Cut(output[at:], "\ngoroutine ")
	var b strings.Builder
	b.WriteString(output[:at])
	for line := range strings.Lines(message) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "[signal ") {
			fmt.Fprintln(&b, addresses.ReplaceAllString(line, "0x"))
		}
	}
	stack, _, _ = strings.Cut(stack, "\n\n")
	lines := strings.Split(stack, "\n")
	for i := 1; i < len(lines); i++ {
		switch place := placeOf(lines[i]); {
		case place == "":
		case strings.HasPrefix(lines[i-1], "created by main."):
			name, _, _ := strings.Cut(lines[i-1], " in goroutine")
			fmt.Fprintf(&b, "%s %s\n", name, place)
		case strings.HasPrefix(lines[i-1], "created by "):
		default:
			name := lines[i-1]
			fmt.Fprintf(&b, "%s %s\n", name[:strings.LastIndexByte(name, '(')], place)
		}
	}
	return b.String()
}

// placeOf returns the place on a line of a stack, "" if it is none of the
// archive's.
func placeOf(line string) string {
	if m := compiledPlace.FindStringSubmatch(line); m != nil && strings.Contains(line, "/TestPlants") && m[1] != "start" {
		return m[1] + ":" + m[2]
	}
	if m := sessionPlace.FindStringSubmatch(line); m != nil && strings.HasPrefix(m[1], "cell ") {
		return m[1]
	}
	return ""
}
