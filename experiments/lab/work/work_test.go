package work

import (
	"runtime"
	"sync"
	"testing"
	"time"

	"gosched/experiments/lab"
)

// Work is proportional to what was asked. Disturbances only add, so of several
// rounds the least counts.
func TestBurnIsProportional(t *testing.T) {
	least := func(seconds float64) time.Duration {
		best := time.Hour
		for range 9 {
			start := time.Now()
			Burn(seconds)
			best = min(best, time.Since(start))
		}
		return best
	}
	one, three := least(0.05), least(0.15)
	if ratio := float64(three) / float64(one); ratio < 2.5 || ratio > 3.5 {
		t.Errorf("three times the work takes %.2f times as long", ratio)
	}
}

// What holds the lock excludes the others: burns under one lock take as long
// together as one after the other.
func TestLockExcludes(t *testing.T) {
	var l Lock
	together := func() {
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() { l.Burn(0.2) })
		}
		wg.Wait()
	}
	apart := func() {
		l.Burn(0.2)
		l.Burn(0.2)
	}
	times := lab.Interleave(7, apart, together)
	if speedUp := times[0] / times[1]; speedUp > 1.35 {
		t.Errorf("speed-up %.2f under one lock", speedUp)
	}
}

func TestOnRestores(t *testing.T) {
	before := runtime.GOMAXPROCS(0)
	On(1, func() {
		if n := runtime.GOMAXPROCS(0); n != 1 {
			t.Errorf("%d processors inside On(1)", n)
		}
	})
	if n := runtime.GOMAXPROCS(0); n != before {
		t.Errorf("%d processors after On, %d before", n, before)
	}
}
