// Counters, flags, pointers and values that need no lock.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type settings struct {
	name  string
	level int
}

type stats struct {
	hits  atomic.Uint64
	low   int32
	ready atomic.Bool
	cur   atomic.Pointer[settings]
	any   atomic.Value
}

func (s *stats) raise() {
	for {
		old := s.cur.Load()
		if s.cur.CompareAndSwap(old, &settings{old.name, old.level + 1}) {
			return
		}
	}
}

type node struct {
	v    int
	next *node
}

type stack struct{ head atomic.Pointer[node] }

func (s *stack) push(v int) {
	n := &node{v: v}
	for {
		n.next = s.head.Load()
		if s.head.CompareAndSwap(n.next, n) {
			return
		}
	}
}

func (s *stack) pop() (int, bool) {
	for {
		n := s.head.Load()
		if n == nil {
			return 0, false
		}
		if s.head.CompareAndSwap(n, n.next) {
			return n.v, true
		}
	}
}

func main() {
	var s stats
	s.cur.Store(&settings{"base", 0})
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			for range 25 {
				s.hits.Add(2)
				atomic.AddInt32(&s.low, -1)
				s.raise()
			}
			if i == 7 {
				s.ready.Store(true)
				s.any.Store(settings{"seven", 7})
			}
		})
	}
	wg.Wait()
	fmt.Println(s.hits.Load(), atomic.LoadInt32(&s.low), s.ready.Load(), *s.cur.Load(), s.any.Load())

	var st stack
	for i := range 10 {
		wg.Go(func() {
			for k := range 20 {
				st.push(i*20 + k)
			}
		})
	}
	wg.Wait()
	sum, n := 0, 0
	for v, ok := st.pop(); ok; v, ok = st.pop() {
		sum += v
		n++
	}
	fmt.Println(n, sum)

	var u atomic.Uint32
	fmt.Println(u.Or(12), u.And(10), u.Load(), u.Swap(3), u.CompareAndSwap(4, 5))
}
