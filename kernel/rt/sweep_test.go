package rt

import (
	"reflect"
	"runtime"
	"slices"
	"sync"
	"testing"
	"unsafe"
)

// A sweeper is an interpreter that notes whose calls it is to sweep.
type sweeper struct {
	mu    sync.Mutex
	swept []*G
}

func (*sweeper) Explain(v any) any                             { return v }
func (*sweeper) Calls(*G, int) []StackLine                     { return nil }
func (*sweeper) Caller(*G) StackLine                           { return StackLine{} }
func (*sweeper) Function(reflect.Value) (l StackLine, ok bool) { return l, false }
func (*sweeper) Forget()                                       {}

func (*sweeper) Names(map[unsafe.Pointer]string, []*G, bool) {}
func (*sweeper) Former() unsafe.Pointer                      { return nil }

func (s *sweeper) Sweep(g *G) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.swept = append(s.swept, g)
}

// sweeps sweeps, and says whether the calls of g were.
func (s *sweeper) sweeps(g *G) bool {
	sweep(nil)
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Contains(s.swept, g)
}

// A callback is a lock of a program, whose methods are interpreted.
type callback struct{ lock, unlock func() }

func (c callback) Lock() {
	Current().Enter()
	c.lock()
}

func (c callback) Unlock() {
	Current().Enter()
	c.unlock()
}

// TestSweepsTheBlocked holds that nobody's calls are swept who may be making them.
func TestSweepsTheBlocked(t *testing.T) {
	s := &sweeper{}
	Use(s)
	defer Use(nil)

	t.Run("blocked", func(t *testing.T) {
		c, _ := newCell()
		ch := make(chan int)
		ended := make(chan Outcome)
		go func() { ended <- c.Do(func() { RecvFrom(Current(), ch) }) }()
		for c.main.Load() == nil || c.main.Load().Waiting() == nil {
			runtime.Gosched()
		}
		if !s.sweeps(c.main.Load()) {
			t.Error("not swept")
		}
		close(ch)
		<-ended
	})

	t.Run("called back", func(t *testing.T) {
		c, _ := newCell()
		called, swept := false, false
		c.Do(func() {
			g := Current()
			cond := sync.NewCond(callback{unlock: c.Interrupt, lock: func() {
				if Current() == g { // who leaves has the lock
					called, swept = true, s.sweeps(g)
				}
			}})
			defer cond.Broadcast() // to the helper
			WaitCond(cond)
		})
		if !called || swept {
			t.Errorf("called is %t, swept is %t", called, swept)
		}
	})

	t.Run("left behind", func(t *testing.T) {
		c, _ := newCell()
		release, ended := make(chan bool), make(chan bool)
		var g *G
		name := "compiled"
		out := c.Do(func() {
			(&Outside{Name: &name, Call: func() {
				defer close(ended)
				g = Current()
				c.Interrupt()
				<-release
			}}).Do()
		})
		if out.Err == nil || out.Err.Abandoned != name {
			t.Errorf("outcome is %+v", out.Err)
		}
		if s.sweeps(g) {
			t.Error("swept")
		}
		close(release)
		<-ended
	})
}
