package loop

import (
	"runtime"

	"gosched/experiments/lab"
)

// wakeIfInterrupted wakes the loop when the calling cell is interrupted, until
// the function it returns is called.
func (l *Loop) wakeIfInterrupted() (end func()) {
	interrupted := lab.Interrupted()
	if interrupted == nil {
		return func() {}
	}
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-interrupted:
			l.idle.wake()
		case <-over:
		}
	}()
	return func() {
		close(over)
		<-ended
	}
}

// leaveIfInterrupted ends the loop's goroutine if its cell was interrupted.
func (l *Loop) leaveIfInterrupted() {
	select {
	case <-lab.Interrupted():
		runtime.Goexit()
	default:
	}
}
