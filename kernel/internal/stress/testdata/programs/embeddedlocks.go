// Locks by embedding, through interfaces and as values of functions.
package main

import (
	"fmt"
	"sync"
)

type cell struct {
	sync.Mutex
	v int
}

type grid struct {
	*sync.RWMutex
	cells [4]cell
}

type guarded struct {
	sync.Locker
	n int
}

func with(l sync.Locker, f func()) {
	l.Lock()
	defer l.Unlock()
	f()
}

func main() {
	g := &grid{RWMutex: new(sync.RWMutex)}
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			c := &g.cells[i%4]
			c.Lock()
			defer c.Unlock()
			c.v += i
		})
		wg.Go(func() {
			g.RLock()
			defer g.RUnlock()
		})
	}
	wg.Wait()
	for i := range g.cells {
		fmt.Print(g.cells[i].v, " ")
	}
	fmt.Println()

	gs := []*guarded{{Locker: &sync.Mutex{}}, {Locker: g}, {Locker: new(sync.RWMutex)}, {Locker: &g.cells[0]}}
	for _, x := range gs {
		for range 10 {
			wg.Go(func() { with(x, func() { x.n++ }) })
		}
	}
	wg.Wait()
	for _, x := range gs {
		fmt.Print(x.n, " ")
	}
	fmt.Println()

	with(g.RLocker(), func() { fmt.Println(g.TryLock(), g.TryRLock()) })
	g.RUnlock()
	with(g, func() { fmt.Println(g.TryRLock()) })
	lockers := map[string]sync.Locker{"a": &sync.Mutex{}, "b": g.RLocker()}
	for _, k := range []string{"a", "b"} {
		with(lockers[k], func() { fmt.Println("in", k) })
	}
}
