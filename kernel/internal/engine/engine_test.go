package engine

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/core"
	"gosched/kernel/rt"
)

// recorder is the host of the tests.
type recorder struct {
	mu    sync.Mutex
	out   map[int]*strings.Builder // by cell
	lines []string                 // of input
	after map[int]func()           // called when the cell prints a panic
	ended map[int]bool             // cells that have called Exit
}

func (r *recorder) Output(cell int, _ rt.Stream, p []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.out[cell] == nil {
		r.out[cell] = &strings.Builder{}
	}
	if !r.ended[cell] {
		r.out[cell].Write(p)
	}
	if do := r.after[cell]; do != nil && bytes.HasPrefix(p, []byte("panic: ")) {
		go do()
	}
}

// whenPanicked has do called when a goroutine of the cell has ended in a panic.
func (r *recorder) whenPanicked(cell int, do func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.after[cell] = do
}

func (r *recorder) Input(int, string, bool, <-chan struct{}) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.lines) == 0 {
		return "", io.EOF
	}
	line := r.lines[0]
	r.lines = r.lines[1:]
	return line, nil
}

func (r *recorder) Exit(cell, code int) {
	r.Output(cell, rt.Stderr, fmt.Appendf(nil, "exit %d\n", code))
	r.mu.Lock()
	r.ended[cell] = true
	r.mu.Unlock()
	runtime.Goexit() // nothing is heard of what follows
}

func (r *recorder) text(cell int) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.out[cell] == nil {
		return ""
	}
	return r.out[cell].String()
}

// forget drops all output.
func (r *recorder) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.out)
	clear(r.after)
	clear(r.ended)
}

// host is the one host of all tests: a process has one.
var host = &recorder{out: make(map[int]*strings.Builder), after: make(map[int]func()), ended: make(map[int]bool)}

var lastCell int

var update = flag.Bool("u", false, "rewrite the expected ends of plants by running the compiler")

func TestMain(m *testing.M) {
	rt.Connect(host)
	os.Exit(m.Run())
}

func newEngine(t testing.TB) *Engine {
	t.Helper()
	e, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// runUnit runs a unit as a new cell and returns what it printed and how it ended.
func runUnit(t testing.TB, e *Engine, u *core.Unit) string {
	t.Helper()
	p, err := e.Load(u)
	if err != nil {
		t.Fatal(err)
	}
	lastCell++
	cell := lastCell
	outcome := rt.NewCell(cell).Do(p.Run)
	text := host.text(cell)
	if outcome.Shown {
		text += "result:"
		for _, v := range outcome.Results {
			text += fmt.Sprintf(" %v", v)
		}
		text += "\n"
	}
	if f := outcome.Err; f != nil {
		text += f.Name + ": " + f.Msg + "\n"
		for _, l := range f.Stack {
			text += fmt.Sprintf("\t%s %d\n", l.Func, l.Line)
		}
	}
	return text
}

// numbers are those of goroutines and cells, which depend on other tests.
var numbers = regexp.MustCompile(`(goroutine|cell) [0-9]+`)

// places are what is not known of panics without intrinsics.
var places = regexp.MustCompile(`(?m)^(\t.*|main.*\(\.\.\.\)|created by.*)\n| \[-?[0-9]+\].*`)

// known replaces what a test cannot know.
func known(text string) string {
	text = numbers.ReplaceAllString(text, "$1 N")
	if !intrinsics {
		text = places.ReplaceAllString(text, "")
	}
	return text
}

// TestCases runs the units of each archive in testdata, in order, in one
// engine, and compares what they print with the file after each.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			e := newEngine(t)
			for i := 0; i+1 < len(a.Files); i += 2 {
				got := runUnit(t, e, mustParse(t, string(a.Files[i].Data)))
				got, want := known(got), known(string(a.Files[i+1].Data))
				if got != want {
					t.Errorf("%s: got\n%swant\n%s", a.Files[i].Name, got, want)
				}
			}
		})
	}
}
