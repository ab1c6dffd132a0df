package main

func run(n int) int {
	c := make(chan int, 1)
	s := 0
	for i := 0; i < n; i++ {
		if i%10 == 0 {
			c <- i
		}
		select {
		case v := <-c:
			s += v
		default:
			s--
		}
	}
	return s
}
