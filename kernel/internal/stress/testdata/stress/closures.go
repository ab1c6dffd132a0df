// Goroutines run closures over variables of their iteration and end while others start.
package main

import "sync"

func run(n int) (wrong int) {
	const batch = 20
	for done := 0; done < n; done += batch {
		var wg sync.WaitGroup
		got := make([]int, batch)
		for i := 0; i < batch; i++ {
			k := done + i
			wg.Add(1)
			go func() {
				defer wg.Done()
				add := func(m int) int { return k + m }
				got[i] = add(i)
			}()
		}
		wg.Wait()
		for i, v := range got {
			if v != done+2*i {
				wrong++
			}
		}
	}
	return wrong
}
