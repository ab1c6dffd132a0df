// Primes by a chain of filters that is taken down at the end.
package main

import "fmt"

func generate(stop <-chan struct{}) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := 2; ; i++ {
			select {
			case c <- i:
			case <-stop:
				return
			}
		}
	}()
	return c
}

func filter(in <-chan int, prime int, stop <-chan struct{}) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for i := range in {
			if i%prime == 0 {
				continue
			}
			select {
			case out <- i:
			case <-stop:
				return
			}
		}
	}()
	return out
}

func main() {
	stop := make(chan struct{})
	c := generate(stop)
	for range 25 {
		p := <-c
		fmt.Print(p, " ")
		c = filter(c, p, stop)
	}
	fmt.Println()

	close(stop)
	for range c {
	}
	fmt.Println("down")
}
