package main

import "sync"

type counter struct {
	mu sync.Mutex
	n  int
}

func (c *counter) inc() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
}

func run(n int) int {
	c := &counter{}
	for i := 0; i < n; i++ {
		c.inc()
	}
	return c.n
}
