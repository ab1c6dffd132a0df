package main

func run(n int) int {
	a, b := make(chan int, 1), make(chan int, 1)
	s := 0
	for i := 0; i < n; i++ {
		if i%2 == 0 {
			a <- i
		} else {
			b <- i
		}
		select {
		case v := <-a:
			s += v
		case v := <-b:
			s -= v
		}
	}
	return s
}
