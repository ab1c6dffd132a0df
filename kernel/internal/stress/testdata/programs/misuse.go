// What is misused panics as it does in compiled programs, and rare forms mean the same.
package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

func try(what string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(runtime.Error)
			fmt.Println(what, "panics:", r, ok, e != nil)
		}
	}()
	f()
	fmt.Println(what, "ok")
}

type myLock struct {
	mu sync.Mutex
	n  int
}

func (l *myLock) Lock()   { l.mu.Lock(); l.n++ }
func (l *myLock) Unlock() { l.n++; l.mu.Unlock() }

type counted struct {
	*sync.WaitGroup
	mu sync.Mutex
}

func main() {
	try("negative", func() { var wg sync.WaitGroup; wg.Add(1); wg.Add(-2) })
	try("copied cond", func() {
		c := sync.NewCond(&sync.Mutex{})
		c.L.Lock()
		go func() { c.L.Lock(); c.Broadcast(); c.L.Unlock() }()
		c.Wait()
		d := *c
		d.Wait()
	})
	try("custom locker", func() {
		l := &myLock{}
		c := sync.NewCond(l)
		ready := false
		go func() { l.Lock(); ready = true; l.Unlock(); c.Signal() }()
		l.Lock()
		for !ready {
			c.Wait()
		}
		l.Unlock()
		fmt.Println(l.n > 3)
	})
	try("timer", func() {
		t := time.NewTimer(time.Hour)
		fmt.Println(len(t.C), cap(t.C))
		t.Reset(time.Nanosecond)
		time.Sleep(time.Millisecond)
		fmt.Println(len(t.C), t.Stop())
		tk := time.NewTicker(time.Hour)
		fmt.Println(cap(tk.C))
		tk.Stop()
	})
	try("bad ticker", func() { time.NewTicker(0) })
	try("big select", func() {
		cs := make([]chan int, 12)
		for i := range cs {
			cs[i] = make(chan int, 1)
		}
		hits := map[int]bool{}
		for i := range 12 {
			cs[i] <- i
			var got int
			select {
			case got = <-cs[0]:
			case got = <-cs[1]:
			case got = <-cs[2]:
			case got = <-cs[3]:
			case got = <-cs[4]:
			case got = <-cs[5]:
			case got = <-cs[6]:
			case got = <-cs[7]:
			case got = <-cs[8]:
			case got = <-cs[9]:
			case got = <-cs[10]:
			case got = <-cs[11]:
			}
			hits[got] = true
		}
		fmt.Println(len(hits))
		select {
		case cs[0] <- 5:
			fmt.Println("sent")
		case <-cs[1]:
		case <-cs[2]:
		case <-cs[3]:
		case <-cs[4]:
		case <-cs[5]:
		case <-cs[6]:
		case <-cs[7]:
		case <-cs[8]:
		case <-cs[9]:
		case <-cs[10]:
		}
		select {
		case cs[0] <- 5:
		case <-cs[1]:
		case <-cs[2]:
		case <-cs[3]:
		case <-cs[4]:
		case <-cs[5]:
		case <-cs[6]:
		case <-cs[7]:
		case <-cs[8]:
		case <-cs[9]:
		default:
			fmt.Println("default")
		}
	})
	try("fair", func() {
		a, b := make(chan int, 1000), make(chan int, 1000)
		for i := range 1000 {
			a <- i
			b <- i
		}
		na, nb := 0, 0
		for range 1000 {
			select {
			case <-a:
				na++
			case <-b:
				nb++
			}
		}
		fmt.Println(na > 400, nb > 400)
	})
	try("nil func go", func() {
		defer func() { fmt.Println("deferred") }()
		var m map[string]int
		_ = m["x"]
		var wg *sync.WaitGroup
		wg.Done()
	})
	try("nil mutex", func() { var mu *sync.Mutex; mu.Lock() })
	try("embedded nil", func() { var c counted; c.Add(1) })
	try("atomic value", func() {
		var v atomic.Value
		v.Store(1)
		v.Store("x")
	})
	try("atomic nil", func() {
		var v atomic.Value
		v.Store(nil)
	})
	try("cancel nil", func() { context.WithCancel(nil) })
	try("cause", func() {
		ctx, cancel := context.WithCancelCause(context.Background())
		cancel(nil)
		fmt.Println(context.Cause(ctx), ctx)
		ctx2, c2 := context.WithTimeout(ctx, time.Hour)
		defer c2()
		fmt.Println(ctx2.Err(), errors.Is(ctx2.Err(), context.Canceled))
	})
	try("goexit in once", func() {
		var o sync.Once
		done := make(chan bool)
		go func() { defer close(done); o.Do(func() { runtime.Goexit() }) }()
		<-done
		o.Do(func() { fmt.Println("again") })
	})
	try("wg.Go panics recovered", func() {
		var wg sync.WaitGroup
		wg.Go(func() {
			defer func() { fmt.Println("r", recover()) }()
			panic("x")
		})
		wg.Wait()
	})
	try("sync.Map", func() {
		var m sync.Map
		m.Store([]int{1}, 2)
	})
	try("len nil", func() { var c chan int; fmt.Println(len(c), cap(c)); close(c) })
	try("make negative", func() { n := -1; _ = make(chan int, n) })
	try("pool", func() {
		p := sync.Pool{New: func() any { return new(int) }}
		x := p.Get().(*int)
		*x = 5
		p.Put(x)
		fmt.Println(*p.Get().(*int) >= 0)
	})
	try("range over closed with pending", func() {
		c := make(chan int, 5)
		for i := range 5 {
			c <- i
		}
		close(c)
		for v := range c {
			fmt.Print(v, " ")
		}
		for range c {
			fmt.Println("never")
		}
		fmt.Println()
	})
	try("chan of struct{} with big", func() {
		c := make(chan struct{}, 1<<40)
		c <- struct{}{}
		fmt.Println(len(c), cap(c))
	})
	try("reuse", func() {
		var wg sync.WaitGroup
		for r := range 3 {
			for range 5 {
				wg.Add(1)
				go func() { defer wg.Done() }()
			}
			wg.Wait()
			fmt.Print(r, " ")
		}
		fmt.Println()
	})
	try("deferred unlock order", func() {
		var a, b sync.Mutex
		func() {
			a.Lock()
			defer a.Unlock()
			b.Lock()
			defer b.Unlock()
			defer func() { fmt.Println("unwinding", recover(), a.TryLock(), b.TryLock()) }()
			panic("p")
		}()
		fmt.Println(a.TryLock(), b.TryLock())
	})
}
