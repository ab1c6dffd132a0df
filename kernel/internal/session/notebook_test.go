package session_test

import (
	"errors"
	"fmt"
	"go/token"
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/lower"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
	"gosched/kernel/rt"
)

func TestMain(m *testing.M) {
	rt.Connect(out)
	os.Exit(m.Run())
}

// A printer is the host of the tests: it keeps what cells print.
type printer struct {
	mu   sync.Mutex
	text strings.Builder
}

var out = &printer{}

func (p *printer) Output(_ int, _ rt.Stream, b []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text.Write(b)
}

func (*printer) Input(int, string, bool, <-chan struct{}) (string, error) { return "", io.EOF }

func (*printer) Exit(int, int) {}

// take returns what was printed since the last call.
func (p *printer) take() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer p.text.Reset()
	return p.text.String()
}

// imp is one importer for all tests: reading export data is not what they are about.
var imp = stdlib.NewImporter(token.NewFileSet())

// A notebook runs cells as front and worker do, in one process.
type notebook struct {
	tb       testing.TB
	session  *session.Session
	lowerer  *lower.Lowerer
	engine   *engine.Engine
	verifier *core.Verifier
	cells    int
	fault    string         // of the kernel, "" if none
	printed  map[int]string // by cells
}

func newNotebook(tb testing.TB) *notebook {
	n := &notebook{tb: tb, session: session.New(imp), printed: make(map[int]string)}
	n.restart()
	return n
}

// restart gives the notebook a worker that has nothing.
func (n *notebook) restart() {
	n.tb.Helper()
	e, err := engine.New()
	if err != nil {
		n.tb.Fatal(err)
	}
	n.lowerer, n.engine, n.verifier = lower.New(imp), e, core.NewVerifier()
}

// crash replays the session in a new worker.
func (n *notebook) crash() string {
	n.restart()
	return n.run(n.session.Replay())
}

// abandon commits one more cell, which its worker will not run any more.
func (n *notebook) abandon(src string) {
	n.cells++
	if ch, err := n.session.Edit(session.Cell{Number: n.cells, Source: src}); err == nil {
		n.session.Commit(ch)
	}
}

// refuse has the worker fail to load one more cell, after it has made the types,
// the storage and some functions of it, and takes the cell back as the front does.
func (n *notebook) refuse(src string) {
	n.tb.Helper()
	n.cells++
	ch, err := n.session.Edit(session.Cell{Number: n.cells, Source: src})
	if err != nil {
		return
	}
	u, err := n.lowerer.Lower(ch)
	if err != nil {
		return
	}
	n.session.Commit(ch)
	u.Funcs = append(u.Funcs, &core.Func{ID: 1 << 30, Name: "main.bad", Body: &core.Node{Op: core.OpCall, Int: 1<<30 + 1}})
	if _, err := n.engine.Load(u); err == nil {
		n.tb.Error("a function that does not exist is called")
	}
	n.session.Rollback()
	n.lowerer.Rollback()
}

// cell runs one more cell and returns what the user sees of it.
func (n *notebook) cell(src string) string {
	n.cells++
	ch, err := n.session.Edit(session.Cell{Number: n.cells, Source: src})
	var mistakes session.Errors
	if errors.As(err, &mistakes) {
		return strings.Join(mistakes.Traceback(), "\n") + "\n"
	}
	return n.run(ch)
}

// accepts reports whether src, as the next cell, has no mistakes.
func (n *notebook) accepts(src string) bool {
	_, err := n.session.Edit(session.Cell{Number: n.cells + 1, Source: src})
	return err == nil
}

// run lowers, commits and runs a change.
func (n *notebook) run(ch *session.Change) string {
	n.tb.Helper()
	u, err := n.lowerer.Lower(ch)
	if err != nil {
		return "unsupported: " + err.Error() + "\n"
	}
	if err := n.verifier.Verify(u); err != nil {
		n.fault = err.Error()
	}
	n.session.Commit(ch)
	var b strings.Builder
	for _, note := range ch.Notes {
		fmt.Fprintln(&b, "note:", note)
	}
	p, err := n.engine.Load(u)
	if err != nil {
		n.fault = fmt.Sprintf("loading: %v", err)
		return n.fault
	}
	o := rt.NewCell(n.cells).Do(p.Run)
	n.printed[n.cells] = out.take()
	b.WriteString(n.printed[n.cells])
	for i, v := range o.Results {
		if i > 0 {
			b.WriteString(" ")
		}
		fmt.Fprintf(&b, "%v", v)
	}
	if o.Shown && len(o.Results) > 0 {
		b.WriteString("\n")
	}
	if o.Err != nil {
		n.session.Failed(n.cells, "it ended with "+o.Err.Name+": "+o.Err.Msg)
		fmt.Fprintf(&b, "%s: %s\n", o.Err.Name, o.Err.Msg)
	}
	return b.String()
}
