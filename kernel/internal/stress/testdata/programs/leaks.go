// Goroutines that nobody waits for are counted, and end when they are let go.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func settle(n int) bool {
	for i := 0; i < 1_000_000; i++ {
		if runtime.NumGoroutine() == n {
			return true
		}
		runtime.Gosched()
	}
	return false
}

func leaky(n int) (release func()) {
	c := make(chan int)
	for i := range n {
		go func() { c <- i }()
	}
	return func() {
		for range n {
			<-c
		}
	}
}

func main() {
	before := runtime.NumGoroutine()
	release := leaky(10)
	fmt.Println("more by", runtime.NumGoroutine()-before)

	release()
	fmt.Println("all have ended:", settle(before))

	var mu sync.Mutex
	var wg sync.WaitGroup
	cond := sync.NewCond(&mu)
	block := make(chan bool)
	mu.Lock()
	go func() { mu.Lock(); mu.Unlock() }()
	go func() { block <- true }()
	go func() {
		select {
		case <-block:
		case <-make(chan int):
		}
	}()
	wg.Add(1)
	go wg.Wait()
	fmt.Println("blocked or ended:", runtime.NumGoroutine()-before <= 4)
	mu.Unlock()
	wg.Done()
	fmt.Println(settle(before))

	mu.Lock()
	for range 3 {
		go func() { mu.Lock(); cond.Wait(); mu.Unlock() }()
	}
	mu.Unlock()
	fmt.Println(settle(before + 3))
	for !settled(cond, before) {
	}
	fmt.Println("woken")
}

func settled(c *sync.Cond, n int) bool {
	c.Broadcast()
	runtime.Gosched()
	return runtime.NumGoroutine() == n
}
