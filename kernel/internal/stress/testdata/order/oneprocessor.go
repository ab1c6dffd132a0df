// On one processor the scheduler has an order, on which courses build.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var wg sync.WaitGroup
	for i := 0; i < 10; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			fmt.Print(i, " ")
		}()
	}
	wg.Wait()
	fmt.Println()
	for i := range 10 {
		wg.Go(func() { fmt.Print(i, " ") })
	}
	wg.Wait()
	fmt.Println()
	c := make(chan int)
	go func() {
		for i := range 5 {
			fmt.Print("s", i, " ")
			c <- i
		}
		close(c)
	}()
	for v := range c {
		fmt.Print("r", v, " ")
	}
	fmt.Println()
	b := make(chan int, 2)
	go func() {
		for i := range 6 {
			fmt.Print("s", i, " ")
			b <- i
		}
		close(b)
	}()
	for v := range b {
		fmt.Print("r", v, " ")
	}
	fmt.Println()
	var mu sync.Mutex
	mu.Lock()
	for i := range 5 {
		wg.Add(1)
		go func() {
			mu.Lock()
			fmt.Print("m", i, " ")
			mu.Unlock()
			wg.Done()
		}()
	}
	runtime.Gosched()
	mu.Unlock()
	wg.Wait()
	fmt.Println()
	for i := range 3 {
		wg.Add(1)
		go func() {
			for k := range 3 {
				fmt.Print("g", i, k, " ")
				runtime.Gosched()
			}
			wg.Done()
		}()
	}
	wg.Wait()
	fmt.Println()
	for i := range 3 {
		go func() { fmt.Print("t", i, " ") }()
	}
	time.Sleep(10 * time.Millisecond)
	fmt.Println()
	done := make(chan bool)
	for i := range 3 {
		go func() { fmt.Print("d", i, " "); done <- true }()
	}
	for range 3 {
		<-done
	}
	fmt.Println()
	cond := sync.NewCond(&mu)
	ready := 0
	for i := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			ready++
			cond.Wait()
			fmt.Print("c", i, " ")
			mu.Unlock()
		}()
	}
	for {
		mu.Lock()
		if ready == 4 {
			mu.Unlock()
			break
		}
		mu.Unlock()
		runtime.Gosched()
	}
	cond.Signal()
	cond.Signal()
	runtime.Gosched()
	cond.Broadcast()
	wg.Wait()
	fmt.Println()
	select {
	case <-time.After(time.Millisecond):
		fmt.Println("after")
	}
	q := make(chan int)
	for i := range 4 {
		go func() { q <- i }()
	}
	runtime.Gosched()
	for range 4 {
		fmt.Print("q", <-q, " ")
	}
	fmt.Println()
	for i := range 4 {
		wg.Add(1)
		go func() { defer wg.Done(); fmt.Print("w", i, "=", <-q, " ") }()
	}
	runtime.Gosched()
	for i := range 4 {
		q <- i
	}
	wg.Wait()
	fmt.Println()
}
