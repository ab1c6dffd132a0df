// Callers of the same key share one call.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

type call[V any] struct {
	wg   sync.WaitGroup
	v    V
	err  error
	dups int
}

type flight[K comparable, V any] struct {
	mu sync.Mutex
	m  map[K]*call[V]
}

func (f *flight[K, V]) do(k K, fn func() (V, error)) (v V, err error, shared bool) {
	f.mu.Lock()
	if f.m == nil {
		f.m = make(map[K]*call[V])
	}
	if c, ok := f.m[k]; ok {
		c.dups++
		f.mu.Unlock()
		c.wg.Wait()
		return c.v, c.err, true
	}
	c := new(call[V])
	c.wg.Add(1)
	f.m[k] = c
	f.mu.Unlock()

	defer func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.m, k)
		shared = c.dups > 0
		c.wg.Done()
	}()
	c.v, c.err = fn()
	return c.v, c.err, false
}

func (f *flight[K, V]) waiting(k K) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	if c := f.m[k]; c != nil {
		return c.dups
	}
	return -1
}

func main() {
	var f flight[string, int]
	var calls atomic.Int64
	var wg sync.WaitGroup
	release := make(chan int)
	got := make([]int, 10)
	shared := make([]bool, 10)

	for i := range got {
		wg.Go(func() {
			got[i], _, shared[i] = f.do("k", func() (int, error) {
				calls.Add(1)
				return <-release, nil
			})
		})
	}
	for f.waiting("k") != 9 {
		runtime.Gosched()
	}
	release <- 42
	wg.Wait()
	fmt.Println(got, calls.Load(), shared)

	fmt.Println(f.do("k", func() (int, error) { return 0, errors.New("failed") }))
	fmt.Println(f.waiting("k"))
}
