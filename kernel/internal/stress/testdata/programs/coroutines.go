// Two coroutines hand control to and fro through channels.
package main

import "fmt"

type coroutine[In, Out any] struct {
	in   chan In
	out  chan Out
	done bool
}

func start[In, Out any](f func(In, func(Out) In) Out) *coroutine[In, Out] {
	c := &coroutine[In, Out]{in: make(chan In), out: make(chan Out)}
	go func() {
		defer close(c.out)
		yield := func(o Out) In {
			c.out <- o
			return <-c.in
		}
		c.out <- f(<-c.in, yield)
	}()
	return c
}

func (c *coroutine[In, Out]) resume(v In) (Out, bool) {
	if c.done {
		var zero Out
		return zero, false
	}
	c.in <- v
	o, ok := <-c.out
	return o, ok
}

func main() {
	average := start(func(x float64, yield func(string) float64) string {
		sum, n := 0.0, 0.0
		for x >= 0 {
			sum += x
			n++
			x = yield(fmt.Sprintf("%.2f", sum/n))
		}
		return "end"
	})

	for _, x := range []float64{1, 2, 6, 11, -1} {
		fmt.Println(average.resume(x))
	}

	var log []string
	ping, pong := make(chan int), make(chan int)
	finished := make(chan bool)
	go func() {
		for v := range ping {
			log = append(log, fmt.Sprint("ping ", v))
			pong <- v + 1
		}
		close(pong)
	}()
	go func() {
		for v := range pong {
			log = append(log, fmt.Sprint("pong ", v))
			if v > 6 {
				close(ping)
				continue
			}
			ping <- v + 1
		}
		finished <- true
	}()
	ping <- 0
	<-finished
	fmt.Println(log)
}
