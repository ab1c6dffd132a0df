package work

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// The steps are counted and not timed, so this needs no quiet machine.
func TestWorkIsProportional(t *testing.T) {
	one, three := stepsIn(0.1), stepsIn(0.3)
	if one < 1000 || math.Abs(float64(three)/float64(one)-3) > 0.001 {
		t.Errorf("%d steps in 0.1 s, %d in 0.3 s", one, three)
	}
}

func TestBurnReturns(t *testing.T) {
	var l Lock
	Burn(0)
	Burn(0.01)
	l.Burn(0.06)
}

func TestLockExcludesSliceBySlice(t *testing.T) {
	var (
		l      Lock
		wg     sync.WaitGroup
		inside atomic.Int32
		total  float64 // guarded by l; the race detector would see otherwise
	)
	burn := func(seconds float64) {
		if n := inside.Add(1); n != 1 {
			t.Errorf("%d compute at once", n)
		}
		if seconds > slice {
			t.Errorf("a slice of %v s", seconds)
		}
		total += seconds
		runtime.Gosched()
		inside.Add(-1)
	}
	for range 4 {
		wg.Go(func() { l.inSlices(0.32, burn) })
	}
	wg.Wait()
	if math.Abs(total-4*0.32) > 1e-9 {
		t.Errorf("work of %v s, want %v", total, 4*0.32)
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
