package main

import "sync"

func add(mu *sync.Mutex, c *int, n int, wg *sync.WaitGroup) {
	for i := 0; i < n; i++ {
		mu.Lock()
		*c = *c + 1
		mu.Unlock()
	}
	wg.Done()
}

func run(n int) int {
	var mu sync.Mutex
	var wg sync.WaitGroup
	c := 0
	for i := 0; i < 8; i++ {
		wg.Add(1)
		go add(&mu, &c, n/8, &wg)
	}
	wg.Wait()
	return c
}
