package rt

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"
)

// A goroutineTable holds goroutines that have not ended: those that this
// package started, those of compiled code while they run interpreted code, and
// helpers that were left behind.
type goroutineTable struct {
	mu     sync.Mutex
	live   map[*G]bool
	bySelf map[unsafe.Pointer]*G // those that have put themselves there
}

var registry = goroutineTable{live: make(map[*G]bool), bySelf: make(map[unsafe.Pointer]*G)}

// add adds the calling goroutine.
func (t *goroutineTable) add(g *G) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.live[g] = true
	t.bySelf[g.self] = g
}

// remove removes the calling goroutine.
func (t *goroutineTable) remove(g *G) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.live, g)
	if t.bySelf[g.self] == g {
		delete(t.bySelf, g.self)
	}
	if g.asked != nil {
		Stopping.Add(-1)
		close(g.asked)
	}
}

// leave adds a helper that is left behind, unless it has ended.
func (t *goroutineTable) leave(g *G) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if g.left.Swap(true) {
		return false
	}
	t.live[g] = true
	return true
}

// find returns the record of the goroutine me, nil if it has none.
func (t *goroutineTable) find(me unsafe.Pointer) *G {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.bySelf[me]
}

// Goroutines returns the records of all goroutines of cells that have not
// ended, in no particular order.
func Goroutines() []*G { return registry.some(math.MaxInt) }

// some returns at most so many of the goroutines, which are not the same each time.
func (t *goroutineTable) some(most int) []*G {
	t.mu.Lock()
	defer t.mu.Unlock()
	most = min(most, len(t.live))
	list := make([]*G, 0, most)
	for g := range t.live {
		if len(list) == most {
			break
		}
		list = append(list, g)
	}
	return list
}

// begin makes g the record of the calling goroutine, until end.
func (g *G) begin() {
	g.self = getg()
	setProfLabel(unsafe.Pointer(g))
	registry.add(g)
	if g.cell.interrupted() {
		g.halt() // the interrupt may have come before
	}
	g.introduce()
}

func (g *G) end() {
	g.ended.Store(true)
	g.leaveLocks()
	setProfLabel(nil)
	registry.remove(g)
	g.cell.leave()
}

// Serve runs f on a goroutine of the kernel's own, which is not counted as the program's.
func Serve(f func()) {
	own.Add(1)
	go func() {
		defer own.Add(-1)
		f()
	}()
}

// own counts the goroutines of the kernel's own that come and go, others those that the process had
// besides the cell's when the first cell began.
var (
	own, others atomic.Int64
	firstCell   sync.Once
)

// NumGoroutine is runtime.NumGoroutine: the kernel's own goroutines do not count.
func NumGoroutine() int {
	return runtime.NumGoroutine() - int(own.Load()+others.Load())
}
