package loop

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// A Loop runs functions when they are due, one at a time. Make one with New or
// NewPolling, and Close it.
type Loop struct {
	ready   []func()   // to be run in the next turn, in this order
	timers  timers     // to become ready at their time
	tasks   []*Task    // not done yet, in order of creation
	created int        // tasks so far
	jobs    int        // given to the pool, result not yet received
	idle    waiter     // how the loop waits
	pipes   []*os.File // to be closed with the loop
	closed  bool
	running atomic.Bool // RunUntil is under way

	pool  sync.WaitGroup // the jobs' goroutines
	slots chan struct{}  // one for each job that may run

	mu     sync.Mutex
	posted []func() // by other goroutines, to become ready; guarded by mu
}

// What keeps a loop from running.
var (
	ErrStuck   = errors.New("nothing is due and nothing will be: the tasks wait for each other")
	ErrRunning = errors.New("the loop is running already: await the task instead")
	ErrClosed  = errors.New("the loop is closed")
	ErrForeign = errors.New("the task belongs to another loop")
)

// New returns a Loop that waits for timers and jobs.
func New() *Loop { return newLoop(newSleeper()) }

func newLoop(idle waiter) *Loop {
	return &Loop{idle: idle, slots: make(chan struct{}, poolSize)}
}

// Soon makes f ready to run in the next turn.
func (l *Loop) Soon(f func()) { l.ready = append(l.ready, f) }

// After makes f ready once d has passed.
func (l *Loop) After(d time.Duration, f func()) { l.timers.add(time.Now().Add(d), f) }

// RunUntil runs the loop until t is done and its callbacks have run. Other tasks
// stay where they are; a later RunUntil goes on with them.
func (l *Loop) RunUntil(t *Task) error {
	if err := l.runUntil(t); err != nil {
		return fmt.Errorf("running the loop until %s is done: %w", t, err)
	}
	return nil
}

func (l *Loop) runUntil(t *Task) error {
	if !l.running.CompareAndSwap(false, true) {
		return ErrRunning
	}
	defer l.running.Store(false)
	switch {
	case l.closed:
		return ErrClosed
	case t.loop != l:
		return ErrForeign
	}
	defer l.wakeIfInterrupted()()
	over := t.State() == Done
	t.OnDone(func(*Task) { over = true })
	for !over {
		if err := l.turn(); err != nil {
			return err
		}
	}
	return nil
}

// turn waits until something is ready and runs what is ready then. What becomes
// ready meanwhile is left to the next turn, as is what a panic keeps from running.
func (l *Loop) turn() error {
	if err := l.wait(); err != nil {
		return err
	}
	batch := l.ready
	l.ready = nil
	defer func() { l.ready = append(batch, l.ready...) }()
	for len(batch) > 0 {
		f := batch[0]
		batch = batch[1:]
		f()
	}
	return nil
}

// wait collects what is due, after waiting for it if nothing is ready.
func (l *Loop) wait() error {
	var longest time.Duration // how long to wait: not at all
	if len(l.ready) == 0 {
		longest = forever
		if next, ok := l.timers.next(); ok {
			longest = max(0, time.Until(next))
		} else if l.jobs == 0 && !l.idle.watching() {
			return ErrStuck
		}
	}
	events, err := l.idle.wait(longest)
	if err != nil {
		return err
	}
	l.leaveIfInterrupted()
	l.ready = append(l.ready, events...)
	l.ready = append(l.ready, l.receive()...)
	l.ready = append(l.ready, l.timers.due(time.Now())...)
	return nil
}
