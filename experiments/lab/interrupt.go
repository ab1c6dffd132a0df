package lab

import (
	"runtime"
	"sync/atomic"
)

// interrupted is the notebook's answer to Interrupted; nil outside a notebook.
var interrupted atomic.Pointer[func() <-chan struct{}]

// Interrupted returns a channel that is closed when the calling goroutine's
// cell is interrupted. Outside a notebook it is nil: nothing ever interrupts.
//
// An instrument that finds it closed leaves by runtime.Goexit, so that deferred
// calls run and nothing recovers.
func Interrupted() <-chan struct{} {
	if f := interrupted.Load(); f != nil {
		return (*f)()
	}
	return nil
}

// SetInterrupted makes f the meaning of Interrupted. The kernel calls it once,
// before any cell runs; cells have no use for it.
func SetInterrupted(f func() <-chan struct{}) {
	interrupted.Store(&f)
}

// LeaveIfInterrupted ends the calling goroutine if its cell was interrupted.
func LeaveIfInterrupted() {
	select {
	case <-Interrupted():
		runtime.Goexit()
	default:
	}
}
