// A memoising cache: each key is computed once, whoever asks, and entries expire.
package main

import (
	"container/list"
	"fmt"
	"sync"
	"sync/atomic"
)

type entry[V any] struct {
	once sync.Once
	v    V
}

type memo[K comparable, V any] struct {
	mu sync.Mutex
	m  map[K]*entry[V]
	f  func(K) V
}

func (c *memo[K, V]) get(k K) V {
	c.mu.Lock()
	e, ok := c.m[k]
	if !ok {
		e = new(entry[V])
		c.m[k] = e
	}
	c.mu.Unlock()
	e.once.Do(func() { e.v = c.f(k) })
	return e.v
}

type lru[K comparable, V any] struct {
	mu    sync.Mutex
	size  int
	order *list.List
	at    map[K]*list.Element
}

type pair[K comparable, V any] struct {
	k K
	v V
}

func newLRU[K comparable, V any](size int) *lru[K, V] {
	return &lru[K, V]{size: size, order: list.New(), at: map[K]*list.Element{}}
}

func (c *lru[K, V]) put(k K, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.at[k]; ok {
		e.Value = pair[K, V]{k, v}
		c.order.MoveToFront(e)
		return
	}
	c.at[k] = c.order.PushFront(pair[K, V]{k, v})
	if c.order.Len() > c.size {
		last := c.order.Back()
		delete(c.at, c.order.Remove(last).(pair[K, V]).k)
	}
}

func (c *lru[K, V]) get(k K) (v V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.at[k]
	if !ok {
		return v, false
	}
	c.order.MoveToFront(e)
	return e.Value.(pair[K, V]).v, true
}

func main() {
	var calls atomic.Int32
	var squares *memo[int, string]
	squares = &memo[int, string]{m: map[int]*entry[string]{}, f: func(n int) string {
		calls.Add(1)
		if n == 0 {
			return "."
		}
		return squares.get(n-1) + fmt.Sprint(n)
	}}
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() { squares.get(i % 10) })
	}
	wg.Wait()
	fmt.Println(squares.get(9), calls.Load())

	c := newLRU[string, int](2)
	c.put("a", 1)
	c.put("b", 2)
	c.get("a")
	c.put("c", 3)
	for _, k := range []string{"a", "b", "c"} {
		fmt.Println(c.get(k))
	}
}
