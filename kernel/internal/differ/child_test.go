package differ

import (
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"log"
	"os"
	"strings"
	"sync"
	"testing"

	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/lower"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
	"gosched/kernel/rt"
)

// childEnv makes the test binary a child that runs jobs.
const childEnv = "GOSCHED_DIFFER_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		serve(os.Stdin, os.Stdout)
		return
	}
	os.Exit(m.Run())
}

// A job is a program as cells.
type job struct{ Cells []string }

// A reply is what a job printed, the way it ended included.
type reply struct{ Text []byte }

// serve runs jobs until there are no more.
func serve(in io.Reader, out io.Writer) {
	c := &child{imp: stdlib.NewImporter(token.NewFileSet()), out: map[int]*strings.Builder{}, exits: make(chan int)}
	rt.Connect(c)
	dec, enc := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var j job
		if err := dec.Decode(&j); err != nil {
			return
		}
		if err := enc.Encode(reply{[]byte(c.run(j))}); err != nil {
			return
		}
	}
}

// A child is the host of its cells.
type child struct {
	imp   *stdlib.Importer
	cells int
	exits chan int // status codes of programs that exit

	mu  sync.Mutex
	out map[int]*strings.Builder // by cell; guarded by mu
}

func (c *child) Output(cell int, _ rt.Stream, p []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b := c.out[cell]; b != nil {
		b.Write(p)
	}
}

func (c *child) Input(int, string, bool, <-chan struct{}) (string, error) { return "", io.EOF }

func (c *child) Exit(_, code int) {
	c.exits <- code
	select {}
}

// run runs a job in a session of its own.
func (c *child) run(j job) string {
	log.SetFlags(log.LstdFlags) // which the one before may have changed
	log.SetPrefix("")
	n := &notebook{child: c, session: session.New(c.imp), lowerer: lower.New(c.imp), out: &strings.Builder{}}
	var err error
	if n.engine, err = engine.New(); err != nil {
		return err.Error()
	}
	for _, source := range j.Cells {
		if end, ok := n.cell(source); !ok {
			c.forget(n.out)
			return n.out.String() + end
		}
	}
	c.forget(n.out)
	return n.out.String()
}

// forget closes the stream of a job. What goroutines of it still print is dropped.
func (c *child) forget(out *strings.Builder) {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.out)
}

// A notebook is the session of one job.
type notebook struct {
	*child
	session *session.Session
	lowerer *lower.Lowerer
	engine  *engine.Engine
	out     *strings.Builder
}

// cell runs a cell and says how it ended if the program ended with it.
func (n *notebook) cell(source string) (end string, ok bool) {
	n.cells++
	number := n.cells
	ch, err := n.session.Edit(session.Cell{Number: number, Source: source})
	if err != nil {
		return fmt.Sprintf("not checked: %v\n%s\n", err, source), false
	}
	u, err := n.lowerer.Lower(ch)
	if err != nil {
		return fmt.Sprintf("not lowered: %v\n", err), false
	}
	n.session.Commit(ch)
	p, err := n.engine.Load(u)
	if err != nil {
		return fmt.Sprintf("not loaded: %v\n", err), false
	}
	n.mu.Lock()
	n.child.out[number] = n.out
	n.mu.Unlock()
	done := make(chan rt.Outcome, 1)
	go func() { done <- rt.NewCell(number).Do(p.Run) }()
	select {
	case code := <-n.exits:
		return exitText(code), false
	case o := <-done:
		return failureText(o.Err), o.Err == nil
	}
}

// failureText is how a compiled program would print a failure.
func failureText(f *rt.Failure) string {
	switch {
	case f == nil:
		return ""
	case f.Name == "runtime error":
		return fmt.Sprintf("panic: runtime error: %s\n%s", f.Msg, exitText(2))
	}
	return fmt.Sprintf("%s: %s\n%s", f.Name, f.Msg, exitText(2))
}

// exitText is what there is to say of a status code.
func exitText(code int) string {
	if code == 0 {
		return ""
	}
	return fmt.Sprintf("exit status %d\n", code)
}
