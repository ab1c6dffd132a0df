package main

import "sync"

func work(wg *sync.WaitGroup) { wg.Done() }

func run(n int) int {
	var wg sync.WaitGroup
	for i := 0; i < n; i++ {
		wg.Add(1)
		go work(&wg)
	}
	wg.Wait()
	return n
}
