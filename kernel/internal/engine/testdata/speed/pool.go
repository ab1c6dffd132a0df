package main

import "sync"

func worker(jobs chan int, results chan int, wg *sync.WaitGroup) {
	for j := range jobs {
		results <- j * 2
	}
	wg.Done()
}

func run(n int) int {
	jobs, results := make(chan int), make(chan int, 10)
	var wg sync.WaitGroup
	for i := 0; i < n/10; i++ {
		wg.Add(1)
		go worker(jobs, results, &wg)
	}
	go func() {
		for i := 0; i < n; i++ {
			jobs <- i
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	s := 0
	for r := range results {
		s += r
	}
	return s
}
