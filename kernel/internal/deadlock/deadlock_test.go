package deadlock

import (
	"flag"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"runtime"
	"slices"
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

var update = flag.Bool("u", false, "rewrite what is expected")

// A notebook takes cells from their source to their ends, as front and worker do.
type notebook struct {
	session *session.Session
	lowerer *lower.Lowerer
	engine  *engine.Engine
	cells   []*rt.Cell
}

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

// run runs a cell.
func (n *notebook) run(t *testing.T, source string) rt.Outcome {
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
	ended := make(chan rt.Outcome, 1)
	go func() { ended <- c.Do(p.Run) }()
	select {
	case out := <-ended:
		return out
	case <-time.After(time.Minute):
		panic(fmt.Sprintf("cell %d does not end:\n%s", number, source)) // with the stacks of all goroutines
	}
}

// TestExplanations runs the programs of testdata/deadlocks, whose last cell ends in a
// deadlock, and compares what is said of it.
func TestExplanations(t *testing.T) {
	files, err := filepath.Glob("testdata/deadlocks/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			last := len(a.Files) - 1
			d := deadlocked(t, a.Files[:last])
			if os.Getenv("GOSCHED_INTRINSICS") == "off" {
				return // it is found, but places and variables of functions are not
			}
			got := Text(d) + "\n"
			if *update {
				a.Files[last].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
			} else if want := string(a.Files[last].Data); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			for _, c := range circles(d) {
				compare(t, strings.Replace(file, ".txt", ".svg", 1), SVG(c, d.Cell))
			}
		})
	}
}

// compare compares a text with a file.
func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if want, err := os.ReadFile(file); err != nil || got != string(want) {
		t.Errorf("%s: %v; got\n%s", file, err, got)
	}
}

// deadlocked runs cells, of which the last one ends in the deadlock.
func deadlocked(t *testing.T, cells []txtar.File) *rt.Deadlock {
	n := newNotebook(t)
	for i, f := range cells {
		out := n.run(t, string(f.Data))
		switch {
		case i == len(cells)-1 && (out.Err == nil || out.Err.Deadlock == nil):
			t.Fatalf("%s ended so: %+v", f.Name, out.Err)
		case i == len(cells)-1:
			if got := out.Err.Name + ": " + out.Err.Msg; got != "fatal error: all goroutines are asleep - deadlock!" {
				t.Errorf("it ended in %s", got)
			}
			renumber(out.Err.Deadlock)
			return out.Err.Deadlock
		case out.Err != nil:
			t.Fatalf("%s ended so: %+v", f.Name, out.Err)
		}
	}
	return nil
}

// renumber gives goroutines numbers that are the same in each run, and no time.
func renumber(d *rt.Deadlock) {
	numbers := make(map[int64]int64)
	number := func(id *int64) {
		if numbers[*id] == 0 {
			numbers[*id] = int64(len(numbers) + 1)
		}
		*id = numbers[*id]
	}
	for i := range d.Goroutines {
		number(&d.Goroutines[i].ID)
		d.Goroutines[i].For = 0
	}
	for i := range d.Goroutines {
		for j := range d.Goroutines[i].Waits {
			t := &d.Goroutines[i].Waits[j]
			t.Holders = slices.Clone(t.Holders) // which other waits share
			for k := range t.Holders {
				number(&t.Holders[k].ID)
			}
		}
	}
}
