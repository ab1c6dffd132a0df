// Producers and consumers share a ring with two conditions.
package main

import (
	"fmt"
	"sync"
)

type ring[T any] struct {
	mu                sync.Mutex
	notFull, notEmpty *sync.Cond
	items             []T
	head, n           int
	closed            bool
}

func newRing[T any](size int) *ring[T] {
	r := &ring[T]{items: make([]T, size)}
	r.notFull, r.notEmpty = sync.NewCond(&r.mu), sync.NewCond(&r.mu)
	return r
}

func (r *ring[T]) put(x T) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.n == len(r.items) {
		r.notFull.Wait()
	}
	r.items[(r.head+r.n)%len(r.items)] = x
	r.n++
	r.notEmpty.Signal()
}

func (r *ring[T]) get() (x T, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.n == 0 && !r.closed {
		r.notEmpty.Wait()
	}
	if r.n == 0 {
		return x, false
	}
	x = r.items[r.head]
	r.head = (r.head + 1) % len(r.items)
	r.n--
	r.notFull.Signal()
	return x, true
}

func (r *ring[T]) close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.notEmpty.Broadcast()
}

func main() {
	r := newRing[int](4)
	var producers, consumers sync.WaitGroup

	for p := range 5 {
		producers.Go(func() {
			for i := range 100 {
				r.put(p*100 + i)
			}
		})
	}
	sums := make([]int, 3)
	counts := make([]int, 3)
	for c := range sums {
		consumers.Go(func() {
			for x, ok := r.get(); ok; x, ok = r.get() {
				sums[c] += x
				counts[c]++
			}
		})
	}

	producers.Wait()
	r.close()
	consumers.Wait()
	fmt.Println(sums[0]+sums[1]+sums[2], counts[0]+counts[1]+counts[2])
	fmt.Println(r.get())
}
