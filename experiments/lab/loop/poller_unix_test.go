//go:build unix

package loop

import (
	"errors"
	"math"
	"os"
	"slices"
	"testing"
	"time"
)

// withPollers runs the test on a loop for each kind of poller, and closes it.
func withPollers(t *testing.T, f func(t *testing.T, l *Loop)) {
	best, err := newPoller()
	if err != nil {
		t.Fatal(err)
	}
	plain, err := newPoll()
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]poller{"the system's best": best, "poll": plain} {
		t.Run(name, func(t *testing.T) {
			l := newLoop(p)
			f(t, l)
			if err := l.Close(); err != nil {
				t.Errorf("closing: %v", err)
			}
		})
	}
}

// pipe returns both ends of a pipe that the test closes.
func pipe(t *testing.T) (r, w *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		r.Close()
		w.Close()
	})
	return r, w
}

func TestReadSuspendsOnlyItsTask(t *testing.T) {
	withPollers(t, func(t *testing.T, l *Loop) {
		r, w := pipe(t)
		var order []string
		reader := l.Go(func(t *Task) any {
			var p [8]byte
			n, err := t.Read(r, p[:])
			order = append(order, "read "+string(p[:n]))
			return err
		})
		writer := l.Go(func(t *Task) any {
			t.Sleep(5 * time.Millisecond)
			order = append(order, "write")
			w.WriteString("hello")
			return nil
		})
		run(t, l, func(t *Task) any { return t.Gather(reader, writer) })
		if reader.Result() != nil || !slices.Equal(order, []string{"write", "read hello"}) {
			t.Errorf("order %q, error %v", order, reader.Result())
		}
	})
}

func TestForgottenSourceIsNotCalled(t *testing.T) {
	withPollers(t, func(t *testing.T, l *Loop) {
		r, w := pipe(t)
		w.WriteString("x")
		calls := 0
		if err := l.OnReadable(r, func() {
			calls++
			l.Forget(r)
		}); err != nil {
			t.Fatal(err)
		}
		run(t, l, sleeping("", 5*time.Millisecond))
		if calls != 1 {
			t.Errorf("%d calls, want 1", calls)
		}
	})
}

// What is watched already, or not at all, is an error with every poller.
func TestWatchedTwice(t *testing.T) {
	withPollers(t, func(t *testing.T, l *Loop) {
		r, _ := pipe(t)
		if err := l.Forget(r); err == nil {
			t.Error("what was not watched was forgotten")
		}
		if err := l.OnReadable(r, func() {}); err != nil {
			t.Fatal(err)
		}
		if err := l.OnReadable(r, func() {}); err == nil {
			t.Error("watched twice")
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		if err := l.OnReadable(r, func() {}); !errors.Is(err, ErrClosed) {
			t.Errorf("watched by a closed loop: %v", err)
		}
	})
}

func TestJobWakesPoller(t *testing.T) {
	withPollers(t, func(t *testing.T, l *Loop) {
		got := run(t, l, func(t *Task) any { return t.Do(func() any { return "job" }) })
		if got != "job" {
			t.Errorf("result %v", got)
		}
	})
}

func TestNoPoller(t *testing.T) {
	l := New()
	defer l.Close()
	r, _ := pipe(t)
	if err := l.OnReadable(r, func() {}); !errors.Is(err, ErrNoPoller) {
		t.Errorf("error %v, want ErrNoPoller", err)
	}
	got := run(t, l, func(t *Task) any {
		_, err := t.Read(r, nil)
		return err
	})
	if got != error(ErrNoPoller) {
		t.Errorf("read: %v", got)
	}
}

// A loop closes its pipes, those too that somebody has closed before.
func TestRunPolling(t *testing.T) {
	var ends []*os.File
	got, err := RunPolling(func(t *Task) any {
		r, w, err := t.Loop().Pipe()
		if err != nil {
			return err
		}
		ends = append(ends, r, w)
		w.WriteString("x")
		w.Close()
		n, err := t.Read(r, make([]byte, 8))
		if err != nil {
			return err
		}
		return n
	})
	if err != nil || got != 1 {
		t.Errorf("RunPolling = %v, %v", got, err)
	}
	for _, f := range ends {
		if err := f.Close(); !errors.Is(err, os.ErrClosed) {
			t.Errorf("an end was left open: %v", err)
		}
	}
}

func TestMilliseconds(t *testing.T) {
	for d, want := range map[time.Duration]int{
		0: 0, time.Nanosecond: 1, time.Millisecond: 1, 1500 * time.Microsecond: 2, forever: -1,
		forever - 1: math.MaxInt32, 30 * 24 * time.Hour: math.MaxInt32,
	} {
		if got := milliseconds(d); got != want {
			t.Errorf("milliseconds(%v) = %d, want %d", d, got, want)
		}
	}
}
