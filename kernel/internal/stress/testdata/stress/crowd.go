// As many goroutines as there are rounds block and are let go, half by half: by a
// channel, a lock, a condition and a group.
package main

import (
	"sync"
	"sync/atomic"
)

func run(n int) (wrong int) {
	for n > 0 {
		size := min(n, 100_000)
		wrong += crowd(size)
		n -= size
	}
	return wrong
}

func crowd(n int) (wrong int) {
	var ended atomic.Int64
	var all, opened sync.WaitGroup
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	open, ready := make(chan struct{}), false
	opened.Add(1)
	all.Add(n)
	for i := range n {
		go func() {
			defer all.Done()
			switch i % 16 {
			case 0:
				opened.Wait()
			case 1:
				mu.Lock()
				for !ready {
					cond.Wait()
				}
				mu.Unlock()
			case 2, 3, 4, 5, 6:
				select {
				case <-open:
				case <-(chan int)(nil):
				}
			default:
				<-open
			}
			ended.Add(1)
		}()
	}
	if ended.Load() != 0 {
		wrong++
	}
	close(open)
	mu.Lock()
	ready = true
	mu.Unlock()
	cond.Broadcast()
	opened.Done()
	all.Wait()
	if ended.Load() != int64(n) {
		wrong++
	}
	return wrong
}
