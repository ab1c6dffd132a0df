package rt

import (
	"maps"
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// A cell is deadlocked when its main goroutine waits, every other goroutine of the
// session waits for one of them, and nothing else can wake any: the next cell, which
// could, does not begin before this one has ended. It is never said of a program that
// merely waits, so whatever is not known to be no way out counts as one.
//
// # Suspicion
//
// Each goroutine of the session is noted as blocked on what only another one can do: a
// channel, a lock, a WaitGroup, a Cond, a Once, an errgroup, a semaphore; or it is in a compiled call
// that waits in an io.Pipe (pipe.go). One that runs, sleeps, asks for input, is in another
// compiled call or in a bubble of testing/synctest is none of these. As many goroutines
// as are known exist: those of compiled code (a server, os/signal, a process that is waited
// for) may wake ours. No channel that is waited for has a timer that is due, and no
// timer that calls a function is (timer.go).
//
// # Proof
//
// A goroutine that is noted as blocked may have been woken, on a busy machine long ago,
// without having had its turn. So three looks, some time apart, must find the
// same notes, and each that nothing runs or is ready to run but who looks: then, between
// the first and the last, all have been where they said they are, and nobody was left to
// wake one. Finalizers and cleanups that cells have asked for have their chance before the
// last look, by a garbage collection.
//
// # What it costs
//
// The main goroutine of a cell wakes the watch when it blocks. It looks period later, and
// again and again while that goroutine is blocked: cells that do not wait are not watched
// at all.

// period is how long the watch sleeps, pause how long it waits between two looks.
const (
	period = 50 * time.Millisecond
	pause  = 20 * time.Millisecond
)

// watch is the goroutine that looks for deadlocks: started with the first cell, blocks on
// its bell, lives as long as the process.
var watch = watcher{}

type watcher struct {
	awake atomic.Bool // its bell is set, or it looks, or there is none
	bell  bell
}

// wake makes the watch look soon.
func (w *watcher) wake() {
	if !w.awake.Load() && w.awake.CompareAndSwap(false, true) {
		w.bell.set(period)
	}
}

// begin starts the watch, which cannot be woken before. If the system denies it a bell it never
// is, and no deadlock is found.
func (w *watcher) begin() {
	var err error
	if w.bell, err = newBell(); err != nil {
		return
	}
	w.bell.set(period)
	own.Add(1)
	go w.run()
}

func init() { watch.awake.Store(true) }

func (w *watcher) run() {
	defer own.Add(-1)
	var still map[*G]int64
	for looked := ticks(); w.bell.wait(); {
		w.awake.Store(false) // before it looks: who blocks after that wakes it
		c := running.Load()
		if c == nil || !c.waits() {
			continue
		}
		if c.proven() {
			c.stop(true)
		} else if c.standstill != nil && (len(still) > 0 || elapsed(looked) >= lull) {
			looked = ticks()
			still = c.tellStandstill(still)
		}
		w.wake()
	}
}

// waits says whether the cell's main goroutine is blocked on what others can do.
func (c *Cell) waits() (yes bool) {
	if g := c.main.Load(); g != nil {
		g.WhileBlocked(func() { yes = g.wait.depends() || g.wait.atPipe() })
	}
	return yes
}

// asked says that cells have asked for finalizers or cleanups.
var asked atomic.Bool

// proven looks three times.
func (c *Cell) proven() bool {
	first := c.look()
	if first == nil {
		return false
	}
	time.Sleep(pause)
	if !maps.Equal(first, c.look()) {
		return false
	}
	if asked.Load() {
		sweep(nil)
		runtime.GC()
	}
	time.Sleep(pause)
	return maps.Equal(first, c.look())
}

// look returns since when each goroutine of the session is blocked, nil if this is no
// deadlock of the cell.
func (c *Cell) look() map[*G]int64 {
	if !c.waits() || running.Load() != c || !timers().known {
		return nil
	}
	all := Goroutines()
	seen := make(map[*G]int64, len(all))
	known := 0
	var calls []*Outside
	for _, g := range all {
		since, ok := g.depends()
		if !ok {
			var call *Outside
			if since, call = g.mayBeAtPipe(); call == nil {
				return nil
			}
			calls = append(calls, call)
		}
		if !g.left.Load() { // what was left behind counts as the kernel's own
			known++
		}
		seen[g] = since
	}
	if alarmed() || busy() || !complete(known) || !c.pipes.atPipes(calls) {
		return nil
	}
	return seen
}

// mayBeAtPipe returns the compiled call that the goroutine is in, or that it has left behind, if that
// may wait at a pipe, otherwise nil, and since when.
func (g *G) mayBeAtPipe() (since int64, call *Outside) {
	if g.bubble || g.apart || g.told() && !g.left.Load() {
		return 0, nil
	}
	g.WhileBlocked(func() {
		if g.wait.atPipe() {
			since, call = g.wait.since, g.wait.pipe
		}
	})
	return since, call
}

// complete says whether there are no more goroutines than so many, which are known and
// blocked. If there are fewer, one of those that the process had when the first cell began
// has ended since.
func complete(known int) bool {
	extra := NumGoroutine() - known
	if extra < 0 {
		others.Add(int64(extra))
	}
	return extra == 0
}

// depends says whether the goroutine waits for what only another one can do, and since when.
func (g *G) depends() (since int64, ok bool) {
	if g.bubble || g.apart || g.left.Load() || g.told() {
		return 0, false
	}
	g.WhileBlocked(func() {
		on := g.wait.on
		since, ok = g.wait.since, g.wait.depends()
		if on == onSend || on == onRecv || on == onSelect {
			for _, t := range g.wait.targets() {
				ok = ok && !(*channel)(t.Ptr).ticking()
			}
		}
	})
	return since, ok
}

// dependent are the waits of this package's that only another goroutine can end.
var dependent = map[*string]bool{
	onSend: true, onSendNil: true, onRecv: true, onRecvNil: true, onSelect: true, onSelectNone: true,
	onMutex: true, onWrite: true, onRead: true, onGroup: true, onCond: true, onOnce: true,
}

// busy says whether a goroutine runs besides the calling one, or is ready to.
func busy() bool {
	states := []metrics.Sample{{Name: "/sched/goroutines/runnable:goroutines"}, {Name: "/sched/goroutines/running:goroutines"}}
	metrics.Read(states)
	for _, s := range states {
		if s.Value.Kind() != metrics.KindUint64 {
			return true
		}
	}
	return states[0].Value.Uint64() > 0 || states[1].Value.Uint64() > 1
}
