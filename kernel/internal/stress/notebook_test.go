package stress

import (
	"fmt"
	"go/token"
	"io"
	"strings"
	"sync"

	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/lower"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
	"gosched/kernel/rt"
)

// A screen is the host of all cells: it shows what they print in the order in
// which they do.
type screen struct {
	mu   sync.Mutex
	text strings.Builder // guarded by mu
}

func (s *screen) Output(_ int, _ rt.Stream, p []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text.Write(p)
}

func (s *screen) Input(int, string, bool, <-chan struct{}) (string, error) { return "", io.EOF }

func (s *screen) Exit(_, code int) { panic(fmt.Sprintf("os.Exit(%d)", code)) }

// take returns what is shown and clears it.
func (s *screen) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.text.Reset()
	return s.text.String()
}

var (
	shown    = &screen{}
	library  = stdlib.NewImporter(token.NewFileSet())
	lastCell int // of all notebooks
)

// A notebook takes cells from their source to their results, as front and worker
// do together.
type notebook struct {
	session *session.Session
	lowerer *lower.Lowerer
	engine  *engine.Engine
	runner  *rt.Runner // the goroutine that runs the cells; nil if each has its own
}

func newNotebook(r *rt.Runner) (*notebook, error) {
	e, err := engine.New()
	return &notebook{session.New(library), lower.New(library), e, r}, err
}

// load checks and loads a cell and returns how to run it.
func (n *notebook) load(source string) (c *rt.Cell, run func() rt.Outcome, err error) {
	lastCell++
	ch, err := n.session.Edit(session.Cell{Number: lastCell, Source: source})
	if err != nil {
		return nil, nil, fmt.Errorf("%w\n%s", err, source)
	}
	u, err := n.lowerer.Lower(ch)
	if err != nil {
		return nil, nil, err
	}
	n.session.Commit(ch)
	p, err := n.engine.Load(u)
	if err != nil {
		return nil, nil, err
	}
	c = rt.NewCell(lastCell)
	if n.runner == nil {
		return c, func() rt.Outcome { return c.Do(p.Run) }, nil
	}
	return c, func() (out rt.Outcome) {
		n.runner.Run(c, p.Run, func(o rt.Outcome) { out = o })
		return out
	}, nil
}

// cell runs a cell and returns its results.
func (n *notebook) cell(source string) ([]any, error) {
	_, run, err := n.load(source)
	if err != nil {
		return nil, err
	}
	out := run()
	if f := out.Err; f != nil {
		return nil, fmt.Errorf("%s: %s %v\n%s%s", f.Name, f.Msg, f.Stack, shown.take(), source)
	}
	return out.Results, nil
}
