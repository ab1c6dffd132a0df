package loop

import (
	"math"
	"time"
)

// forever is a wait without end.
const forever time.Duration = math.MaxInt64

// A waiter is how an idle loop waits, and for what besides time.
type waiter interface {
	// wait returns after d, or earlier if wake was called or something
	// watched is ready, with the functions that are due for that.
	wait(d time.Duration) ([]func(), error)
	wake()          // ends the present wait or, if there is none, the next; from any goroutine
	watching() bool // whether anything but wake can end a wait that is forever
	close() error
}

// A sleeper waits for time and wake only.
type sleeper struct {
	woken chan struct{} // capacity 1
}

func newSleeper() *sleeper { return &sleeper{make(chan struct{}, 1)} }

func (s *sleeper) wait(d time.Duration) ([]func(), error) {
	switch d {
	case 0:
	case forever:
		<-s.woken
	default:
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-s.woken:
		}
	}
	return nil, nil
}

func (s *sleeper) wake() {
	select {
	case s.woken <- struct{}{}:
	default:
	}
}

func (s *sleeper) watching() bool { return false }
func (s *sleeper) close() error   { return nil }
