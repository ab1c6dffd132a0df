package rt

import (
	"sync"
	"sync/atomic"
	"time"
)

// A Cell is one execution of a cell: what its goroutines share.
//
// Goroutines: Do starts the cell's main goroutine, which ends when its
// function has returned, panicked or left; an abandoned one ends when the
// compiled call it is blocked in returns. The first Interrupt starts one that
// keeps Stopping up, blocked until all goroutines of the cell have ended.
type Cell struct {
	number int
	done   chan struct{} // closed by Interrupt

	mu      sync.Mutex
	live    int           // goroutines that belong to the cell and have not ended
	drained chan struct{} // closed when live is 0 after Interrupt; nil before
	results []any
	shown   bool

	main atomic.Pointer[G]
}

// An Outcome is how a cell ended.
type Outcome struct {
	Results []any // of the cell's last expression
	Shown   bool  // there was one, even if it had no values
	Err     *Failure
}

// A Failure says why a cell did not end normally. Name and Msg, joined by a
// colon and a space, are the words of a compiled program.
type Failure struct {
	Name      string // "panic", "runtime error", "fatal error", "interrupt"
	Msg       string
	Stack     []StackLine // innermost call first
	Abandoned string      // the compiled call that the cell's goroutine is still blocked in, "" if it has ended
}

// A StackLine is one call of a stack.
type StackLine struct {
	Func string // as the compiler prints it
	Cell int    // 0 for library source
	File string // of library source
	Line int    // 0 if unknown
}

// grace is how long Do waits for an interrupted cell.
const grace = time.Second

// NewCell returns the n-th cell.
func NewCell(n int) *Cell { return &Cell{number: n, done: make(chan struct{})} }

// Do runs f as the cell's main goroutine, in a new goroutine, and returns when
// it has ended, or a second after Interrupt if it cannot be ended. Goroutines
// that f started go on. Do is called once.
func (c *Cell) Do(f func()) Outcome {
	running.Store(c)
	defer running.CompareAndSwap(c, nil)
	ended := make(chan *Failure, 1)
	g := newG(c, nil)
	g.Callee = "main.main"
	c.main.Store(g)
	c.enter()
	go func() {
		g.begin()
		defer g.end()
		defer func() { ended <- g.failure(recover()) }()
		f()
	}()
	select {
	case err := <-ended:
		return c.outcome(err)
	case <-c.done:
	}
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case err := <-ended:
		return c.outcome(err)
	case <-timer.C:
		return c.outcome(&Failure{Name: "interrupt", Msg: "the cell was interrupted", Abandoned: blockedIn(g)})
	}
}

// failure says how the main goroutine ended, given what recover returned.
func (g *G) failure(r any) *Failure {
	switch {
	case r != nil:
		return panicFailure(g, r)
	case g.leaving == interrupted:
		return &Failure{Name: "interrupt", Msg: "the cell was interrupted", Stack: calls(g)}
	case g.leaving == overflowed:
		return &Failure{Name: "fatal error", Msg: overflowText, Stack: calls(g)}
	}
	return nil
}

const overflowText = "stack overflow (goroutine stack exceeds 1000000000-byte limit)"

func (c *Cell) outcome(err *Failure) Outcome {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Outcome{Results: c.results, Shown: c.shown && err == nil, Err: err}
}

// Interrupt ends all goroutines of the cell. It may be called from any
// goroutine, before, during and after Do, and does not wait.
func (c *Cell) Interrupt() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.drained != nil {
		return
	}
	c.drained = make(chan struct{})
	Stopping.Add(1)
	close(c.done)
	if c.live == 0 {
		close(c.drained)
	}
	go c.drain()
}

// drain keeps Stopping up until the cell's goroutines have ended, and long
// enough for those that compiled code started, which are not counted.
func (c *Cell) drain() {
	time.Sleep(grace)
	<-c.drained
	Stopping.Add(-1)
}

func (c *Cell) enter() {
	c.mu.Lock()
	c.live++
	c.mu.Unlock()
}

func (c *Cell) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.live--; c.live == 0 && c.drained != nil {
		close(c.drained)
	}
}

// Result sets the results of the cell of the calling goroutine.
func Result(values ...any) {
	g := Current()
	if g.cell.main.Load() != g {
		return
	}
	g.cell.mu.Lock()
	defer g.cell.mu.Unlock()
	g.cell.results, g.cell.shown = values, true
}
