package rt

import (
	"reflect"
	"runtime"
	"sync"
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
	case <-g.cell.done:
		g.leave(interrupted)
	}
}

// await blocks until wait, called in a helper goroutine, has returned. If the
// goroutine leaves first, undo is called once wait has returned.
func await(on *string, wait, undo func()) {
	g := Current()
	g.blocks(on)
	got := make(chan struct{})
	go func() {
		wait()
		select {
		case got <- struct{}{}:
		case <-g.cell.done:
			undo()
		}
	}()
	select {
	case <-got:
		g.runs()
	case <-g.cell.done:
		g.leave(interrupted)
	}
}

// lock obtains the lock m, which try tries and wait waits for.
func lock(m unsafe.Pointer, on *string, try func() bool, wait, undo func()) {
	for range 4 {
		if try() {
			return
		}
		runtime.Gosched()
	}
	g := Current()
	g.wants = m
	await(on, wait, undo)
	g.wants = nil
}

// unlock releases the lock m, unless this is a deferred call of a goroutine
// that left while it waited for m: releasing what it does not hold would be fatal.
func unlock(m unsafe.Pointer, release func()) {
	if g := Current(); g.leaving == stays || g.wants != m {
		release()
	}
}

// Lock is (*sync.Mutex).Lock.
func Lock(m *sync.Mutex) {
	if !m.TryLock() {
		lock(unsafe.Pointer(m), onMutex, m.TryLock, m.Lock, m.Unlock)
	}
}

// Unlock is (*sync.Mutex).Unlock.
func Unlock(m *sync.Mutex) {
	if Stopping.Load() == 0 {
		m.Unlock()
		return
	}
	unlock(unsafe.Pointer(m), m.Unlock)
}

// LockRW is (*sync.RWMutex).Lock.
func LockRW(m *sync.RWMutex) {
	if !m.TryLock() {
		lock(unsafe.Pointer(m), onWrite, m.TryLock, m.Lock, m.Unlock)
	}
}

// UnlockRW is (*sync.RWMutex).Unlock.
func UnlockRW(m *sync.RWMutex) {
	if Stopping.Load() == 0 {
		m.Unlock()
		return
	}
	unlock(unsafe.Pointer(m), m.Unlock)
}

// RLock is (*sync.RWMutex).RLock.
func RLock(m *sync.RWMutex) {
	if !m.TryRLock() {
		lock(unsafe.Pointer(m), onRead, m.TryRLock, m.RLock, m.RUnlock)
	}
}

// RUnlock is (*sync.RWMutex).RUnlock.
func RUnlock(m *sync.RWMutex) {
	if Stopping.Load() == 0 {
		m.RUnlock()
		return
	}
	unlock(unsafe.Pointer(m), m.RUnlock)
}

// LockShared and UnlockShared are the methods of what (*sync.RWMutex).RLocker
// returns: the lock itself, by another name.
func LockShared(l sync.Locker) { RLock(shared(l)) }

// UnlockShared is the other one.
func UnlockShared(l sync.Locker) { RUnlock(shared(l)) }

func shared(l sync.Locker) *sync.RWMutex { return (*sync.RWMutex)(reflect.ValueOf(l).UnsafePointer()) }

// WaitFor is (*sync.WaitGroup).Wait.
func WaitFor(w *sync.WaitGroup) {
	await(onGroup, w.Wait, func() {})
}

// GoIn is (*sync.WaitGroup).Go.
func GoIn(w *sync.WaitGroup, f func()) {
	w.Add(1)
	Go(func() {
		defer w.Done()
		f()
	}, "sync.(*WaitGroup).Go", 0)
}

// WaitCond is (*sync.Cond).Wait. The helper waits in the caller's place, which
// is possible since a lock belongs to no goroutine. If the goroutine leaves,
// it leaves with the lock held, as its deferred functions expect, and the
// wake-up it did not use goes to another.
func WaitCond(c *sync.Cond) {
	g := Current()
	g.blocks(onCond)
	got := make(chan struct{})
	go func() {
		c.Wait()
		select {
		case got <- struct{}{}:
		case <-g.cell.done:
			c.L.Unlock()
			c.Signal()
		}
	}()
	select {
	case <-got:
		g.runs()
	case <-g.cell.done:
		c.L.Lock()
		g.leave(interrupted)
	}
}

// AfterFunc is time.AfterFunc: the timer's goroutine belongs to the cell of the caller.
func AfterFunc(d time.Duration, f func()) *time.Timer {
	parent := Current()
	return time.AfterFunc(d, func() { parent.adopt("time.AfterFunc", f) })
}

// adopt runs f on a goroutine that compiled code started for the cell of parent.
func (parent *G) adopt(callee string, f func()) {
	g := newG(parent.cell, parent)
	g.Callee = callee
	g.cell.enter()
	g.begin()
	defer g.end()
	defer func() {
		if r := recover(); r != nil {
			g.caught(r).report(g)
		}
	}()
	f()
}

// Goexit is runtime.Goexit.
func Goexit() { runtime.Goexit() }
