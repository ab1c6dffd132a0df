// Dining philosophers who take the lower fork first all eat.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

const seats = 5

type fork struct {
	sync.Mutex
	uses int
}

type philosopher struct {
	id, meals     int
	first, second *fork
}

func (p *philosopher) dine(meals int) {
	for range meals {
		p.first.Lock()
		runtime.Gosched()
		p.second.Lock()
		p.first.uses++
		p.second.uses++
		p.meals++
		p.second.Unlock()
		p.first.Unlock()
	}
}

func main() {
	forks := make([]fork, seats)
	table := make([]*philosopher, seats)
	for i := range table {
		a, b := i, (i+1)%seats
		table[i] = &philosopher{id: i, first: &forks[min(a, b)], second: &forks[max(a, b)]}
	}

	var wg sync.WaitGroup
	for _, p := range table {
		wg.Add(1)
		go func() {
			defer wg.Done()
			p.dine(20)
		}()
	}
	wg.Wait()

	for i, p := range table {
		fmt.Println(p.id, p.meals, forks[i].uses)
	}
}
