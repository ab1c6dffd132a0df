package rt

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

// A G is the record of one goroutine.
type G struct {
	labels []label // must be first, see label
	self   unsafe.Pointer
	ended  atomic.Bool

	ID     int64
	Parent int64  // ID of the goroutine that started it, 0 if none
	Callee string // the function it runs
	// Created is the function with the go statement and where that stands; the
	// zero StackLine if unknown.
	Created StackLine
	Started time.Time

	cell    *Cell
	waits   atomic.Pointer[string] // what it is blocked on, nil if it is not
	since   atomic.Int64           // when that began, in nanotime
	foreign bool                   // started by compiled code

	leaving  leaving        // why the goroutine is ending early
	returned bool           // the main function of its cell has returned
	wants    unsafe.Pointer // the lock it waits for, or waited for when it began to leave

	may       *Panic // what the next function of the program to be called may recover
	panicking *Panic // the latest panic in progress whose deferred calls are being made
	raised    *Panic // that a Frame has raised again and that no other has caught yet
	// Top is the innermost interpreted call, for package engine to find the
	// calls of a panic; only this goroutine uses it.
	Top unsafe.Pointer
}

// A Wait says what a goroutine is blocked on.
type Wait struct {
	On  string // "chan receive", "select", "sync.Mutex.Lock" …
	For time.Duration
}

// Cell returns the number of the cell that the goroutine belongs to.
func (g *G) Cell() int { return g.cell.number }

// Waiting returns what the goroutine is blocked on, nil if it is not known to be.
func (g *G) Waiting() *Wait {
	on := g.waits.Load()
	if on == nil {
		return nil
	}
	return &Wait{*on, time.Duration(nanotime() - g.since.Load())}
}

// blocks records that the goroutine is about to block; the caller must call
// runs afterwards.
func (g *G) blocks(on *string) {
	g.since.Store(nanotime())
	g.waits.Store(on)
}
func (g *G) runs() { g.waits.Store(nil) }

//go:linkname nanotime runtime.nanotime
func nanotime() int64

// What goroutines wait for, in the runtime's words as far as it has any.
var (
	onSend, onSendNil      = on("chan send"), on("chan send (nil chan)")
	onRecv, onRecvNil      = on("chan receive"), on("chan receive (nil chan)")
	onSelect, onSelectNone = on("select"), on("select (no cases)")
	onSleep, onInput       = on("sleep"), on("input")
	onMutex                = on("sync.Mutex.Lock")
	onWrite, onRead        = on("sync.RWMutex.Lock"), on("sync.RWMutex.RLock")
	onGroup, onCond        = on("sync.WaitGroup.Wait"), on("sync.Cond.Wait")
)

func on(what string) *string { return &what }

// registry holds the goroutines that this package started and that have not ended.
var registry struct {
	sync.Mutex
	live map[unsafe.Pointer]*G // by self
}

var lastID atomic.Int64

func newG(c *Cell, parent *G) *G {
	g := &G{labels: marker[:], ID: lastID.Add(1), cell: c, Started: time.Now()}
	if parent != nil {
		g.Parent = parent.ID
	}
	return g
}

// begin makes g the record of the calling goroutine, until end.
func (g *G) begin() {
	g.self = getg()
	setProfLabel(unsafe.Pointer(g))
	registry.Lock()
	defer registry.Unlock()
	if registry.live == nil {
		registry.live = make(map[unsafe.Pointer]*G)
	}
	registry.live[g.self] = g
}

// registered returns the record of the live goroutine me, nil if this package
// did not start it.
func registered(me unsafe.Pointer) *G {
	registry.Lock()
	defer registry.Unlock()
	return registry.live[me]
}

func (g *G) end() {
	g.ended.Store(true)
	setProfLabel(nil)
	registry.Lock()
	delete(registry.live, g.self)
	registry.Unlock()
	g.cell.leave()
}

// Goroutines returns the records of all goroutines of cells that have not
// ended, in no particular order.
func Goroutines() []*G {
	registry.Lock()
	defer registry.Unlock()
	list := make([]*G, 0, len(registry.live))
	for _, g := range registry.live {
		list = append(list, g)
	}
	return list
}

// Foreign reports whether compiled code started the goroutine, which is the
// caller's.
func (g *G) Foreign() bool { return g.foreign }

// Survive, deferred by the outermost interpreted call of a foreign goroutine,
// reports a panic and lets the goroutine end as if by runtime.Goexit, so that
// the functions that compiled code has deferred do run.
func (g *G) Survive() {
	if r := recover(); r != nil {
		g.caught(r).report(g)
		runtime.Goexit()
	}
}
