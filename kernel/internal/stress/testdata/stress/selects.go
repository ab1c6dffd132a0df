// Workers share one select statement; what is sent to one must come to it.
package main

import "sync"

type parcel struct{ to, n int }

func worker(id int, in <-chan parcel, other <-chan int, quit <-chan struct{}, out chan<- bool) {
	sum := 0
	for {
		select {
		case p := <-in:
			out <- p.to == id
		case v, ok := <-other:
			sum += v
			out <- ok && v == id
		case <-quit:
			return
		}
	}
}

func run(n int) (wrong int) {
	const workers = 8
	out, quit := make(chan bool, 16), make(chan struct{})
	var ins [workers]chan parcel
	var others [workers]chan int
	var wg sync.WaitGroup
	for i := range workers {
		ins[i], others[i] = make(chan parcel), make(chan int)
		wg.Go(func() { worker(i, ins[i], others[i], quit, out) })
	}
	go func() {
		for k := range n {
			select {
			case ins[k%workers] <- parcel{k % workers, k}:
			case others[k%workers] <- k % workers:
			}
		}
	}()
	for range n {
		if !<-out {
			wrong++
		}
	}
	close(quit)
	wg.Wait()
	return wrong
}
