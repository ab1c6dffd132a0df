package main

import "sync"

func run(n int) int {
	var mu sync.RWMutex
	c, s := 1, 0
	for i := 0; i < n; i++ {
		mu.RLock()
		s += c
		mu.RUnlock()
	}
	return s
}
