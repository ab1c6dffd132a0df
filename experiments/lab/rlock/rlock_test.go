package rlock

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"gosched/experiments/lab"
)

// At each depth the owner comes in again and others do not; at 0 they do.
func TestDepth(t *testing.T) {
	var l Lock
	for depth := 1; depth <= 3; depth++ {
		l.Acquire("A")
		if l.Depth() != depth || l.Owner() != "A" || l.TryAcquire("B") {
			t.Errorf("at depth %d: %v, depth %d", depth, &l, l.Depth())
		}
	}
	for depth := 2; depth >= 0; depth-- {
		if l.TryAcquire("B") {
			t.Errorf("B came in before depth %d", depth)
		}
		if err := l.Release("A"); err != nil || l.Depth() != depth {
			t.Errorf("released to depth %d, want %d (%v)", l.Depth(), depth, err)
		}
	}
	if !l.TryAcquire("B") || l.Owner() != "B" {
		t.Errorf("B was kept out of a free lock: %v", &l)
	}
}

func TestReleaseByOthers(t *testing.T) {
	var l Lock
	if err := l.Release("A"); !errors.Is(err, ErrNotOwner) {
		t.Errorf("a free lock was released: %v", err)
	}
	l.Acquire("A")
	if err := l.Release("B"); !errors.Is(err, ErrNotOwner) || l.Depth() != 1 {
		t.Errorf("B released A's lock: %v, %v", err, &l)
	}
	if err := l.Release("A"); err != nil {
		t.Error(err)
	}
	if err := l.Release("A"); err == nil {
		t.Error("released once more than taken")
	}
}

// What is wrong is said.
func TestMisuse(t *testing.T) {
	var l Lock
	for _, owner := range []any{nil, []int{1}, func() {}} {
		func() {
			defer func() {
				if r := recover(); r != fmt.Sprintf("rlock: no owner of a lock: %T", owner) {
					t.Errorf("owner %T: %v", owner, r)
				}
			}()
			l.Acquire(owner)
		}()
	}
	for _, want := range []string{
		"release by B of a lock that is free: only its owner can release the lock",
		"release by B of a lock that is held by A: only its owner can release the lock",
		"release by B of a lock that is held by A, 2 times: only its owner can release the lock",
	} {
		if err := l.Release("B"); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		l.Acquire("A")
	}
}

func TestString(t *testing.T) {
	var l Lock
	got := fmt.Sprint(&l)
	l.Acquire(7)
	got += fmt.Sprint("; ", &l)
	l.Acquire(7)
	got += fmt.Sprint("; ", &l)
	if want := "free; held by 7; held by 7, 2 times"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Those who wait come in in the order of arrival, each alone.
func TestOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var (
			l     Lock
			order []int // guarded by l
			wg    sync.WaitGroup
		)
		l.Acquire("main")
		for i := range 5 {
			wg.Go(func() {
				l.Acquire(i)
				l.Acquire(i)
				defer l.Release(i)
				order = append(order, i)
				time.Sleep(lab.Seconds(1))
				if err := l.Release(i); err != nil {
					t.Error(err)
				}
			})
			synctest.Wait()
		}
		if got := l.Waiting(); !slices.Equal(got, []any{0, 1, 2, 3, 4}) {
			t.Errorf("waiting: %v", got)
		}
		watch := lab.Start()
		l.Release("main")
		wg.Wait()
		if want := []int{0, 1, 2, 3, 4}; !slices.Equal(order, want) {
			t.Errorf("order %v, want %v", order, want)
		}
		if took := watch.Seconds(); took != 5 {
			t.Errorf("took %v s, want 5: one at a time", took)
		}
		if l.Owner() != nil || l.Depth() != 0 {
			t.Errorf("at the end the lock is %v", &l)
		}
	})
}

// Two goroutines of one owner are one holder.
func TestOneOwnerTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l Lock
		var wg sync.WaitGroup
		l.Acquire("other")
		for range 2 {
			wg.Go(func() { l.Acquire("twin") })
		}
		synctest.Wait()
		l.Release("other")
		wg.Wait()
		if l.Owner() != "twin" || l.Depth() != 2 {
			t.Errorf("the lock is %v, want it held by both", &l)
		}
	})
}

// Two owners with two locks in opposite order wait for each other: taking again
// does not help.
func TestDoesNotCureTwoLocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stop := interruptible(t)
		var a, b Lock
		var wg sync.WaitGroup
		wg.Go(func() { takeBoth("1", &a, &b) })
		wg.Go(func() { takeBoth("2", &b, &a) })
		synctest.Wait()
		time.Sleep(lab.Seconds(100))
		if a.Owner() != "1" || !slices.Equal(a.Waiting(), []any{"2"}) || b.Owner() != "2" || !slices.Equal(b.Waiting(), []any{"1"}) {
			t.Errorf("the locks are %v and %v, want each owner to wait for the other", &a, &b)
		}
		stop()
		wg.Wait()
		if a.Owner() != nil || b.Owner() != nil {
			t.Errorf("after the interrupt: %v, %v", &a, &b)
		}
	})
}

// takeBoth is what a worker with two locks does.
func takeBoth(owner string, first, second *Lock) {
	first.Acquire(owner)
	defer first.Release(owner)
	time.Sleep(lab.Seconds(1))
	second.Acquire(owner)
	defer second.Release(owner)
}

// interruptible makes lab.Interrupted end the waits when stop is called.
func interruptible(t *testing.T) (stop func()) {
	stopped := make(chan struct{})
	lab.SetInterrupted(func() <-chan struct{} { return stopped })
	t.Cleanup(func() { lab.SetInterrupted(func() <-chan struct{} { return nil }) })
	return func() { close(stopped) }
}

// An interrupt that comes with the lock leaves it to the next in the queue.
func TestLeaveWithTheLock(t *testing.T) {
	var l Lock
	l.Acquire("A")
	w := l.takeOrQueue("B")
	next := l.takeOrQueue("C")
	l.Release("A")
	l.leave(w)
	<-next.given
	if l.Owner() != "C" || l.Depth() != 1 {
		t.Errorf("the lock is %v, want it held by C", &l)
	}
}

// Exclusion, with real parallelism: the race detector would see otherwise.
func TestExcludes(t *testing.T) {
	var l Lock
	var wg sync.WaitGroup
	n := 0
	for i := range 8 {
		wg.Go(func() {
			for range 1000 {
				l.Acquire(i)
				l.Acquire(i)
				n++
				l.Release(i)
				l.Release(i)
			}
		})
	}
	wg.Wait()
	if n != 8000 {
		t.Errorf("counted %d, want 8000", n)
	}
}

func TestLocker(t *testing.T) {
	var l Lock
	mine, yours := l.As("me"), l.As("you")
	mine.Lock()
	mine.Lock()
	if l.Owner() != "me" || l.Depth() != 2 {
		t.Errorf("the lock is %v", &l)
	}
	func() {
		defer func() {
			if err, ok := recover().(error); !ok || !errors.Is(err, ErrNotOwner) {
				t.Errorf("unlocked by another: %v", err)
			}
		}()
		yours.Unlock()
	}()
	mine.Unlock()
	mine.Unlock()
	if l.Owner() != nil {
		t.Errorf("the lock is %v", &l)
	}
}
