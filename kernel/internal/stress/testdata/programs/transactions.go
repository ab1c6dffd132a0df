// Accounts locked in order; an optimistic version with retries gives the same sums.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type account struct {
	id      int
	mu      sync.Mutex
	balance int
}

func transfer(from, to *account, n int) bool {
	if from == to {
		return true
	}
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	if from.balance < n {
		return false
	}
	from.balance -= n
	to.balance += n
	return true
}

type state struct{ balances [4]int }

type optimistic struct{ cur atomic.Pointer[state] }

func (o *optimistic) update(f func(*state)) {
	for {
		old := o.cur.Load()
		next := *old
		f(&next)
		if o.cur.CompareAndSwap(old, &next) {
			return
		}
	}
}

func main() {
	accounts := make([]*account, 4)
	for i := range accounts {
		accounts[i] = &account{id: i, balance: 1000}
	}
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			for k := range 30 {
				transfer(accounts[(i+k)%4], accounts[(i*k)%4], k)
			}
		})
	}
	wg.Wait()
	sum := 0
	for _, a := range accounts {
		sum += a.balance
	}
	fmt.Println(sum)

	var o optimistic
	o.cur.Store(&state{[4]int{10, 20, 30, 40}})
	for i := range 8 {
		wg.Go(func() {
			for range 20 {
				o.update(func(s *state) {
					s.balances[i%4]--
					s.balances[(i+1)%4]++
				})
			}
		})
	}
	wg.Wait()
	fmt.Println(o.cur.Load().balances)
}
