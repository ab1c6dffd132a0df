// Select in all its forms, each with one way to go.
package main

import (
	"fmt"
	"time"
)

func ready[T any](v T) <-chan T {
	c := make(chan T, 1)
	c <- v
	return c
}

func trace(s string, c chan int) chan int {
	fmt.Print(s, " ")
	return c
}

func number(n int) int {
	fmt.Print("value ", n, " ")
	return n
}

func main() {
	var none chan int
	full, empty := make(chan int, 1), make(chan int)
	full <- 1

	select {
	case v := <-none:
		fmt.Println("none", v)
	case full <- 2:
		fmt.Println("sent")
	case empty <- 3:
		fmt.Println("sent")
	default:
		fmt.Println("nothing can go on")
	}

	select {
	case trace("a", none) <- number(1):
	case trace("b", none) <- number(2):
	case v := <-trace("c", full):
		fmt.Println("received", v)
	}

	select {
	case s := <-ready("text"):
		fmt.Println(s)
	case <-time.After(time.Hour):
		fmt.Println("late")
	}

	select {
	case <-empty:
	case <-time.After(time.Millisecond):
		fmt.Println("timeout")
	}

	var box struct {
		v  int
		ok bool
	}
	list := []int{0, 0}
	index := 1
	select {
	case list[index], box.ok = <-ready(9):
		fmt.Println(list, box)
	}
	close(full)
	select {
	case box.v, box.ok = <-full:
		fmt.Println(box)
	}

	count := 0
outer:
	for {
		select {
		case <-full:
			count++
			switch {
			case count < 5:
				continue outer
			case count == 7:
				break outer
			}
			break
		}
		fmt.Println("round", count)
	}

	func() {
		defer func() { fmt.Println(recover()) }()
		closed := make(chan int)
		close(closed)
		select {
		case closed <- 1:
		case <-none:
		}
	}()

	type pair struct{ a, b int }
	pairs := make(chan pair, 1)
	select {
	case pairs <- pair{1, 2}:
	}
	select {
	case p := <-pairs:
		fmt.Printf("%+v\n", p)
	}
}
