// A pool of workers squares numbers; results arrive in any order.
package main

import (
	"fmt"
	"slices"
	"sync"
)

type job struct{ n int }

type result struct {
	job
	square int
}

func worker(jobs <-chan job, results chan<- result) {
	for j := range jobs {
		results <- result{j, j.n * j.n}
	}
}

func main() {
	jobs, results := make(chan job), make(chan result)

	var wg sync.WaitGroup
	for range 7 {
		wg.Go(func() { worker(jobs, results) })
	}

	go func() {
		defer close(jobs)
		for n := range 200 {
			jobs <- job{n}
		}
	}()
	go func() {
		wg.Wait()
		close(results)
	}()

	var all []result
	for r := range results {
		all = append(all, r)
	}

	slices.SortFunc(all, func(a, b result) int { return a.n - b.n })
	fmt.Println(len(all), all[0], all[100], all[199])
}
