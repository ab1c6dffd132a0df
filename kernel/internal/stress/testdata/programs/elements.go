// Channels and generic types of everything: maps, functions, arrays, channels, any.
package main

import (
	"fmt"
	"sync"
)

type Stack[T any] struct {
	mu    sync.Mutex
	items []T
	wait  chan struct{}
}

func (s *Stack[T]) Push(x T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items = append(s.items, x)
	select {
	case s.wait <- struct{}{}:
	default:
	}
}
func (s *Stack[T]) Pop() (x T, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.items); n > 0 {
		x, s.items = s.items[n-1], s.items[:n-1]
		return x, true
	}
	return
}

type Event[K comparable, V any] struct {
	K K
	V V
}
type Bus[K comparable, V any] struct {
	subs map[K][]chan<- Event[K, V]
	sync.RWMutex
}

func (b *Bus[K, V]) On(k K, c chan<- Event[K, V]) {
	b.Lock()
	defer b.Unlock()
	if b.subs == nil {
		b.subs = make(map[K][]chan<- Event[K, V])
	}
	b.subs[k] = append(b.subs[k], c)
}
func (b *Bus[K, V]) Emit(k K, v V) int {
	b.RLock()
	defer b.RUnlock()
	for _, c := range b.subs[k] {
		c <- Event[K, V]{k, v}
	}
	return len(b.subs[k])
}
func Parallel[T, R any](in []T, f func(T) R) []R {
	out := make([]R, len(in))
	var wg sync.WaitGroup
	for i, x := range in {
		wg.Go(func() { out[i] = f(x) })
	}
	wg.Wait()
	return out
}
func Tee[T any](in <-chan T) (_, _ <-chan T) {
	a, b := make(chan T), make(chan T)
	go func() {
		defer close(a)
		defer close(b)
		for v := range in {
			a, b := a, b
			for range 2 {
				select {
				case a <- v:
					a = nil
				case b <- v:
					b = nil
				}
			}
		}
	}()
	return a, b
}
func main() {
	s := &Stack[map[string]int]{}
	Parallel([]int{1, 2, 3}, func(i int) error { s.Push(map[string]int{"a": i}); return nil })
	n := 0
	for m, ok := s.Pop(); ok; m, ok = s.Pop() {
		n += m["a"]
	}
	fmt.Println(n)
	var b Bus[[2]int, func() string]
	c := make(chan Event[[2]int, func() string], 3)
	b.On([2]int{1, 2}, c)
	b.On([2]int{1, 2}, c)
	fmt.Println(b.Emit([2]int{1, 2}, func() string { return "called" }), b.Emit([2]int{2, 1}, nil))
	fmt.Println((<-c).V(), (<-c).K)
	src := make(chan int)
	go func() {
		defer close(src)
		for i := range 5 {
			src <- i
		}
	}()
	x, y := Tee(src)
	for v := range x {
		fmt.Print(v, <-y, " ")
	}
	fmt.Println()
	fmt.Printf("%T %T\n", c, s)
	fmt.Println(Parallel([]string{"a", "bb"}, func(s string) int { return len(s) }))
	type pt struct{ x, y int }
	pts := make(chan *pt, 1)
	pts <- &pt{1, 2}
	(<-pts).x++
	arr := make(chan [3]int, 1)
	arr <- [3]int{1, 2, 3}
	fmt.Println((<-arr)[1])
	fn := make(chan func(...int) int, 1)
	fn <- func(xs ...int) int { return len(xs) }
	fmt.Println((<-fn)([]int{1, 2, 3}...))
	var iface = make(chan any, 4)
	iface <- nil
	iface <- 1
	iface <- pt{1, 2}
	iface <- iface
	for range 4 {
		switch v := (<-iface).(type) {
		case nil:
			fmt.Println("nil")
		case int, string:
			fmt.Printf("%T\n", v)
		case chan any:
			fmt.Println(v == iface, len(v))
		case pt:
			fmt.Println(v.y)
		}
	}
	labels := 0
L:
	for i := range 3 {
		switch {
		case i == 1:
			select {
			default:
				continue L
			}
		case i == 2:
			break L
		}
		labels++
	}
	fmt.Println(labels)
	var results [3]chan int
	for i := range results {
		results[i] = make(chan int)
		go func(c chan<- int) { c <- i * i }(results[i])
	}
	fmt.Println(<-results[0]+<-results[1], -<-results[2])
	lock := struct {
		sync.Mutex
		m map[string]chan int
	}{m: map[string]chan int{}}
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Add(1)
		go func(k string) {
			defer wg.Done()
			lock.Lock()
			defer lock.Unlock()
			if lock.m[k] == nil {
				lock.m[k] = make(chan int, 10)
			}
			lock.m[k] <- i
		}([]string{"x", "y"}[i%2])
	}
	wg.Wait()
	fmt.Println(len(lock.m["x"]), len(lock.m["y"]))
	defer func() {
		r := recover()
		fmt.Println("main recovered", r)
		done := make(chan int)
		go func() { defer close(done); defer fmt.Println("last"); panicky() }()
		<-done
	}()
	var np *Stack[int]
	np.Push(1)
}
func panicky() { defer func() { recover() }(); panic(1) }
