// Values are handed over one by one, through chains and between many.
package main

import "sync"

type note struct {
	from, n int
	text    string
}

func run(n int) (wrong int) {
	const stages = 4
	first := make(chan int)
	in := first
	for range stages {
		out := make(chan int)
		go func(in <-chan int) {
			defer close(out)
			for v := range in {
				out <- v + 1
			}
		}(in)
		in = out
	}
	go func() {
		defer close(first)
		for i := range n {
			first <- i
		}
	}()
	for i := range n {
		if v, ok := <-in; !ok || v != i+stages {
			wrong++
		}
	}
	if _, ok := <-in; ok {
		wrong++
	}

	const senders = 4
	notes := make(chan note)
	var wg sync.WaitGroup
	for i := range senders {
		wg.Go(func() {
			for k := range n / senders {
				notes <- note{i, k, "abcd"[:i]}
			}
		})
	}
	go func() { wg.Wait(); close(notes) }()
	var next [senders]int
	for m := range notes {
		if m.n != next[m.from] || len(m.text) != m.from {
			wrong++
		}
		next[m.from]++
	}
	for _, k := range next {
		if k != n/senders {
			wrong++
		}
	}
	return wrong
}
