// go and defer with methods: their receivers and arguments are those of the moment.
package main

import (
	"fmt"
	"slices"
	"sync"
)

type log struct {
	mu    sync.Mutex
	lines []string
}

func (l *log) add(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, fmt.Sprintf(format, args...))
}

type base struct{ name string }

func (b base) value(l *log, wg *sync.WaitGroup)    { defer wg.Done(); l.add("value %s", b.name) }
func (b *base) pointer(l *log, wg *sync.WaitGroup) { defer wg.Done(); l.add("pointer %s", b.name) }

type derived struct {
	*base
	n int
}

type valuer interface {
	value(*log, *sync.WaitGroup)
}

func main() {
	l := &log{}
	var wg sync.WaitGroup
	b := base{"before"}
	d := derived{&base{"inner"}, 1}

	wg.Add(7)
	go b.value(l, &wg)
	f := b.value
	b.name = "after"
	go f(l, &wg)
	var v valuer = b
	b.name = "last"
	go v.value(l, &wg)
	go d.value(l, &wg)
	go d.pointer(l, &wg)
	go (*base).pointer(d.base, l, &wg)
	go base.value(b, l, &wg)
	wg.Wait()
	slices.Sort(l.lines)
	fmt.Println(l.lines)

	l.lines = nil
	func() {
		x := 1
		defer l.add("deferred %d", x)
		defer func() { l.add("closure %d", x) }()
		x = 2
		for i := range 3 {
			defer l.add("loop %d", i)
		}
	}()
	fmt.Println(l.lines)

	wg.Add(3)
	for _, f := range []func(){wg.Done, func() { wg.Done() }, sync.OnceFunc(wg.Done)} {
		go f()
	}
	wg.Wait()
	lock, unlock := l.mu.Lock, l.mu.Unlock
	lock()
	fmt.Println(l.mu.TryLock())
	unlock()
	fmt.Println(l.mu.TryLock())
}
