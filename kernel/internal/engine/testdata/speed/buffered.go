package main

func produce(n int, ch chan<- int) {
	for i := 0; i < n; i++ {
		ch <- i
	}
	close(ch)
}

func run(n int) int {
	ch := make(chan int, 64)
	go produce(n, ch)
	sum := 0
	for v := range ch {
		sum += v
	}
	return sum
}
