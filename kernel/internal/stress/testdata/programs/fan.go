// Fan-out to several, fan-in of several, round robin and broadcast.
package main

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
)

func merge[T any](ins ...<-chan T) <-chan T {
	out := make(chan T)
	var wg sync.WaitGroup
	wg.Add(len(ins))
	for _, in := range ins {
		go func() {
			defer wg.Done()
			for v := range in {
				out <- v
			}
		}()
	}
	go func() { wg.Wait(); close(out) }()
	return out
}

func robin[T any](in <-chan T, n int) []<-chan T {
	outs := make([]chan T, n)
	list := make([]<-chan T, n)
	for i := range outs {
		outs[i] = make(chan T, 1)
		list[i] = outs[i]
	}
	go func() {
		i := 0
		for v := range in {
			outs[i%n] <- v
			i++
		}
		for _, c := range outs {
			close(c)
		}
	}()
	return list
}

func count(n int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := range n {
			c <- i
		}
	}()
	return c
}

func doubled(in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for v := range in {
			out <- 2 * v
		}
	}()
	return out
}

func main() {
	outs := robin(count(30), 3)
	for i := range outs {
		outs[i] = doubled(outs[i])
	}
	var got []int
	for v := range merge(outs...) {
		got = append(got, v)
	}
	slices.Sort(got)
	fmt.Println(got)

	cases := []reflect.SelectCase{}
	for i := range 3 {
		c := make(chan int, 1)
		c <- i
		close(c)
		cases = append(cases, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(c)})
	}
	seen := []int{}
	for len(cases) > 0 {
		i, v, ok := reflect.Select(cases)
		if !ok {
			cases = slices.Delete(cases, i, i+1)
			continue
		}
		seen = append(seen, int(v.Int()))
	}
	slices.Sort(seen)
	fmt.Println(seen)
}
