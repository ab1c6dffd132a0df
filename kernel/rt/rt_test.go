package rt

import (
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// recorder is the host of the tests: it keeps output by cell.
type recorder struct {
	mu  sync.Mutex
	out map[int]string
}

func (r *recorder) Output(cell int, _ Stream, p []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.out[cell] += string(p)
}

func (r *recorder) Input(_ int, _ string, _ bool, done <-chan struct{}) (string, error) {
	<-done
	return "", io.EOF
}

func (r *recorder) Exit(cell, code int) { r.Output(cell, Stderr, fmt.Appendf(nil, "exit %d", code)) }

func (r *recorder) text(cell int) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.out[cell]
}

var tests = &recorder{out: make(map[int]string)}

func TestMain(m *testing.M) {
	Connect(tests)
	os.Exit(m.Run())
}

// cells numbers the cells of all tests.
var cells int

func newCell() (*Cell, int) {
	cells++
	return NewCell(cells), cells
}

func TestBlockingEndsOnInterrupt(t *testing.T) {
	var mu sync.Mutex
	var rw sync.RWMutex
	var wg sync.WaitGroup
	mu.Lock()
	rw.Lock()
	wg.Add(1)
	cond := sync.NewCond(new(sync.Mutex))
	ch, elem := reflect.ValueOf(make(chan int)).UnsafePointer(), reflect.New(reflect.TypeFor[int]()).UnsafePointer()
	for name, block := range map[string]func(){
		"poll": func() {
			for {
				Poll()
				runtime.Gosched()
			}
		},
		"recv":    func() { Recv(Current(), ch, nil) },
		"recvNil": func() { Recv(Current(), nil, nil) },
		"recvInt": func() { RecvFrom(Current(), make(chan int)) },
		"send":    func() { Send(Current(), ch, elem) },
		"sendNil": func() { Send(Current(), nil, elem) },
		"sendInt": func() { SendTo(Current(), make(chan int), 1) },
		"select":  func() { Select(Current(), nil) },
		"select2": func() {
			Select(Current(), []Case{{Dir: reflect.SelectSend, Chan: ch, Elem: elem}, {Dir: reflect.SelectSend, Chan: ch, Elem: elem}})
		},
		"sleep": func() { Sleep(time.Hour) },
		"lock":  func() { defer Unlock(&mu); Lock(&mu) },
		"wlock": func() { defer UnlockRW(&rw); LockRW(&rw) },
		"rlock": func() { defer RUnlock(&rw); RLock(&rw) },
		"wait":  func() { WaitFor(&wg) },
		"cond":  func() { cond.L.Lock(); defer cond.L.Unlock(); WaitCond(cond) },
		"input": func() { io.ReadAll(In) },
		"write": func() {
			for {
				Out.WriteString("")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := newCell()
			blocked, deferred, inner := make(chan *G), false, make(chan bool, 1)
			go func() {
				<-blocked
				c.Interrupt()
			}()
			out := c.Do(func() {
				Go(func() {
					defer func() { inner <- recover() == nil }()
					block()
				}, "inner", 1)
				defer func() { deferred = recover() == nil }()
				blocked <- Current()
				block()
			})
			if out.Err == nil || out.Err.Name != "interrupt" || out.Err.Abandoned != "" {
				t.Errorf("outcome %+v", out.Err)
			}
			if !deferred || !<-inner {
				t.Error("a deferred function did not run, or saw a panic")
			}
		})
	}
	mu.Unlock()
	rw.Unlock()
	wg.Done()
	mu.Lock() // the helpers have passed it on
	rw.Lock()
}

func TestOtherCellsLiveOn(t *testing.T) {
	first, _ := newCell()
	ticks, stop := make(chan int), make(chan struct{})
	first.Do(func() {
		Go(func() {
			for i := 0; ; i++ {
				Poll()
				select {
				case ticks <- i:
				case <-stop:
					close(ticks)
					return
				}
			}
		}, "ticker", 1)
	})
	second, _ := newCell()
	go func() { second.Interrupt() }()
	second.Do(func() { Sleep(time.Hour) })
	if a, b := <-ticks, <-ticks; b != a+1 {
		t.Errorf("got %d, then %d", a, b)
	}
	close(stop)
	for range ticks {
	}
}

// TestRunner runs cells on one goroutine until one has it locked to its thread.
func TestRunner(t *testing.T) {
	var ended []int
	done := make(chan bool)
	go func() {
		returned := false
		defer func() { done <- returned }()
		r := NewRunner()
		for i, f := range []func(){func() {}, func() { panic(1) }, LockOSThread, func() {}} {
			c, _ := newCell()
			r.Run(c, f, func(o Outcome) {
				if (o.Err != nil) != (i == 1) {
					t.Errorf("cell %d: %+v", i, o.Err)
				}
				ended = append(ended, i)
			})
		}
		returned = true
	}()
	if <-done || !slices.Equal(ended, []int{0, 1, 2}) {
		t.Errorf("cells %v ended on the goroutine, which is to end with the third", ended)
	}
}

func TestAbandoned(t *testing.T) {
	c, _ := newCell()
	release := make(chan struct{})
	go c.Interrupt()
	out := c.Do(func() { <-release })
	if out.Err == nil || out.Err.Abandoned == "" {
		t.Errorf("outcome %+v", out.Err)
	}
	close(release)
}

func TestOwnership(t *testing.T) {
	c, n := newCell()
	seen := make(chan *G, 3)
	var main *G
	c.Do(func() {
		main = Current()
		seen <- Current()
		done := make(chan struct{})
		go func() { // as compiled code would
			defer close(done)
			seen <- Current()
			child := make(chan struct{})
			go func() { seen <- Current(); close(child) }()
			<-child
		}()
		<-done
	})
	records := map[*G]bool{}
	for range 3 {
		g := <-seen
		if g.Cell() != n {
			t.Errorf("goroutine of cell %d, want %d", g.Cell(), n)
		}
		records[g] = true
	}
	if len(records) != 3 || !records[main] {
		t.Errorf("%d records of 3 goroutines", len(records))
	}
	if Current().Cell() != 0 {
		t.Errorf("the test's own goroutine belongs to cell %d", Current().Cell())
	}
}

func TestPanics(t *testing.T) {
	type E string
	for _, c := range []struct {
		value     any
		name, msg string
	}{
		{"text", "panic", "text"},
		{errors.New("an error"), "panic", "an error"},
		{E("x"), "panic", `rt.E("x")`},
		{42, "panic", "42"},
		{time.Second, "panic", "1s"},
		{1.5, "panic", "1.5"},
		{NilPointer, "runtime error", "invalid memory address or nil pointer dereference"},
		{PlainError("close of closed channel"), "panic", "close of closed channel"},
		{nil, "panic", new(runtime.PanicNilError).Error()},
	} {
		cell, n := newCell()
		out := cell.Do(func() {
			done := make(chan struct{})
			Go(func() { defer close(done); panic(c.value) }, "f", 1)
			<-done
			Raise(c.value)
		})
		if f := out.Err; f == nil || f.Name != c.name || f.Msg != c.msg {
			t.Errorf("panic(%#v): %+v", c.value, f)
		}
		for len(Goroutines()) > 0 {
			runtime.Gosched()
		}
		if got := tests.text(n); !strings.HasPrefix(got, "panic: ") || !strings.Contains(got, c.msg) {
			t.Errorf("panic(%#v) in a goroutine printed %q", c.value, got)
		}
	}
}

func TestFrame(t *testing.T) {
	var log []string
	note := func(format string, a ...any) { log = append(log, fmt.Sprintf(format, a...)) }
	var f Frame
	run := func(body func()) (r any) {
		log = nil
		f = Frame{}
		defer func() { r = recover() }()
		f.Run(body)
		return nil
	}
	rec := func(name string) func() { return func() { p := Take(); note("%s %v", name, Recover(p)) } }

	if r := run(func() { f.Defer(rec("a"), true); f.Defer(rec("b"), true); panic(1) }); r != nil || fmt.Sprint(log) != "[b 1 a <nil>]" {
		t.Error("recovered once:", r, log)
	}
	if r := run(func() { f.Defer(func() { note("no") }, false); panic(2) }); r != 2 || fmt.Sprint(log) != "[no]" {
		t.Error("not recovered:", r, log)
	}
	if r := run(func() { f.Defer(rec("a"), true); f.Defer(func() { panic(4) }, false); panic(3) }); r != nil || fmt.Sprint(log) != "[a 4]" {
		t.Error("replaced:", r, log)
	}
	if r := run(func() { f.Defer(func() { rec("inner")() }, false); panic(5) }); r != 5 || fmt.Sprint(log) != "[inner <nil>]" {
		t.Error("recover not called by the deferred function:", r, log)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		run(func() {
			f.Defer(func() { note("last") }, false)
			f.Defer(runtime.Goexit, false)
			f.Defer(rec("r"), true)
			runtime.Goexit()
		})
		note("never")
	}()
	<-ended
	if fmt.Sprint(log) != "[r <nil> last]" {
		t.Error("Goexit:", log)
	}
}

func TestOverflow(t *testing.T) {
	c, _ := newCell()
	var recurse func(n int) int
	recurse = func(n int) int {
		Enter()
		var pad [64]int
		pad[n%64] = n
		return recurse(n+1) + pad[(n+1)%64]
	}
	deferred := false
	out := c.Do(func() {
		defer func() { deferred = true }()
		recurse(0)
	})
	if out.Err == nil || out.Err.Name != "fatal error" || !strings.HasPrefix(out.Err.Msg, "stack overflow") || !deferred {
		t.Errorf("outcome %+v, deferred %v", out.Err, deferred)
	}
}

func TestResults(t *testing.T) {
	c, _ := newCell()
	out := c.Do(func() { Result(1, "two") })
	if !out.Shown || len(out.Results) != 2 || out.Err != nil {
		t.Errorf("outcome %+v", out)
	}
}
