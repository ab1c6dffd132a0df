package rt

import (
	"runtime"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"time"
)

// The garbage collector sees more of interpreted calls than they need: variables
// that are never used again, and those of calls that have returned. So before a
// collection that the program asks for, and after others, the interpreter is
// asked to let go of it: for a goroutine that runs, when it polls; for one that is
// blocked, at once, while it is observed. (See Interpreter.)

// GC is runtime.GC.
func GC() {
	sweep(Current())
	runtime.GC()
}

// FreeOSMemory is debug.FreeOSMemory.
func FreeOSMemory() {
	sweep(Current())
	debug.FreeOSMemory()
}

var (
	sweeps    atomic.Int64 // how many have begun
	sweepEnd  atomic.Int64 // until when Stopping is up for the latest, in nanotime; 0 if it is not
	collected atomic.Int64 // when Collected swept, in nanotime
)

// Collected is called after each garbage collection. What is dead at the next turn of a
// loop goes with one of the next ones, which may come so fast that not each is worth a sweep.
func Collected() {
	if now := nanotime(); now-collected.Load() > int64(sweepPeriod) {
		collected.Store(now)
		sweep(nil)
	}
}

const (
	sweepPeriod = 50 * time.Millisecond
	sweepTime   = time.Millisecond // for goroutines to poll
	mostSwept   = 10_000           // goroutines that a sweep looks at
)

// sweep lets go of what the interpreter holds and no goroutine needs. Me is the record
// of the calling goroutine, nil if it is not a cell's.
func sweep(me *G) {
	if interpreter == nil {
		return
	}
	n := sweeps.Add(1)
	list := registry.some(mostSwept)
	needed.Store(neededBy(list))
	if me != nil {
		me.sweep(n)
	}
	for _, g := range list {
		g.sweepBlocked(n)
	}
	interpreter.Forget()
	if sweepEnd.Swap(nanotime()+int64(sweepTime)) == 0 {
		Stopping.Add(1)
	}
}

// endSweep takes Stopping down again when its time is over. Whoever polls does it: a timer
// would need a goroutine, which a program that counts its own would see.
func endSweep() {
	if end := sweepEnd.Load(); end != 0 && nanotime() > end && sweepEnd.CompareAndSwap(end, 0) {
		Stopping.Add(-1)
	}
}

// sweep sweeps the calls of g, which is the caller's or blocked, if it has not
// been done in the n-th sweep.
func (g *G) sweep(n int64) {
	if g.swept != n && interpreter != nil {
		g.swept = n
		g.wait.forget()
		interpreter.Sweep(g)
	}
}

// sweepBlocked sweeps the calls of g if it is blocked, and is no helper that was left
// behind, of whose calls nobody knows whether they run.
func (g *G) sweepBlocked(n int64) {
	if g.left.Load() {
		return
	}
	g.WhileBlocked(func() { g.sweep(n) })
}

// needed is what goroutines waited for and held when the latest sweep began.
var needed atomic.Pointer[Places]

// Needed returns that. It is kept as long as that is so: a variable that leads to it keeps
// nothing, and is where a name for it is found.
func Needed() Places {
	if p := needed.Load(); p != nil {
		return *p
	}
	return nil
}

// Places are addresses, the highest first. They are hidden, for not to be taken for weak
// pointers where a stack that nobody clears still leads to an old list.
type Places []Hidden

// Within says whether one of the places is in the size bytes, at least one, from address p on.
func (l Places) Within(p, size uintptr) bool {
	i, _ := slices.BinarySearch(l, ^Hidden(p+size-1))
	return i < len(l) && l[i] <= ^Hidden(p)
}

func neededBy(list []*G) *Places {
	var at Places
	for _, g := range list {
		g.WhileBlocked(func() {
			for _, t := range g.wait.targets() {
				at = append(at, hide(t.Ptr))
			}
		})
		for _, h := range g.Holds() {
			at = append(at, hide(h.Lock))
		}
	}
	slices.Sort(at)
	return &at
}
