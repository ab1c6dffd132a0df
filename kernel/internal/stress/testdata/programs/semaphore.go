// A channel as a semaphore bounds how many are inside.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

type semaphore chan struct{}

func (s semaphore) acquire() { s <- struct{}{} }
func (s semaphore) release() { <-s }
func (s semaphore) try() bool {
	select {
	case s <- struct{}{}:
		return true
	default:
		return false
	}
}

var inside, most atomic.Int64

func enter(s semaphore) {
	s.acquire()
	defer s.release()
	n := inside.Add(1)
	for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
	}
	runtime.Gosched()
	inside.Add(-1)
}

func main() {
	sem := make(semaphore, 3)
	var wg sync.WaitGroup

	for range 100 {
		wg.Go(func() { enter(sem) })
	}
	wg.Wait()
	fmt.Println(most.Load() <= 3, most.Load() > 0, inside.Load())

	fmt.Println(sem.try(), sem.try(), sem.try(), sem.try())
	sem.release()
	fmt.Println(sem.try(), len(sem), cap(sem))
}
