package gantt

import (
	"runtime"
	"sync"
	"time"
)

// semaphore lets two of six workers in at a time.
func semaphore(w *watch) {
	places := make(chan struct{}, 2)
	w.start(6, func(int) {
		for range 3 {
			w.waits(func() { places <- struct{}{} })
			w.waits(func() { time.Sleep(time.Millisecond) })
			<-places
			spin(50 * time.Microsecond)
		}
	})
}

// pipeline has three stages, the second of which is the slowest.
func pipeline(w *watch) {
	stages := [...]time.Duration{time.Millisecond, 2 * time.Millisecond, time.Millisecond / 2}
	links := [...]chan int{make(chan int), make(chan int)}
	w.start(len(stages), func(i int) {
		for n := range 12 {
			if i > 0 {
				w.waits(func() { <-links[i-1] })
			}
			w.waits(func() { time.Sleep(stages[i]) })
			if i < len(links) {
				w.waits(func() { links[i] <- n })
			}
		}
	})
}

// barrier has all wait for the one that takes longest, in each of several rounds.
func barrier(w *watch) {
	const parties = 4
	var mu sync.Mutex
	var here, round int
	all := sync.NewCond(&mu)
	w.start(parties, func(i int) {
		for range 5 {
			w.waits(func() { time.Sleep(time.Duration(i+1) * time.Millisecond) })
			w.waits(mu.Lock)
			if here++; here == parties {
				here = 0
				round++
				all.Broadcast()
			} else {
				for mine := round; mine == round; {
					w.waits(all.Wait)
				}
			}
			mu.Unlock()
		}
	})
}

// readers share what a writer has for itself.
func readers(w *watch) {
	var mu sync.RWMutex
	w.start(5, func(i int) {
		for range 6 {
			if i == 0 {
				w.waits(mu.Lock)
				w.waits(func() { time.Sleep(2 * time.Millisecond) })
				mu.Unlock()
				w.waits(func() { time.Sleep(time.Millisecond) })
			} else {
				w.waits(mu.RLock)
				w.waits(func() { time.Sleep(time.Millisecond) })
				mu.RUnlock()
			}
		}
	})
}

// ticks waits for a ticker, and does something at each.
func ticks(w *watch) {
	w.start(2, func(i int) {
		t := time.NewTicker(time.Duration(i+1) * time.Millisecond)
		defer t.Stop()
		for range 10 {
			w.waits(func() { <-t.C })
			spin(100 * time.Microsecond)
		}
	})
}

// hog keeps the only processor, and who sleeps beside it has to wait for that.
func hog(w *watch) {
	w.start(2, func(i int) {
		for range 15 {
			if i == 0 {
				spin(800 * time.Microsecond)
				w.waits(runtime.Gosched)
			} else {
				w.waits(func() { time.Sleep(500 * time.Microsecond) })
			}
		}
	})
}
