// Package work burns processor time by the measure.
//
// Experiments about computing need work that takes a known time, does not
// allocate, waits for nothing, and is compiled even where the cell that asks for
// it is interpreted. Burn is such work: a fixed number of steps of an arithmetic
// generator, as many as this machine does in the asked time when it has nothing
// else to do. The steps are counted, not the clock: two burns that share one
// processor take twice as long.
package work

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"gosched/experiments/lab"
)

// sink keeps the compiler from leaving the work out.
var sink atomic.Uint64

// steps does n steps of Knuth's linear congruential generator.
func steps(n int) {
	x := uint64(n)
	for range n {
		x = x*6364136223846793005 + 1442695040888963407
	}
	sink.Store(x)
}

// perSecond returns how many steps take one second: the best of several short
// probes, since a probe can only be disturbed towards fewer.
var perSecond = sync.OnceValue(func() float64 {
	const probe = 1 << 20
	best := 0.0
	for range 20 {
		start := time.Now()
		steps(probe)
		best = max(best, probe/time.Since(start).Seconds())
	}
	return best
})

// Calibrate finds out how fast this machine is, which takes some 20 ms, once. The
// first Burn does so otherwise: what is timed must not be the first.
func Calibrate() { perSecond() }

// Burn does work worth the given document seconds of one idle processor. If the cell is
// interrupted, Burn leaves.
func Burn(seconds float64) {
	once := int(perSecond() * atOnce.Seconds())
	for n := stepsIn(seconds); n > 0; n -= once {
		lab.LeaveIfInterrupted()
		steps(min(n, once))
	}
}

// atOnce is how long Burn works before it looks whether it is to leave.
const atOnce = 10 * time.Millisecond

// stepsIn returns how many steps take the given document seconds.
func stepsIn(seconds float64) int {
	return int(min(perSecond()*lab.Seconds(seconds).Seconds(), math.MaxInt64/2))
}

// A Lock is a toy GIL: who computes holds it, and gives it up after each slice
// for whoever waits. The zero Lock is free.
type Lock struct{ mu sync.Mutex }

// slice is how long a holder keeps the lock, in document seconds. (CPython's
// is 5 ms.)
const slice = 0.05

// Burn does work like the function Burn, holding the lock.
func (l *Lock) Burn(seconds float64) { l.inSlices(seconds, Burn) }

// inSlices calls burn for one slice after the other, each time holding the lock.
func (l *Lock) inSlices(seconds float64, burn func(seconds float64)) {
	for seconds > 0 {
		l.mu.Lock()
		burn(min(slice, seconds))
		l.mu.Unlock()
		seconds -= slice
	}
}

// On calls f with at most n goroutines computing at a time, and then allows as
// many as before. The machine is calibrated before f is called.
func On(n int, f func()) {
	Calibrate()
	before := runtime.GOMAXPROCS(n)
	defer runtime.GOMAXPROCS(before)
	f()
}
