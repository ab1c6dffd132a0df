package rt

import (
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"
)

// leaving says why a goroutine ends before its function returns.
type leaving uint8

const (
	stays leaving = iota
	interrupted
	died // of what ends a compiled program
)

// StackLimit is how much stack, in bytes, a goroutine may use before it is
// ended as a compiled program would be.
const StackLimit = 128 << 20

// Stopping is not 0 while some cell is being interrupted, goroutines are to end alone, or to be
// swept. It is only a hint: Poll decides.
var Stopping atomic.Int32

// Poll ends the goroutine if its cell was interrupted. Loops call it at their head.
func Poll() {
	if Stopping.Load() != 0 {
		g := Current()
		g.sweep(sweeps.Load())
		g.poll()
	}
}

// manyPolls is how often a deferred function polls at least that is taken for one
// that does not end. Time alone does not tell: the process may have been stopped.
const manyPolls = 100

// poll ends the goroutine if it is to end. Once it is leaving, its
// deferred functions go on, for as long as an interrupt is patient.
func (g *G) poll() {
	endSweep()
	if g.leaving != stays {
		g.polls++
		if g.leaving == interrupted && g.polls > manyPolls && nanotime()-g.leftAt > int64(grace) {
			runtime.Goexit()
		}
		return
	}
	select {
	case <-g.quit:
		g.leave(interrupted)
	default:
		if g.inner && g.halted.Load() {
			g.leave(interrupted)
		}
	}
}

// leave ends the goroutine: deferred functions run and cannot prevent it.
func (g *G) leave(why leaving) {
	if g.leaving == stays {
		g.leaving, g.leftAt = why, nanotime()
		if why == interrupted {
			g.in.end()
			mercy := make(chan struct{})
			g.mercy, g.special = mercy, true
			time.AfterFunc(patience, func() { close(mercy) })
		}
	}
	g.runs()
	runtime.Goexit()
}

// stop returns the channel whose closing ends what the goroutine waits for:
// quit, and while it leaves one that gives its deferred functions a moment. In a
// bubble it is the bubble's.
func (g *G) stop() <-chan struct{} {
	if g.special {
		return g.specialStop()
	}
	return g.quit
}

// specialStop is stop for the special, and has the watch look for deadlocks when the main
// goroutine of a cell has blocked.
func (g *G) specialStop() <-chan struct{} {
	switch {
	case g.bubble:
		return g.in.stop()
	case g.mercy != nil:
		return g.mercy
	}
	watch.wake()
	return g.quit
}

// Enter is called on entry to functions that may be part of an endless
// recursion. It polls and ends the goroutine if its stack is at the limit.
func Enter() {
	var here byte
	if stackTop(getg())-uintptr(unsafe.Pointer(&here)) > StackLimit {
		Overflow()
	}
	Poll()
}

// Overflow ends the calling goroutine, whose stack is at the limit. While its deferred
// functions run the limit is lifted: they need stack, too.
func Overflow() { Current().die("stack overflow (goroutine stack exceeds 1000000000-byte limit)") }

// die ends the goroutine, the calling one, with the runtime's words for what ends a
// compiled program.
func (g *G) die(why string) {
	if g.leaving == stays {
		g.fatal = why
		g.leave(died)
	}
}

// stackTop returns the high end of the stack of goroutine g: the second word
// of the runtime's descriptor.
func stackTop(g unsafe.Pointer) uintptr { return *(*uintptr)(unsafe.Add(g, unsafe.Sizeof(uintptr(0)))) }
