// Readers see a consistent state while writers change it.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

type ledger struct {
	sync.RWMutex
	a, b int
}

func (l *ledger) move(n int) {
	l.Lock()
	defer l.Unlock()
	l.a -= n
	runtime.Gosched()
	l.b += n
}

func (l *ledger) total() int {
	l.RLock()
	defer l.RUnlock()
	return l.a + l.b
}

func main() {
	l := &ledger{a: 1000}
	var writers, readers sync.WaitGroup
	var torn atomic.Int64
	stop := make(chan struct{})

	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if l.total() != 1000 {
					torn.Add(1)
				}
			}
		})
	}
	for i := range 5 {
		writers.Go(func() {
			for range 20 {
				l.move(i)
			}
		})
	}

	writers.Wait()
	close(stop)
	readers.Wait()
	fmt.Println(l.a, l.b, torn.Load())

	var rw sync.RWMutex
	rw.RLock()
	fmt.Println(rw.TryRLock(), rw.TryLock())
	rw.RUnlock()
	rw.RUnlock()
	fmt.Println(rw.TryLock(), rw.TryRLock())
	rw.Unlock()

	locker := rw.RLocker()
	locker.Lock()
	fmt.Println(rw.TryLock(), rw.TryRLock())
}
