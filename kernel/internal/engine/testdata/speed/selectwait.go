package main

func feed(n int, c chan int, done chan bool) {
	for i := 0; i < n; i++ {
		c <- i
	}
	done <- true
}

func run(n int) int {
	a, b, done := make(chan int), make(chan int), make(chan bool)
	go feed(n, a, done)
	go feed(n, b, done)
	s := 0
	for left := 2; left > 0; {
		select {
		case v := <-a:
			s += v
		case v := <-b:
			s += 2 * v
		case <-done:
			left--
		}
	}
	return s
}
