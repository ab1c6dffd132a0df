package rt

import (
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"
)

// A G is the record of one goroutine.
type G struct {
	labels []label // must be first, see label
	self   unsafe.Pointer
	ended  atomic.Bool

	ID     int64
	Parent int64  // ID of the goroutine that started it, 0 if none
	Callee string // the function it runs
	// Created is the function with the go statement and where that stands; the
	// zero StackLine if unknown.
	Created StackLine
	Started time.Time

	cell    *Cell
	quit    chan struct{} // closed when it is to end: its cell's, or one of its own, see halt
	halted  atomic.Bool   // it is to end: if quit is its own, that is closed
	asked   chan struct{} // closed at its end; nil unless it was to end alone; the registry's
	wait    waiting
	foreign bool    // started by compiled code
	bubble  bool    // of testing/synctest, see Bubble
	inner   bool    // started in one
	in      *bubble // the one, if it is known
	apart   bool    // counted as one of the kernel's own
	special bool    // a cell's main goroutine, in a bubble or leaving, see stop
	locked  bool    // it has locked something

	leaving  leaving              // why the goroutine is ending early
	fatal    string               // what it died of
	returned bool                 // the main function of its cell has returned
	mercy    <-chan struct{}      // once it leaves: closed when its deferred functions must not block any longer
	leftAt   int64                // when it began to leave, in nanotime
	polls    int                  // since then
	buries   atomic.Bool          // interrupted, it waits for the end of processes that were killed
	aide     atomic.Uintptr       // the runtime's descriptor of the helper that waits for it, see await; 0 if that has not begun
	wants    atomic.Pointer[byte] // the lock it waits for, or waited for when it began to leave
	threads  int                  // calls of LockOSThread that have not been undone
	header   string               // how its stack text begins; set for main goroutines
	behind   *helper              // the compiled call it has left behind, nil if none
	left     atomic.Bool          // it is a helper that nobody waits for
	brief    uint                 // waits in a row that were too short to be told about, see tellPlace
	holds    locks
	swept    int64 // the latest sweep of its calls

	may       *Panic // what the next function of the program to be called may recover
	panicking *Panic // the latest panic in progress whose deferred calls are being made
	raised    *Panic // that a Frame has raised again and that no other has caught yet
	// Top is the innermost interpreted call, for package engine to find the
	// calls of a panic; only this goroutine uses it.
	Top unsafe.Pointer
}

// Cell returns the number of the cell that the goroutine belongs to.
func (g *G) Cell() int { return g.cell.number }

// IsMain reports whether the goroutine is the main one of its cell.
func (g *G) IsMain() bool { return g.cell.main.Load() == g }

// Ended reports whether the goroutine has ended.
func (g *G) Ended() bool { return g.ended.Load() }

var lastID atomic.Int64

func newG(c *Cell, parent *G) *G {
	g := &G{labels: marker[:], ID: lastID.Add(1), cell: c, quit: c.done, Started: time.Now()}
	if parent != nil {
		g.Parent, g.bubble, g.special = parent.ID, parent.bubble, parent.bubble
		g.inner, g.in = parent.bubble, parent.in
	}
	return g
}

// Foreign reports whether compiled code started the goroutine, which is the
// caller's.
func (g *G) Foreign() bool { return g.foreign }

// Enter is called when compiled code calls interpreted code, maybe while it waits, as a
// Cond does for a lock of the program's. It ends the goroutine if what it did was left
// behind.
func (g *G) Enter() {
	if g.left.Load() {
		runtime.Goexit()
	}
	if g.wait.state.Load() != active {
		g.runs() // nobody may look at its calls any more, or sweep them
	}
}

// Appear makes a goroutine that compiled code started, and that calls
// interpreted code, one of its cell, until Survive.
func (g *G) Appear() {
	if g.cell.interrupted() {
		runtime.Goexit()
	}
	g.cell.enter()
	registry.add(g)
}

// Survive, deferred by the outermost interpreted call of a foreign goroutine,
// reports a panic and lets the goroutine end as if by runtime.Goexit, so that
// the functions that compiled code has deferred do run. Expects, if not nil, is asked
// first whether the compiled code recovers panics, and does what it would do then.
func (g *G) Survive(expects func(v any, stack string) bool) {
	r := recover()
	if r == nil || expects == nil || g.leaving != stays || !expects(g.caught(r).value, stackText(g)) {
		g.reportEnd(r)
	}
	g.leaveLocks()
	g.ended.Store(true) // the runtime's descriptor may be another goroutine's next
	registry.remove(g)
	g.cell.leave()
	if r != nil {
		runtime.Goexit()
	}
}
