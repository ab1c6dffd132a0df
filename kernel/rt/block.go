package rt

import (
	"runtime"
	"sync"
	"time"
)

// The functions of this file take the place of blocking functions and methods
// of compiled packages. Those that cannot wait for an interrupt themselves do
// so in a helper goroutine, started when they would block; after an interrupt
// the helper stays until what it waits for happens, undoes it, and ends.

// Sleep is time.Sleep.
func Sleep(d time.Duration) {
	if d <= 0 {
		runtime.Gosched()
		return
	}
	g := Current()
	timer := time.NewTimer(d)
	defer timer.Stop()
	g.blocks(onSleep)
	select {
	case <-timer.C:
		g.runs()
	case <-g.stop():
		g.leave(interrupted)
	}
}

// await blocks until wait, called in a helper goroutine, has returned. If the
// goroutine leaves first, undo is called once wait has returned.
func await(on *string, wait, undo func()) {
	g := Current()
	g.blocks(on)
	got, gone := make(chan struct{}), make(chan struct{})
	own.Add(1)
	go func() {
		defer own.Add(-1)
		wait()
		select {
		case got <- struct{}{}:
		case <-gone:
			undo()
		}
	}()
	select {
	case <-got:
		g.runs()
	case <-g.stop():
		close(gone)
		g.leave(interrupted)
	}
}

// WaitFor is (*sync.WaitGroup).Wait.
func WaitFor(w *sync.WaitGroup) {
	await(onGroup, w.Wait, func() {})
}

// GoIn is (*sync.WaitGroup).Go. The compiled one recovers a panic and panics
// again, so that the program ends before Wait returns; here the program goes on.
func GoIn(w *sync.WaitGroup, f func()) {
	w.Add(1)
	g := Current().child("sync.(*WaitGroup).Go")
	g.Created.Func = "sync.(*WaitGroup).Go"
	g.start(func() {
		defer w.Done()
		defer g.repanic()
		f()
	})
}

// WaitCond is (*sync.Cond).Wait. The helper waits in the caller's place, which
// is possible since a lock belongs to no goroutine. If the goroutine leaves,
// it leaves with the lock held, as its deferred functions expect, and the
// wake-up it did not use goes to another.
func WaitCond(c *sync.Cond) {
	g := Current()
	if m := addressOfLocker(c.L); g.holds.remove(m) {
		defer g.holds.add(m, false)
	}
	g.blocks(onCond)
	got, gone := make(chan struct{}), make(chan struct{})
	own.Add(1)
	go func() {
		defer own.Add(-1)
		c.Wait()
		select {
		case got <- struct{}{}:
		case <-gone:
			c.L.Unlock()
			c.Signal()
		}
	}()
	select {
	case <-got:
		g.runs()
	case <-g.stop():
		close(gone)
		c.L.Lock()
		g.leave(interrupted)
	}
}

// AfterFunc is time.AfterFunc: the timer's goroutine belongs to the cell of the caller.
func AfterFunc(d time.Duration, f func()) *time.Timer {
	run := Adopted("time.AfterFunc", func() error { f(); return nil })
	return time.AfterFunc(d, func() { run() })
}

// Adopted returns a function that runs f on a goroutine that compiled code is
// going to start for the calling one. Callee is the function that does.
func Adopted(callee string, f func() error) func() error {
	parent := Current()
	return func() error {
		g := newG(parent.cell, parent)
		g.Callee = callee
		g.cell.enter()
		g.begin()
		defer g.end()
		defer func() { g.reportEnd(recover()) }()
		g.poll()
		return f()
	}
}

// Goexit is runtime.Goexit.
func Goexit() { runtime.Goexit() }
