package main

import "sync"

type counter struct {
	sync.Mutex
	n int
}

func (c *counter) inc() {
	c.Lock()
	defer c.Unlock()
	c.n++
}

func run(n int) int {
	c := &counter{}
	for i := 0; i < n; i++ {
		c.inc()
	}
	return c.n
}
