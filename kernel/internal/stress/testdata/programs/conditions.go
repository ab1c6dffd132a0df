// Signal wakes one, Broadcast all, each when its turn has come.
package main

import (
	"fmt"
	"sync"
)

type turnstile struct {
	mu   sync.Mutex
	cond *sync.Cond
	turn int
	out  []int
}

func (t *turnstile) pass(id int) {
	t.cond.L.Lock()
	defer t.cond.L.Unlock()
	for t.turn != id {
		t.cond.Wait()
	}
	t.out = append(t.out, id)
	t.turn++
	t.cond.Broadcast()
}

type tickets struct {
	sync.Mutex
	free   *sync.Cond
	n      int
	served int
}

func (t *tickets) take() {
	t.Lock()
	for t.n == 0 {
		t.free.Wait()
	}
	t.n--
	t.served++
	t.Unlock()
}

func (t *tickets) give() {
	t.Lock()
	t.n++
	t.Unlock()
	t.free.Signal()
}

func main() {
	t := &turnstile{}
	t.cond = sync.NewCond(&t.mu)
	var wg sync.WaitGroup

	for id := 19; id >= 0; id-- {
		wg.Go(func() { t.pass(id) })
	}
	wg.Wait()
	fmt.Println(t.out)

	k := &tickets{}
	k.free = sync.NewCond(k)
	for range 25 {
		wg.Go(k.take)
	}
	for range 25 {
		k.give()
	}
	wg.Wait()
	fmt.Println(k.n, k.served)

	var rw sync.RWMutex
	ready := false
	readers := sync.NewCond(rw.RLocker())
	for range 5 {
		wg.Go(func() {
			readers.L.Lock()
			defer readers.L.Unlock()
			for !ready {
				readers.Wait()
			}
		})
	}
	rw.Lock()
	ready = true
	rw.Unlock()
	readers.Broadcast()
	wg.Wait()
	fmt.Println("readers passed", rw.TryLock())
}
