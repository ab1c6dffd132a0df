package stress

import (
	"flag"
	"math/rand/v2"
	"testing"
	"time"

	"gosched/kernel/rt"
)

var interrupts = flag.Int("interrupts", 3, "how often each program of testdata/stress is interrupted")

// untouched is a cell of which others must not harm anything. Its function whole
// says whether they have.
const untouched = `
import (
	"runtime"
	"sync"
	"sync/atomic"
)

type account struct {
	mu   sync.Mutex
	sums [2]int
}

var (
	kept  account
	beats atomic.Int64
	queue = make(chan int)
	calls int
)

func (a *account) move(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sums[0] -= n
	runtime.Gosched()
	a.sums[1] += n
}

func (a *account) balanced() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.sums[0]+a.sums[1] == 0
}

count := func() func() int { n := 0; return func() int { n++; return n } }()

go func() {
	for {
		kept.move(1)
		beats.Add(1)
	}
}()
go func() {
	for i := 0; ; i++ {
		queue <- i
	}
}()

func whole() bool {
	for b := beats.Load(); beats.Load() == b; {
		runtime.Gosched()
	}
	a, b := <-queue, <-queue
	calls++
	return b == a+1 && count() == calls && kept.balanced()
}
`

// TestInterrupts interrupts programs at any moment. They end, what other cells
// have goes on, and the same program does its work right afterwards.
func TestInterrupts(t *testing.T) {
	seed := rand.Uint64()
	rnd := rand.New(rand.NewPCG(seed, 0))
	stressful(t, func(t *testing.T, text string) {
		n := stressed(t)
		other, run, err := n.load(untouched)
		if err != nil {
			t.Fatal(err)
		}
		if out := run(); out.Err != nil {
			t.Fatalf("%+v", out.Err)
		}
		defer other.Interrupt()
		if _, err := n.cell(text); err != nil {
			t.Fatal(err)
		}
		for range *interrupts {
			n.interrupt(t, time.Duration(rnd.IntN(30))*time.Millisecond)
			if ok, err := n.cell("whole()"); err != nil || ok[0] != true {
				t.Fatalf("seed %d: what another cell has was harmed: %v", seed, err)
			}
			if wrong := n.wrong(t, 50); wrong != 0 {
				t.Fatalf("seed %d: afterwards %d wrong of 50", seed, wrong)
			}
		}
		if text := shown.take(); text != "" {
			t.Errorf("it printed\n%s", text)
		}
	})
}

// interrupt interrupts a cell that would run for days, after some time.
func (n *notebook) interrupt(t *testing.T, after time.Duration) {
	c, run, err := n.load("run(1 << 40)")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan rt.Outcome, 1)
	go func() { ended <- run() }()
	time.Sleep(after)
	c.Interrupt()
	select {
	case out := <-ended:
		if f := out.Err; f == nil || f.Name != "interrupt" || f.Abandoned != "" {
			t.Fatalf("after %v: it ended so: %+v", after, f)
		}
	case <-time.After(time.Minute):
		panic("a cell does not end") // with the stacks of all goroutines
	}
}
