// A reusable barrier keeps the phases of all goroutines in step.
package main

import (
	"fmt"
	"sync"
)

type barrier struct {
	mu      sync.Mutex
	cond    sync.Cond
	size    int
	waiting int
	phase   int
}

func newBarrier(size int) *barrier {
	b := &barrier{size: size}
	b.cond.L = &b.mu
	return b
}

// wait returns the phase that has ended and whether the caller was the last.
func (b *barrier) wait() (phase int, last bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	phase = b.phase
	b.waiting++
	if b.waiting == b.size {
		b.waiting = 0
		b.phase++
		b.cond.Broadcast()
		return phase, true
	}
	for b.phase == phase {
		b.cond.Wait()
	}
	return phase, false
}

func main() {
	const parties, phases = 6, 10
	b := newBarrier(parties)
	var sums [phases][parties]int
	var lasts [phases]int
	var wg sync.WaitGroup

	for i := range parties {
		wg.Go(func() {
			for p := range phases {
				sums[p][i] = p * i
				phase, last := b.wait()
				if phase != 2*p {
					panic("out of step")
				}
				if last {
					lasts[p]++
				}
				total := 0
				for _, x := range sums[p] {
					total += x
				}
				if total != p*parties*(parties-1)/2 {
					panic("too early")
				}
				b.wait()
			}
		})
	}
	wg.Wait()

	fmt.Println(lasts, b.phase)
}
