package rt

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// An interrupt ends all goroutines of a cell, Stop ends one. Those that this package has
// started have a channel of their own for it, which the interrupt closes, too. The main
// goroutine of a cell has its cell's, and so have those of compiled code and of bubbles.

// halt has the goroutine leave, when it blocks or polls, if it can be told alone. One that was
// started in a bubble leaves when it polls.
func (g *G) halt() {
	if g.alone() && g.halted.CompareAndSwap(false, true) && !g.inner {
		close(g.quit)
	}
}

// alone says whether the goroutine can be told to end without its cell.
func (g *G) alone() bool { return g.inner || g.quit != g.cell.done }

// told says whether the goroutine is to end.
func (g *G) told() bool { return g.halted.Load() || g.cell.interrupted() }

// halt has the goroutines of a cell leave. One that begins later sees that its cell was
// interrupted.
func (t *goroutineTable) halt(c *Cell) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for g := range t.live {
		if g.cell == c {
			g.halt()
		}
	}
}

// ErrEnds is the error of Stop for a goroutine that has not ended within a second: it is in
// a compiled call that cannot be ended, in its deferred functions, or in a bubble of
// testing/synctest.
var ErrEnds = errors.New("it will end when its compiled call or its deferred functions let it")

// Stop ends the goroutine as an interrupt of its cell would: deferred functions run, locks
// are released by them, recover does not see it. It waits until it has ended.
func (g *G) Stop() error { return StopAll([]*G{g})[0] }

// StopAll does that with several at once and returns an error for each, nil for those that have
// ended. It goes on waiting as long as some end: many take their time.
func StopAll(list []*G) []error {
	errs, ended := make([]error, len(list)), make([]<-chan struct{}, len(list))
	var left []int
	for i, g := range list {
		if errs[i] = g.unstoppable(); errs[i] == nil {
			ended[i] = registry.stop(g)
			left = append(left, i)
		}
	}
	begun := time.Now()
	for latest := begun; len(left) > 0 && time.Since(latest) < grace && time.Since(begun) < ending; {
		select {
		case <-ended[left[0]]:
			left, latest = left[1:], time.Now()
		case <-time.After(grace / 20):
			n := len(left)
			if left = slices.DeleteFunc(left, func(i int) bool { return closed(ended[i]) }); len(left) < n {
				latest = time.Now()
			}
		}
	}
	for _, i := range left {
		errs[i] = ErrEnds
	}
	return errs
}

// ending is how long StopAll waits at most.
const ending = 4 * time.Second

// unstoppable says why g cannot be ended alone.
func (g *G) unstoppable() error {
	switch {
	case g.left.Load():
		return fmt.Errorf("it is a call of %s that an interrupt has left behind", *g.wait.on)
	case g.IsMain():
		return errors.New("it is the main goroutine of the running cell, which an interrupt ends")
	case !g.alone():
		return errors.New("compiled code has started it")
	}
	return nil
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// stop has g leave and returns a channel that is closed when it has ended.
func (t *goroutineTable) stop(g *G) <-chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.live[g] {
		ended := make(chan struct{})
		close(ended)
		return ended
	}
	if g.asked == nil {
		g.asked = make(chan struct{})
		Stopping.Add(1)
	}
	g.halt()
	return g.asked
}
