// Each iteration has its own variables, also for goroutines that outlive it.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	got := make([][3]int, 60)

	for i := 0; i < 60; i++ {
		j := i * 2
		wg.Add(1)
		go func(k int) {
			defer wg.Done()
			got[i] = [3]int{i, j, k}
		}(i * 3)
	}
	wg.Wait()
	wrong := 0
	for i, g := range got {
		if g != [3]int{i, 2 * i, 3 * i} {
			wrong++
		}
	}
	fmt.Println("wrong:", wrong)

	start := make(chan struct{})
	names := make([]string, 4)
	for i, name := range []string{"a", "b", "c", "d"} {
		wg.Go(func() {
			<-start
			names[i] = name + fmt.Sprint(i)
		})
	}
	close(start)
	wg.Wait()
	fmt.Println(names)

	var steps []func() int
	for i := 0; i < 6; i++ {
		steps = append(steps, func() int { i += 10; return i })
		i++
	}
	for _, f := range steps {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println()

	squares := map[int]int{}
	var mu sync.Mutex
	for n := range 10 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			squares[n] = n * n
		})
	}
	wg.Wait()
	fmt.Println(squares)
}
