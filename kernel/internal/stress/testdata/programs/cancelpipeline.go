// A pipeline whose stages end when the reader has had enough.
package main

import (
	"context"
	"fmt"
	"sync"
)

var stages sync.WaitGroup

func source(ctx context.Context) <-chan int {
	out := make(chan int)
	stages.Go(func() {
		defer close(out)
		for i := 1; ; i++ {
			select {
			case out <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	return out
}

func stage(ctx context.Context, in <-chan int, f func(int) (int, bool)) <-chan int {
	out := make(chan int)
	stages.Go(func() {
		defer close(out)
		for v := range in {
			w, ok := f(v)
			if !ok {
				continue
			}
			select {
			case out <- w:
			case <-ctx.Done():
				return
			}
		}
	})
	return out
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	odd := func(v int) (int, bool) { return v, v%2 == 1 }
	cube := func(v int) (int, bool) { return v * v * v, true }

	out := stage(ctx, stage(ctx, source(ctx), odd), cube)
	for range 6 {
		fmt.Println(<-out)
	}

	cancel()
	for range out {
	}
	stages.Wait()
	fmt.Println("all stages have ended:", ctx.Err())
}
