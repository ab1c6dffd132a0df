package rt

import (
	"reflect"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
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

// await blocks until wait, called in a helper goroutine, has returned, and panics
// if it panicked. What is what it waits for. A helper that has left without a word ends the goroutine, too. If
// the goroutine leaves first, undo is called once wait has returned, and abandon by
// the goroutine.
func await(on *string, what unsafe.Pointer, wait, undo, abandon func()) {
	g := Current()
	g.wait.what = what
	g.aide.Store(0)
	g.blocks(on)
	got, gone := make(chan any), make(chan struct{})
	own.Add(1)
	go func() {
		defer own.Add(-1)
		defer close(got)
		g.aide.Store(uintptr(getg()))
		r := panicOf(wait)
		select {
		case got <- r:
		case <-gone:
			if r == nil {
				undo()
			}
		}
	}()
	select {
	case r, ok := <-got:
		g.runs()
		switch {
		case !ok:
			runtime.Goexit()
		case r != nil:
			panic(r)
		}
	case <-g.stop():
		close(gone)
		abandon()
		g.leave(interrupted)
	}
}

// noUndo is for waits of which nothing is to be undone.
func noUndo() {}

// panicOf calls f and returns what it panicked with.
func panicOf(f func()) (r any) {
	defer func() { r = recover() }()
	f()
	return nil
}

// WaitFor is (*sync.WaitGroup).Wait. A helper is not started before others had
// their turns: it would take the place of the goroutine that is to run next.
func WaitFor(w *sync.WaitGroup) {
	state := (*atomic.Uint64)(unsafe.Add(unsafe.Pointer(w), groupState))
	if persist(func() bool { return state.Load()>>32 == 0 }) {
		w.Wait() // does not block, and is seen by the race detector
	} else {
		await(onGroup, unsafe.Pointer(w), w.Wait, noUndo, noUndo)
	}
	Poll() // those that it waited for may have been interrupted
}

// groupState is where the counter of a sync.WaitGroup is, in the upper half.
var groupState = offsetOf(reflect.TypeFor[sync.WaitGroup](), "state")

// GoIn is (*sync.WaitGroup).Go. The compiled one recovers a panic and panics
// again, so that the program ends before Wait returns; here the program goes on.
func GoIn(w *sync.WaitGroup, f func()) {
	w.Add(1)
	g := Current().child("sync.(*WaitGroup).Go")
	g.Created.Func = "sync.(*WaitGroup).Go"
	g.calls(f)
	g.start(func() {
		defer w.Done()
		defer g.repanic()
		f()
	})
}

// WaitCond is (*sync.Cond).Wait. The helper waits in the caller's place, which
// is possible since a lock belongs to no goroutine. If the goroutine leaves,
// it leaves with the lock held, as its deferred functions expect, if it gets it, and
// the wake-up it did not use goes to another.
func WaitCond(c *sync.Cond) {
	g := Current()
	if misuse := misuseOfLocker(c.L); misuse != "" {
		if g.leaving != stays {
			return
		}
		g.die(misuse)
	}
	m := addressOfLocker(c.L)
	held := g.holds.remove(m)
	defer func() {
		if held {
			g.holds.add(m, false)
		}
	}()
	await(onCond, unsafe.Pointer(c), c.Wait, func() {
		c.L.Unlock()
		c.Signal()
	}, func() { held = g.relock(c.L) && held })
	Poll()
}

// relock obtains the lock of a Cond for g, which leaves, and reports whether it did: who
// has it may be leaving, too, and never release it. A deferred call does not then.
func (g *G) relock(l sync.Locker) bool {
	try, ok := l.(interface{ TryLock() bool })
	if !ok {
		l.Lock()
		return true
	}
	for end := nanotime() + int64(patience); !try.TryLock(); time.Sleep(patience / 40) {
		if nanotime() > end {
			g.wants.Store((*byte)(addressOfLocker(l)))
			return false
		}
	}
	return true
}

// Adopted returns a function that runs f on a goroutine that compiled code is
// going to start for the calling one. Callee is the function that does.
func Adopted(callee string, f func() error) func() error {
	parent := Current()
	inner, in := parent.bubble, parent.in
	var created StackLine
	if interpreter != nil {
		created = interpreter.Caller(parent)
		created.Func = callee
	}
	return func() error {
		g := newG(parent.cell, parent)
		g.bubble, g.special, g.inner, g.in = inner, inner, inner, in
		g.ownEnd()
		g.Callee, g.Created = callee, created
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
