package main

import "sync"

func work(i, wave int, results []int, wg *sync.WaitGroup) {
	results[i] = wave + i
	wg.Done()
}

func run(n int) int {
	results := make([]int, 10)
	sum := 0
	for wave := 0; wave < n; wave++ {
		var wg sync.WaitGroup
		for i := 0; i < 10; i++ {
			wg.Add(1)
			go work(i, wave, results, &wg)
		}
		wg.Wait()
		for _, r := range results {
			sum += r
		}
	}
	return sum
}
