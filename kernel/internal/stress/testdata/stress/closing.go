//go:build !race

// A channel is closed while others send and receive: each send is received or panics.
package main

import (
	"sync"
	"sync/atomic"
)

func send(c chan<- int, v int) (sent bool) {
	defer func() {
		if r := recover(); r != nil {
			if r.(error).Error() != "send on closed channel" {
				panic(r)
			}
			sent = false
		}
	}()
	c <- v
	return true
}

func sendSelect(c chan<- int, v int, never <-chan int) (sent bool) {
	defer func() {
		if recover() != nil {
			sent = false
		}
	}()
	select {
	case c <- v:
		return true
	case <-never:
		return false
	}
}

func run(n int) (wrong int) {
	const senders = 4
	for done := 0; done < n; done += senders {
		c := make(chan int, done%3)
		var sent, received atomic.Int64
		var wg sync.WaitGroup
		for i := range senders {
			wg.Go(func() {
				ok := false
				if i%2 == 0 {
					ok = send(c, i+1)
				} else {
					ok = sendSelect(c, i+1, nil)
				}
				if ok {
					sent.Add(int64(i + 1))
				}
			})
		}
		ended := make(chan bool)
		go func() {
			defer close(ended)
			for v := range c {
				received.Add(int64(v))
			}
		}()
		close(c)
		wg.Wait()
		<-ended
		if sent.Load() != received.Load() {
			wrong++
		}
		func() {
			defer func() {
				if r := recover(); r == nil || r.(error).Error() != "close of closed channel" {
					wrong++
				}
			}()
			close(c)
		}()
	}
	return wrong
}
