package main

import "sync"

func run(n int) int {
	var mu sync.Mutex
	c := 0
	for i := 0; i < n; i++ {
		mu.Lock()
		c++
		mu.Unlock()
	}
	return c
}
