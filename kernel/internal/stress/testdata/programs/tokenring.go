// A token goes round a ring of goroutines; then a mutex and a leader.
package main

import (
	"fmt"
	"sync"
)

type token struct {
	hops int
	path []int
}

func station(id int, in <-chan token, out chan<- token, done chan<- token, hops int) {
	for t := range in {
		t.hops++
		if len(t.path) < 10 {
			t.path = append(t.path, id)
		}
		if t.hops == hops {
			done <- t
			return
		}
		out <- t
	}
}

func elect(ids []int) int {
	n := len(ids)
	links := make([]chan int, n)
	for i := range links {
		links[i] = make(chan int, n)
	}
	leader := make(chan int, n)
	var wg sync.WaitGroup
	for i, id := range ids {
		wg.Go(func() {
			in, out := links[i], links[(i+1)%n]
			defer close(out)
			out <- id
			for m := range in {
				switch {
				case m > id:
					out <- m
				case m == id:
					leader <- id
					return
				}
			}
		})
	}
	wg.Wait()
	return <-leader
}

func main() {
	const n, hops = 50, 1003
	done := make(chan token)
	first := make(chan token)
	in := first
	for i := range n {
		out := make(chan token)
		if i == n-1 {
			out = first
		}
		go station(i, in, out, done, hops)
		in = out
	}
	first <- token{}
	t := <-done
	fmt.Println(t.hops, t.path)

	fmt.Println(elect([]int{3, 9, 4, 7}), elect([]int{5}), elect([]int{8, 1}))
}
