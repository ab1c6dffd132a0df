package main

import (
	"sync"
	"sync/atomic"
)

func run(n int) int {
	var wg sync.WaitGroup
	var total int64
	for g := 0; g < 8; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < n; i++ {
				atomic.AddInt64(&total, 1)
			}
		}()
	}
	wg.Wait()
	return int(atomic.LoadInt64(&total))
}
