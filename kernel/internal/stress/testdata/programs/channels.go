// What channels do: lengths, directions, nil, closed, of channels and of functions.
package main

import (
	"errors"
	"fmt"
	"runtime"
)

type reply chan<- string

func ask(q chan<- reply) string {
	r := make(chan string, 1)
	q <- r
	return <-r
}

func try(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = r.(error)
		}
	}()
	f()
	return nil
}

func main() {
	c := make(chan int, 3)
	c <- 1
	c <- 2
	fmt.Println(len(c), cap(c), <-c)

	var send chan<- int = c
	var recv <-chan int = c
	send <- 3
	close(send)
	fmt.Println(<-recv, <-recv)
	v, ok := <-recv
	fmt.Println(v, ok, len(c), cap(c))

	var rte runtime.Error
	for _, f := range []func(){func() { c <- 1 }, func() { close(c) }, func() { close((chan int)(nil)) }} {
		err := try(f)
		fmt.Println(err, errors.As(err, &rte))
	}

	questions := make(chan reply)
	go func() {
		n := 0
		for r := range questions {
			n++
			r <- fmt.Sprint("answer ", n)
		}
	}()
	fmt.Println(ask(questions), ask(questions))
	close(questions)

	fs := make(chan func(int) int, 2)
	k := 10
	fs <- func(x int) int { return x + k }
	fs <- func(x int) int { return x * k }
	k = 20
	fmt.Println((<-fs)(1), (<-fs)(1))

	type big struct {
		a [100]int
		s string
	}
	bigs := make(chan big)
	go func() {
		var b big
		b.a[99], b.s = 7, "x"
		bigs <- b
		b.a[99] = 8
		bigs <- b
	}()
	x, y := <-bigs, <-bigs
	fmt.Println(x.a[99], y.a[99], x.s)

	errs := make(chan error, 2)
	errs <- nil
	errs <- errors.New("e")
	fmt.Println(<-errs, <-errs)
	chans := make(chan chan int, 1)
	chans <- make(chan int, 1)
	inner := <-chans
	inner <- 5
	fmt.Println(<-inner, c == recv, inner == nil)
}
