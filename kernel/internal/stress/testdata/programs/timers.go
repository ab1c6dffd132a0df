// Timers that fire, that are stopped and that are reset.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	var order []string
	note := func(s string) {
		mu.Lock()
		defer mu.Unlock()
		order = append(order, s)
	}

	first, second, third := make(chan bool), make(chan bool), make(chan bool)
	time.AfterFunc(time.Millisecond, func() { note("first"); close(first) })
	<-first
	time.AfterFunc(0, func() { note("second"); close(second) })
	<-second
	t := time.AfterFunc(time.Hour, func() { note("third"); close(third) })
	fmt.Println(t.Reset(time.Millisecond))
	<-third
	fmt.Println(order, t.Stop(), t.Stop())

	never := time.AfterFunc(time.Hour, func() { note("never") })
	fmt.Println(never.Stop(), never.Stop(), never.Reset(time.Hour), never.Stop())

	timer := time.NewTimer(time.Hour)
	fmt.Println(timer.Reset(time.Millisecond))
	<-timer.C
	fmt.Println(timer.Stop(), len(timer.C), timer.Reset(time.Millisecond))
	<-timer.C

	ticker := time.NewTicker(time.Hour)
	ticker.Reset(time.Millisecond)
	last := time.Time{}
	ordered := true
	for range 5 {
		at := <-ticker.C
		ordered = ordered && at.After(last)
		last = at
	}
	ticker.Stop()
	fmt.Println(ordered)

	start := time.Now()
	time.Sleep(3 * time.Millisecond)
	fmt.Println(time.Since(start) >= 3*time.Millisecond)

	deadline := time.After(time.Hour)
	tick := time.Tick(time.Millisecond)
	n := 0
	for n < 3 {
		select {
		case <-tick:
			n++
		case <-deadline:
			fmt.Println("late")
		}
	}
	fmt.Println(n, order)
}
