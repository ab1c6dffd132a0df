package rt

import (
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"
)

// An Outside is a call of a compiled function that may block for long where
// this package cannot wait for an interrupt.
type Outside struct {
	Name *string // of the function, for goroutine tables and for a cell that leaves it behind
	Idle bool    // it waits for goroutines, and for nothing else: no word need be said of it
	Ends bool    // the interrupt kills what it waits for, which may take a moment on a busy machine
	// On is what it waits for, if only other goroutines of cells can end the wait and the call
	// makes no calls of interpreted functions; otherwise nil.
	On unsafe.Pointer
	// Pipes are ends of io.Pipes that the call may wait at.
	Pipes []Target
	// Call makes the call.
	Call func()
	// Stop, if not nil, is called when the cell is interrupted, to make the call
	// return. After it has returned, or could not be waited for, Restore is called.
	Stop, Restore func()
	// Undo, if not nil, gives back what the call obtained after it was left behind.
	Undo func()

	header atomic.Pointer[string] // how the stack text of the goroutine that makes the call begins, if there are Pipes
}

// patience is how long a goroutine that leaves waits for a compiled call that
// was asked to return, and for what its deferred functions block on.
const patience = 40 * time.Millisecond

// Do makes the call and returns when it has returned, panicked or ended the
// goroutine, as if it were made directly; but if the cell is interrupted, the
// goroutine leaves.
//
// The call is made by a goroutine of its own. It is started here and ends with
// the call: after an interrupt that may be much later, and no interpreted code
// runs on it then.
func (o *Outside) Do() {
	g := Current()
	if g.leaving != stays || g.threads > 0 || g.bubble {
		o.Call() // a deferred call is completed; a thread's own call is made by it, a bubble's in it
		return
	}
	h := &helper{g: newHelperG(g), ended: make(chan struct{}), o: o}
	own.Add(1)
	go h.run()
	g.wait.joins(o)
	g.blocks(o.Name)
	if (o.On != nil || len(o.Pipes) > 0) && g.special {
		watch.wake()
	}
	select {
	case <-h.ended:
		g.runs()
	case <-g.quit:
		h.interrupt(g)
	}
	h.pass(g)
}

// A helper is the goroutine that makes the call of an Outside.
type helper struct {
	g     *G // its record: that of the goroutine it works for, as far as calls of interpreted code are concerned
	o     *Outside
	ended chan struct{} // closed when the call has ended; what follows is set before

	returned bool
	panicked *Panic
}

func newHelperG(g *G) *G {
	child := newG(g.cell, g)
	child.ID, child.Callee, child.Created, child.quit = g.ID, g.Callee, g.Created, g.quit
	child.halted.Store(true) // the channel is not the helper's to close
	child.Top, child.panicking = g.Top, g.panicking
	return child
}

func (h *helper) run() {
	h.g.self = getg()
	setProfLabel(unsafe.Pointer(h.g))
	if len(h.o.Pipes) > 0 {
		header := stackHeader()
		h.o.header.Store(&header)
	}
	defer func() {
		if !h.returned {
			if r := recover(); r != nil {
				h.panicked = h.g.caught(r)
			}
		}
		setProfLabel(nil)
		own.Add(-1)
		if h.g.left.Swap(true) { // nobody waits
			registry.remove(h.g)
			h.undo()
		}
		h.g.ended.Store(true)
		close(h.ended)
	}()
	h.o.Call()
	h.returned = true
}

// interrupt ends the call if it can be ended and lets g, which made it, leave.
func (h *helper) interrupt(g *G) {
	if h.o.Stop != nil {
		h.o.Stop()
	}
	limit := patience
	if h.o.Ends {
		limit = dying
		g.buries.Store(true)
		defer g.buries.Store(false)
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-h.ended:
	case <-timer.C:
	}
	if h.leave(g) {
		g.behind = h
	} else {
		h.undo()
	}
	if h.o.Restore != nil {
		h.o.Restore()
	}
	g.leave(interrupted)
}

// undo gives back what the call obtained.
func (h *helper) undo() {
	if h.o.Undo != nil && h.returned {
		h.o.Undo()
	}
}

// leave makes the helper a goroutine by itself, what the cell leaves behind of
// g, and reports whether there is one: the call may have ended.
func (h *helper) leave(g *G) bool {
	h.g.wait.on, h.g.wait.since, h.g.wait.at = h.o.Name, g.wait.since, new(StackLine)
	h.g.wait.joins(h.o)
	if interpreter != nil {
		*h.g.wait.at = interpreter.Caller(g)
	}
	h.g.wait.state.Store(blocked)
	return registry.leave(h.g)
}

// pass ends the call in g as it ended in the helper.
func (h *helper) pass(g *G) {
	switch {
	case h.returned:
	case h.panicked != nil:
		g.Top, g.raised = h.g.Top, h.panicked
		panic(h.panicked.value)
	case h.g.leaving != stays:
		g.leave(h.g.leaving)
	default:
		runtime.Goexit()
	}
}

// leftBehind names the compiled call that the goroutine has left behind, "" if
// there is none or deferred functions have ended it.
func (g *G) leftBehind() string {
	if g.behind == nil || g.behind.o.Idle {
		return ""
	}
	select {
	case <-g.behind.ended:
		return ""
	case <-time.After(patience / 4):
		return *g.behind.o.Name
	}
}
