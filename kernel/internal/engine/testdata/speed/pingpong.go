package main

func pong(n int, a, b chan int) {
	for i := 0; i < n; i++ {
		v := <-a
		b <- v + 1
	}
}

func run(n int) int {
	a, b := make(chan int), make(chan int)
	go pong(n, a, b)
	s := 0
	for i := 0; i < n; i++ {
		a <- i
		s += <-b
	}
	return s
}
