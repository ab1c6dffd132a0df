//go:build linux && !race

package leak

import (
	"fmt"
	"go/token"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/lower"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
	"gosched/kernel/rt"
)

// A notebook takes cells from their source to their ends, as front and worker do.
type notebook struct {
	session *session.Session
	lowerer *lower.Lowerer
	engine  *engine.Engine
	cells   []*rt.Cell
}

// cells are numbered anew in each notebook.
func newNotebook(t *testing.T) *notebook {
	t.Helper()
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	im := stdlib.NewImporter(token.NewFileSet())
	n := &notebook{session: session.New(im), lowerer: lower.New(im), engine: e}
	t.Cleanup(n.end)
	return n
}

// end ends what the cells have left.
func (n *notebook) end() {
	for _, c := range n.cells {
		c.Interrupt()
	}
	for len(rt.Goroutines()) > 0 {
		runtime.Gosched()
	}
}

// run runs a cell, which must end well.
func (n *notebook) run(t *testing.T, source string) {
	t.Helper()
	number := len(n.cells) + 1
	check := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatalf("cell %d: %v\n%s", number, err, source)
		}
	}
	ch, err := n.session.Edit(session.Cell{Number: number, Source: source})
	check(err)
	u, err := n.lowerer.Lower(ch)
	check(err)
	n.session.Commit(ch)
	u, err = core.Decode(core.Encode(u))
	check(err)
	p, err := n.engine.Load(u)
	check(err)
	c := rt.NewCell(number)
	n.cells = append(n.cells, c)
	if out := c.Do(p.Run); out.Err != nil {
		t.Fatalf("cell %d: %v\n%s", number, out.Err, source)
	}
}

// apart calls f on a goroutine of its own, and so leaves nothing on the caller's stack.
func apart(f func()) {
	done := make(chan bool)
	rt.Serve(func() {
		defer close(done)
		f()
	})
	<-done
}

// settle waits until so many goroutines of the session are blocked.
func settle(t *testing.T, want int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		var got int
		apart(func() {
			list, _, _, _ := rt.Suspects()
			got = len(list)
		})
		if got == want {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d goroutines are blocked, want %d", got, want)
		}
	}
}

// searched returns where the leaked goroutines are, one a line.
func searched(t *testing.T) (all []string) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); ; {
		var err error
		apart(func() {
			var leaked []*rt.G
			leaked, err = Search(time.Second)
			for _, s := range rt.Situations(leaked, false) {
				all = append(all, fmt.Sprintf("%s: %s", s.At.Place(), s.Does()))
			}
		})
		if err == nil {
			return all
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}

// TestSearch runs the programs of testdata. The comment of a file says how many goroutines
// are blocked in the end; its last part, how many of them are leaked and where they are.
func TestSearch(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var blocked int
			if _, err := fmt.Sscan(string(a.Comment), &blocked); err != nil {
				t.Fatal(err)
			}
			n := newNotebook(t)
			last := len(a.Files) - 1
			for _, f := range a.Files[:last] {
				n.run(t, string(f.Data))
			}
			settle(t, blocked)
			runtime.GC() // of what compiling took
			want := strings.TrimSpace(string(a.Files[last].Data))
			got := strings.Join(searched(t), "\n")
			for end := time.Now().Add(10 * time.Second); got == "" && want != "" && time.Now().Before(end); {
				got = strings.Join(searched(t), "\n") // a stack, which is read conservatively, may have led there
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
