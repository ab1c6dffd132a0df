package main

import "sync"

func read(mu *sync.RWMutex, c *int, n int, wg *sync.WaitGroup) {
	for i := 0; i < n; i++ {
		if i%64 == 0 {
			mu.Lock()
			*c = *c + 1
			mu.Unlock()
			continue
		}
		mu.RLock()
		if *c < 0 {
			panic("torn")
		}
		mu.RUnlock()
	}
	wg.Done()
}

func run(n int) int {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	c := 0
	for i := 0; i < 8; i++ {
		wg.Add(1)
		go read(&mu, &c, n/8, &wg)
	}
	wg.Wait()
	return c
}
