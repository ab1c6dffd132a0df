package rt

import "sync/atomic"

// A bubble is one of testing/synctest: time stands still in it while one of its goroutines
// can run, and goes on when all wait for each other. A goroutine that waited for its cell's
// end, too, would wait for something outside, and time would stand still for ever. So an
// interrupt does not reach those in a bubble where they wait, only where they run; they never
// wait for long. The first that leaves wakes the others.
type bubble struct {
	ends chan struct{} // made in the bubble, and closed when its goroutines are to end
	told atomic.Bool   // it is closed
}

// end has the goroutines of the bubble leave, where they wait for each other. It is called by
// one of them.
func (b *bubble) end() {
	if b != nil && b.told.CompareAndSwap(false, true) {
		close(b.ends)
	}
}

// stop returns the channel whose closing ends what a goroutine of the bubble waits for.
func (b *bubble) stop() <-chan struct{} {
	if b == nil {
		return nil
	}
	return b.ends
}

// Bubble calls test, which makes a bubble and has its first goroutine call within with what is to
// be done there. If that goroutine leaves then, it calls finish last: to package testing,
// a Goexit is no end of a test.
func Bubble(test func(within func(f, finish func()))) {
	g := Current()
	defer func(was, special bool) {
		g.bubble, g.special = was, special
		if g.told() { // what the bubble makes of the end of its goroutines does not count
			recover()
			g.leave(interrupted)
		}
	}(g.bubble, g.special)
	g.bubble, g.special = true, true // and of the goroutines that it starts
	test(within)
}

// within is called in a new bubble.
func within(f, finish func()) {
	g := Current()
	g.in = &bubble{ends: make(chan struct{})}
	defer func() {
		if g.leaving != stays {
			g.in.end()
			finish()
		}
	}()
	f()
}
