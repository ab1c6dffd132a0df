package rt

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A Cell is one execution of a cell: what its goroutines share.
//
// Goroutines: the cell's main goroutine, which is a Runner's or started by Do; an
// abandoned one ends when the compiled call it is blocked in returns. The first Interrupt
// starts one that keeps Stopping up, blocked until all goroutines of the cell
// have ended.
type Cell struct {
	number int
	done   chan struct{} // closed by Interrupt

	mu      sync.Mutex
	live    int           // goroutines that belong to the cell and have not ended
	drained chan struct{} // closed when live is 0 after Interrupt; nil before
	settled bool          // drained has been closed
	results []any
	shown   bool
	then    func(Outcome) // to be told the outcome; nil once it has been
	stuck   *Deadlock     // why the cell is interrupted, if it is not the user; set before done is closed

	pipes      pipeLook        // the watch's
	standstill func(*Deadlock) // to be told one; nil once it has been: the watch's when the cell has begun

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
	Abandoned string      // the compiled call of the cell's goroutine that is still blocked, "" if there is none
	Deadlock  *Deadlock   // that ended the cell, nil if none did
}

// A StackLine is one call of a stack.
type StackLine struct {
	Func string // as the compiler prints it
	Cell int    // 0 for library source
	File string // of library source
	Line int    // 0 if unknown
}

// grace is how long Do waits for an interrupted cell, and dying how long it may
// take processes to end that were killed: on a busy machine that is no matter of
// milliseconds.
const (
	grace = time.Second
	dying = 5 * time.Second
)

// NewCell returns the n-th cell.
func NewCell(n int) *Cell { return &Cell{number: n, done: make(chan struct{})} }

// Number returns n.
func (c *Cell) Number() int { return c.number }

// Do runs f as the cell's main goroutine, in a new goroutine, and returns when
// it has ended, or a second after Interrupt if it cannot be ended. Goroutines
// that f started go on. Do or Run is called once.
func (c *Cell) Do(f func()) Outcome {
	outcome := make(chan Outcome, 1)
	go func() { NewRunner().Run(c, f, func(o Outcome) { outcome <- o }) }()
	return <-outcome
}

// A Runner is a goroutine that is the main goroutine of cells, one after another.
type Runner struct {
	header string // how its stack text begins: to learn it costs as much as a small cell
}

// NewRunner makes the calling goroutine a Runner. It must have been started for
// this: cells can end it.
func NewRunner() *Runner { return &Runner{stackHeader()} }

// Run makes the calling goroutine, the Runner, c's main goroutine and runs f. Then
// is called once, as Do would return: usually by this goroutine. A cell that leaves,
// or that has locked the goroutine to its thread, ends the goroutine.
func (r *Runner) Run(c *Cell, f func(), then func(Outcome)) {
	running.Store(c)
	if c.number > 0 {
		firstCell.Do(func() {
			others.Store(int64(runtime.NumGoroutine()) - 1 - own.Load())
			watch.begin()
		})
	}
	g := newG(c, nil)
	g.Callee, g.header, g.special = "main.main", r.header, true
	c.main.Store(g)
	c.enter()
	c.mu.Lock()
	c.then = then
	if c.drained != nil {
		own.Add(1)
		go func() {
			defer own.Add(-1)
			c.abandon()
		}()
	}
	c.mu.Unlock()
	g.begin()
	defer g.end()
	defer func() { c.report(g.failure(recover())) }()
	f()
	if g.returned = true; g.threads > 0 {
		runtime.Goexit() // ends the thread too: it is not for other cells
	}
}

// report tells the outcome unless that has been done.
func (c *Cell) report(err *Failure) {
	c.mu.Lock()
	then := c.then
	c.then = nil
	o := Outcome{Results: c.results, Shown: c.shown && err == nil, Err: err}
	c.mu.Unlock()
	if then != nil {
		running.CompareAndSwap(c, nil)
		then(o)
	}
}

// abandon reports a main goroutine that does not end. One that waits for what has
// been killed has more time, and then its deferred functions have theirs.
func (c *Cell) abandon() {
	time.Sleep(grace)
	g := c.main.Load()
	for waited := grace; g != nil && g.buries.Load() && waited < dying; waited += grace {
		time.Sleep(grace)
	}
	if g != nil && !g.ended.Load() {
		name, stack := blockedIn(g)
		c.report(c.interruption(stack, name))
	}
}

// failure says how the main goroutine ended, given what recover returned.
func (g *G) failure(r any) *Failure {
	c := g.cell
	switch {
	case r != nil && g.leaving == stays: // what deferred functions make of leaving does not count
		return g.caught(r).failure(g)
	case g.leaving == interrupted, !g.returned && c.interrupted():
		return c.interruption(calls(g, MaxStack), g.leftBehind())
	case g.leaving == died:
		return &Failure{Name: "fatal error", Msg: g.fatal, Stack: calls(g, MaxStack)}
	}
	return nil
}

// interruption is the failure of a cell that was interrupted.
func (c *Cell) interruption(stack []StackLine, abandoned string) *Failure {
	if c.stuck != nil {
		// A call that was left behind waits for goroutines only: no word need be said of it.
		return &Failure{Name: "fatal error", Msg: asleep, Stack: c.stuck.Stack, Deadlock: c.stuck}
	}
	return &Failure{Name: "interrupt", Msg: "the cell was interrupted", Stack: stack, Abandoned: abandoned}
}

// Interrupt ends all goroutines of the cell. It may be called from any
// goroutine, before, during and after Do, and does not wait.
func (c *Cell) Interrupt() { c.stop(false) }

// stop does the same. If it is for a deadlock, that is described first, while no goroutine
// can run: an interrupt waits so long.
func (c *Cell) stop(deadlock bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.drained != nil {
		return
	}
	if deadlock {
		c.stuck = c.describe()
	}
	c.drained = make(chan struct{})
	Stopping.Add(1)
	close(c.done)
	registry.halt(c)
	c.settle()
	c.endChildren()
	own.Add(1)
	go c.drain()
}

// drain keeps Stopping up until the cell's goroutines have ended, and long
// enough for those that compiled code started, which are not counted. A main
// goroutine that has not ended by then is abandoned.
func (c *Cell) drain() {
	defer own.Add(-1)
	c.abandon()
	<-c.drained
	Stopping.Add(-1)
}

func (c *Cell) interrupted() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// Done returns a channel that is closed when the cell of the calling goroutine
// is interrupted, for compiled code that blocks. Such code then leaves by
// runtime.Goexit.
func Done() <-chan struct{} { return Current().stop() }

func (c *Cell) enter() {
	c.mu.Lock()
	c.live++
	c.mu.Unlock()
}

func (c *Cell) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.live--
	c.settle()
}

// settle closes drained when it is time to, once. The caller holds mu.
func (c *Cell) settle() {
	if c.live > 0 || c.drained == nil || c.settled {
		return
	}
	c.settled = true
	close(c.drained)
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
