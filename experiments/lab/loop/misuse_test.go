package loop

import (
	"errors"
	"fmt"
	"runtime"
	"testing"
	"testing/synctest"
	"time"
)

// Who runs a loop inside itself, after its end, or for the task of another, is told so.
func TestRunUntilMisused(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		run(t, l, func(task *Task) any {
			if err := l.RunUntil(l.Go(sleeping("x", 0))); !errors.Is(err, ErrRunning) {
				t.Errorf("inside itself: %v", err)
			}
			if err := l.Close(); !errors.Is(err, ErrRunning) {
				t.Errorf("closed while it runs: %v", err)
			}
			return nil
		})
		other := New()
		if err := l.RunUntil(other.Go(sleeping("x", 0))); !errors.Is(err, ErrForeign) {
			t.Errorf("for the task of another loop: %v", err)
		}
		for range 2 {
			if err := other.Close(); err != nil {
				t.Errorf("closing: %v", err)
			}
		}
		if err := other.RunUntil(other.Go(sleeping("x", 0))); !errors.Is(err, ErrClosed) {
			t.Errorf("after its end: %v", err)
		}
	})
}

// A second goroutine cannot run the loop while the first one does.
func TestRunUntilTwiceAtOnce(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		slow, next := l.Go(sleeping("slow", time.Second)), l.Go(sleeping("next", 2*time.Second))
		first := make(chan error)
		go func() { first <- l.RunUntil(slow) }()
		synctest.Wait()
		if err := l.RunUntil(next); !errors.Is(err, ErrRunning) {
			t.Errorf("the second says %v", err)
		}
		if err := <-first; err != nil {
			t.Errorf("the first says %v", err)
		}
		if err := l.RunUntil(next); err != nil || next.Result() != "next" {
			t.Errorf("afterwards: %v, %v", next.Result(), err)
		}
	})
}

// A task can be suspended by itself only, and wait for tasks of its loop.
func TestSuspendedFromOutside(t *testing.T) {
	l, other := New(), New()
	defer l.Close()
	defer other.Close()
	foreign, pending := other.Go(sleeping("x", 0)), l.Go(sleeping("x", 0))
	for _, test := range []struct {
		misuse Coroutine
		want   string
	}{
		{func(*Task) any { pending.Sleep(1); return nil }, "loop: Task-1.Sleep is called from outside of Task-1, which is pending"},
		{func(t *Task) any { return t.Await(foreign) }, "loop: Task-3 waits for a Task-1 that belongs to another loop"},
		{func(t *Task) any { return t.Wait(foreign) }, "loop: Task-4 waits for a Task-1 that belongs to another loop"},
		{func(t *Task) any { return t.Gather(nil) }, "loop: Task-5 waits for a nil task"},
		{
			func(t *Task) any { return t.Do(func() any { t.Sleep(1); return nil }) },
			"loop: Task-6.Sleep is called from outside of Task-6, which is pending",
		},
	} {
		got := run(t, l, func(t *Task) (r any) {
			defer func() { r = fmt.Sprint(recover()) }()
			return test.misuse(t)
		})
		if got != test.want {
			t.Errorf("panic %q, want %q", got, test.want)
		}
	}
}

// What a panic kept from running runs next time.
func TestLoopGoesOnAfterPanic(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		bad := l.Go(func(*Task) any { panic("burnt") })
		good := l.Go(sleeping("good", time.Second))
		func() {
			defer func() {
				if p := recover(); p != "burnt" {
					t.Errorf("recovered %v", p)
				}
			}()
			l.RunUntil(good)
		}()
		if err := l.RunUntil(good); err != nil || good.Result() != "good" {
			t.Errorf("after the panic: %v, %v", good.Result(), err)
		}
		if err := l.RunUntil(bad); !errors.Is(err, ErrStuck) {
			t.Errorf("the task that panicked: %v", err)
		}
	})
}

// Timers in the past are due at once, in the order of their times; those of the far
// future never.
func TestTimersOutOfRange(t *testing.T) {
	inBubble(t, func(t *testing.T, l *Loop) {
		order := ""
		start := time.Now()
		l.After(-time.Second, func() { order += "b" })
		l.After(-time.Hour, func() { order += "a" })
		l.After(forever, func() { order += "z" })
		run(t, l, sleeping("", -time.Second))
		if took := time.Since(start); order != "ab" || took != 0 {
			t.Errorf("order %q after %v", order, took)
		}
	})
}

// A loop that is given up in the middle leaves no goroutine.
func TestNoGoroutineIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		l := New()
		l.Go(sleeping("never", time.Hour))
		run(t, l, func(t *Task) any { return t.Do(func() any { return 1 }) })
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for range 1000 { // a goroutine is counted until a moment after its end
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}
