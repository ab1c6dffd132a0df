// A ticker lets requests pass one after the other, in their order.
package main

import (
	"fmt"
	"time"
)

type limiter struct {
	tokens chan time.Time
	stop   chan struct{}
	ended  chan struct{}
}

func newLimiter(every time.Duration, burst int) *limiter {
	l := &limiter{make(chan time.Time, burst), make(chan struct{}), make(chan struct{})}
	for range burst {
		l.tokens <- time.Now()
	}
	go l.fill(every)
	return l
}

func (l *limiter) fill(every time.Duration) {
	defer close(l.ended)
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case now := <-t.C:
			select {
			case l.tokens <- now:
			default:
			}
		case <-l.stop:
			return
		}
	}
}

func main() {
	l := newLimiter(time.Millisecond, 3)
	requests := make(chan int, 10)

	for i := range 10 {
		requests <- i
	}
	close(requests)

	last := time.Time{}
	for r := range requests {
		at := <-l.tokens
		fmt.Println("request", r, !at.Before(last))
		last = at
	}

	close(l.stop)
	<-l.ended
	fmt.Println("stopped")
}
