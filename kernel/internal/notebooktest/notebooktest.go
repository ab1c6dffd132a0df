// Package notebooktest runs cells in the process of a test, for the tests of what
// looks at the goroutines and the memory that cells leave.
//
// It is not part of package enginetest, which the tests of packages that it needs use.
package notebooktest

import (
	"fmt"
	"go/token"
	"runtime"
	"testing"
	"time"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/lower"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
	"gosched/kernel/rt"
)

// A Notebook takes cells from their source to their ends, as front and worker do. Its
// first cell has the number 1.
type Notebook struct {
	session *session.Session
	lowerer *lower.Lowerer
	engine  *engine.Engine
	cells   []*rt.Cell
}

// New returns a notebook without cells. What its cells leave ends with the test.
func New(t *testing.T) *Notebook {
	t.Helper()
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	im := stdlib.NewImporter(token.NewFileSet())
	n := &Notebook{session: session.New(im), lowerer: lower.New(im), engine: e}
	t.Cleanup(n.end)
	return n
}

// end ends what the cells have left.
func (n *Notebook) end() {
	for _, c := range n.cells {
		c.Interrupt()
	}
	for len(rt.Goroutines()) > 0 {
		runtime.Gosched()
	}
}

// Run runs a cell on a goroutine of its own, and returns how it ended.
func (n *Notebook) Run(t *testing.T, source string) rt.Outcome {
	t.Helper()
	number := len(n.cells) + 1
	p, err := n.load(number, source)
	if err != nil {
		t.Fatalf("cell %d: %v\n%s", number, err, source)
	}
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

// load makes a program of a cell.
func (n *Notebook) load(number int, source string) (*engine.Program, error) {
	ch, err := n.session.Edit(session.Cell{Number: number, Source: source})
	if err != nil {
		return nil, err
	}
	u, err := n.lowerer.Lower(ch)
	if err != nil {
		return nil, err
	}
	n.session.Commit(ch)
	if u, err = core.Decode(core.Encode(u)); err != nil {
		return nil, err
	}
	return n.engine.Load(u)
}
