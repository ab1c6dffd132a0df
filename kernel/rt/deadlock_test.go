package rt

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"time"
	"unsafe"
)

func TestKnowsTimers(t *testing.T) {
	if !timers().known {
		t.Fatal("the runtime's timers are not where they are expected: no deadlock is ever found")
	}
	for _, tt := range []struct {
		name string
		make func() (<-chan time.Time, func() bool)
	}{
		{"NewTimer", func() (<-chan time.Time, func() bool) { x := time.NewTimer(time.Hour); return x.C, x.Stop }},
		{"NewTicker", func() (<-chan time.Time, func() bool) {
			x := time.NewTicker(time.Hour)
			return x.C, func() bool { x.Stop(); return true }
		}},
		{"After", func() (<-chan time.Time, func() bool) { return time.After(time.Hour), nil }},
	} {
		ch, stop := tt.make()
		if !channelOf(ch).ticking() {
			t.Errorf("%s: its channel is not said to have a timer that is due", tt.name)
		}
		if stop != nil && stop() && channelOf(ch).ticking() {
			t.Errorf("%s: it was stopped, and is said to be due", tt.name)
		}
	}
	fired := time.NewTimer(1)
	<-fired.C
	if channelOf(fired.C).ticking() || channelOf(make(chan int)).ticking() {
		t.Error("a channel without a timer that is due is said to have one")
	}
}

func TestAlarms(t *testing.T) {
	c, _ := newCell()
	c.Do(func() {
		if alarmed() {
			t.Fatal("there is a timer already")
		}
		timer := AfterFunc(time.Hour, func() {})
		ctx, cancel := WithTimeout(context.Background(), time.Hour)
		for _, step := range []struct {
			do   func()
			want bool
		}{
			{func() {}, true},
			{func() { timer.Stop() }, true}, // the context's is left
			{cancel, false},
			{func() { timer.Reset(time.Hour) }, true},
			{func() { timer.Stop() }, false},
		} {
			if step.do(); alarmed() != step.want {
				t.Errorf("a timer is said to be due: %v", !step.want)
			}
		}
		runtime.KeepAlive(ctx)
		runtime.KeepAlive(timer)
		for range 1000 {
			AfterFunc(time.Hour, func() {}).Stop()
		}
		runtime.GC()
		alarms.Lock()
		defer alarms.Unlock()
		if prune(); len(alarms.list) > 100 {
			t.Errorf("%d timers are remembered that nobody can reach", len(alarms.list))
		}
	})
}

// TestHeldOver looks at who holds a lock when the goroutine that locked it has ended.
func TestHeldOver(t *testing.T) {
	c, n := newCell()
	var rw sync.RWMutex
	p := unsafe.Pointer(&rw)
	c.Do(func() { RLock(&rw); RLock(&rw) })
	list := holders(map[unsafe.Pointer]string{p: ""})[p]
	if len(list) != 2 || list[0].Cell != n || !list[0].Ended || !list[0].Main || !list[0].Read {
		t.Errorf("holders are %+v", list)
	}
	other, _ := newCell()
	other.Do(func() {
		RUnlock(&rw)
		RUnlock(&rw)
		LockRW(&rw)
		if list := holders(map[unsafe.Pointer]string{p: ""})[p]; len(list) != 1 || list[0].Ended || list[0].Read {
			t.Errorf("holders are %+v", list)
		}
		UnlockRW(&rw)
	})
	if list := holders(map[unsafe.Pointer]string{p: ""})[p]; len(list) != 0 {
		t.Errorf("holders are %+v", list)
	}
}

// TestDeadlockOfCond leaves a lock locked by one of those who waited for a signal: the
// others leave without it, and hold up nothing.
func TestDeadlockOfCond(t *testing.T) {
	c, _ := newCell()
	cond := sync.NewCond(new(sync.Mutex))
	wait := func() {
		Lock(cond.L.(*sync.Mutex))
		WaitCond(cond)
	}
	var all sync.WaitGroup
	out := c.Do(func() {
		for range 3 {
			all.Add(1)
			Go(func() {
				defer all.Done()
				defer Unlock(cond.L.(*sync.Mutex))
				wait()
			}, "waiter", 1)
		}
		wait()
	})
	if out.Err == nil || out.Err.Deadlock == nil || len(out.Err.Deadlock.Goroutines) != 4 {
		t.Errorf("it ended so: %+v", out.Err)
	}
	all.Wait()
}
