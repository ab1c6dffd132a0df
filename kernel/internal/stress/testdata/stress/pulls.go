//go:build !race

// Iterators are pulled, to their end and not, several at a time in several goroutines.
// An interrupt ends all of them at once, and those that iter.Pull makes share its
// variables without a lock, since otherwise only one of them runs.
package main

import (
	"iter"
	"sync"
	"sync/atomic"
)

func upTo(n int, ended *atomic.Int32) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() { ended.Add(1) }()
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func interleave(a, b iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		nextA, stopA := iter.Pull(a)
		defer stopA()
		nextB, stopB := iter.Pull(b)
		defer stopB()
		for {
			x, ok := nextA()
			if !ok || !yield(x) {
				return
			}
			if y, ok := nextB(); !ok || !yield(-y) {
				return
			}
		}
	}
}

func round(k int) bool {
	var ended atomic.Int32
	sum, count := 0, 0
	for v := range interleave(upTo(10, &ended), upTo(5+k%10, &ended)) {
		sum += v
		count++
		if count == 30-k%20 {
			break
		}
	}
	want, x := 0, 0
	full := 0
	for i := 0; full < 30-k%20; i++ {
		if i/2 >= 10 && i%2 == 0 || i/2 >= 5+k%10 && i%2 == 1 {
			break
		}
		if x = i / 2; i%2 == 1 {
			x = -x
		}
		want += x
		full++
	}
	// An iterator that was never asked does not begin, and so does not end.
	return sum == want && count == full && (ended.Load() == 2 || ended.Load() == 1 && count == 1)
}

func run(n int) (wrong int) {
	const goroutines = 4
	var wg sync.WaitGroup
	var mu sync.Mutex
	for i := range goroutines {
		wg.Go(func() {
			for k := range n / goroutines / 10 {
				if !round(i + k) {
					mu.Lock()
					wrong++
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return wrong
}
