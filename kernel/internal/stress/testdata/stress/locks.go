// Mutexes, condition variables and read-write locks keep what they guard whole.
package main

import (
	"runtime"
	"sync"
)

type pair struct {
	sync.RWMutex
	a, b int
}

func (p *pair) move() {
	p.Lock()
	defer p.Unlock()
	p.a--
	runtime.Gosched()
	p.b++
}

func (p *pair) whole() bool {
	p.RLock()
	defer p.RUnlock()
	return p.a+p.b == 0
}

type gate struct {
	mu   sync.Mutex
	cond *sync.Cond
	n    int
}

func (g *gate) up() {
	g.mu.Lock()
	g.n++
	g.mu.Unlock()
	g.cond.Signal()
}

func (g *gate) down() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.n == 0 {
		g.cond.Wait()
	}
	g.n--
}

func run(n int) (wrong int) {
	const goroutines = 8
	p, g := &pair{}, &gate{}
	g.cond = sync.NewCond(&g.mu)
	var wg sync.WaitGroup
	var mu sync.Mutex
	each := n / goroutines
	for i := range goroutines {
		wg.Go(func() {
			for k := range each {
				switch {
				case i%2 == 0:
					g.up()
				default:
					g.down()
				}
				if k%4 == 0 {
					p.move()
				} else if !p.whole() {
					mu.Lock()
					wrong++
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	if g.n != 0 || p.b != goroutines*((each+3)/4) {
		wrong++
	}
	return wrong
}
