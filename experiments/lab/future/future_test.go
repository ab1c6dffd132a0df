package future

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"gosched/experiments/lab"
)

var errAsked = errors.New("as asked")

// The first outcome counts.
func TestOnce(t *testing.T) {
	resolved, rejected := New[int](), New[int]()
	if got := resolved.String(); got != "pending" {
		t.Errorf("a new future is %s", got)
	}
	got := fmt.Sprint(resolved.Resolve(1), resolved.Resolve(2), resolved.Reject(errAsked))
	got += fmt.Sprint("; ", rejected.Reject(errAsked), rejected.Resolve(2))
	if want := "true false false; true false"; got != want {
		t.Errorf("the attempts said %q, want %q", got, want)
	}
	if got, want := fmt.Sprint(resolved, "; ", rejected), "resolved: 1; rejected: as asked"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for range 2 {
		if v, err := resolved.Get(); v != 1 || err != nil {
			t.Errorf("got %v, %v", v, err)
		}
		if v, err := rejected.Get(); v != 0 || err != errAsked {
			t.Errorf("got %v, %v", v, err)
		}
	}
}

// A rejection without a reason is none the less a rejection.
func TestRejectNil(t *testing.T) {
	f := New[int]()
	if first := f.Reject(nil); !first {
		t.Error("the rejection did not count")
	}
	if _, err := f.Get(); err != ErrNoResult {
		t.Errorf("got error %v, want ErrNoResult", err)
	}
}

// Of many who resolve at once one is the first, and all who wait get its value.
func TestManyAtOnce(t *testing.T) {
	f := New[int]()
	var wg sync.WaitGroup
	var firsts, sum atomic.Int64
	for i := range 8 {
		wg.Go(func() {
			if f.Resolve(i + 1) {
				firsts.Add(1)
			}
			v, _ := f.Get()
			sum.Add(int64(v))
		})
	}
	wg.Wait()
	if v, _ := f.Get(); firsts.Load() != 1 || sum.Load() != int64(8*v) {
		t.Errorf("%d were first; 8 readers of %d summed up to %d", firsts.Load(), v, sum.Load())
	}
}

// Callbacks run in order, those of a future that is done at once.
func TestOnDone(t *testing.T) {
	f := New[string]()
	var calls []string
	note := func(name string) {
		f.OnDone(func(f *Future[string]) {
			v, _ := f.Get() // does not wait
			calls = append(calls, name+v)
		})
	}
	note("a")
	note("b")
	f.Resolve("!")
	note("c")
	f.Resolve("?")
	if want := []string{"a!", "b!", "c!"}; !slices.Equal(calls, want) {
		t.Errorf("called %q, want %q", calls, want)
	}
}

// A callback may add another one.
func TestOnDoneInside(t *testing.T) {
	f := New[int]()
	called := false
	f.OnDone(func(f *Future[int]) { f.OnDone(func(*Future[int]) { called = true }) })
	f.Resolve(1)
	if !called {
		t.Error("the inner callback was not called")
	}
}

func TestGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		watch := lab.Start()
		f := Go(func() (int, error) {
			time.Sleep(lab.Seconds(2))
			return 7, nil
		})
		select {
		case <-f.Done():
			t.Error("done before its time")
		case <-time.After(lab.Seconds(1)):
		}
		if v, err := f.Get(); v != 7 || err != nil || watch.Seconds() != 2 {
			t.Errorf("got %v, %v after %v", v, err, watch)
		}
	})
}

// Whatever a function does, its future is done.
func TestGoFails(t *testing.T) {
	for name, test := range map[string]struct {
		call func() (int, error)
		want string
	}{
		"error": {func() (int, error) { return 1, errAsked }, "rejected: as asked"},
		"panic": {func() (int, error) { panic("as asked") }, "rejected: panic: as asked"},
		"exit":  {func() (int, error) { runtime.Goexit(); return 1, nil }, "rejected: " + ErrNoResult.Error()},
	} {
		f := Go(test.call)
		<-f.Done()
		if got := f.String(); got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

func TestInterruptedGetLeaves(t *testing.T) {
	stopped := make(chan struct{})
	lab.SetInterrupted(func() <-chan struct{} { return stopped })
	defer lab.SetInterrupted(func() <-chan struct{} { return nil })
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		New[int]().Get()
		t.Error("Get returned without an outcome")
	}()
	close(stopped)
	<-ended
}
