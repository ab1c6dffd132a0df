package rt

import (
	"context"
	"fmt"
	"reflect"
	"runtime/trace"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

// While an execution trace of the process is recorded, goroutines of cells say in it
// who they are, in logs of category "gosched":
//
//	go RUNTIME ID PARENT CELL LINE FUNCTION
//	at RUNTIME CELL LINE [WAIT]
//
// RUNTIME is the number that the runtime gives the goroutine, 0 for the one that logs;
// the others are those of its G, with the place of the go statement. The second one says
// where it is, or was just before, in a wait that is long enough for that to cost little.
// What it waits for need be said only of waits that began before the trace: the stacks
// of the others have the functions of this package. Without a trace all that costs is to
// look whether there is one.

// introduce says who g, the calling goroutine's, is.
func (g *G) introduce() {
	if trace.IsEnabled() {
		g.log(0)
	}
}

func (g *G) log(number uint64) {
	cell := g.Created.Cell
	if cell == 0 {
		cell = g.cell.number
	}
	var room [128]byte // goroutines may be many
	text := append(room[:0], "go "...)
	for _, n := range [...]int64{int64(number), g.ID, g.Parent, int64(cell), int64(g.Created.Line)} {
		text = append(strconv.AppendInt(text, n, 10), ' ')
	}
	trace.Log(context.Background(), "gosched", string(append(text, g.Callee...)))
}

// calls has the log name f as what g runs, in the place of the function that compiled
// code starts goroutines with.
func (g *G) calls(f func()) {
	if trace.IsEnabled() && interpreter != nil {
		if at, ok := interpreter.Function(reflect.ValueOf(f)); ok {
			g.Callee = at.Func
		}
	}
}

// slowWait is how long a wait is whose place is told, and manyBrief after how many
// shorter ones in a row only one in so many is looked at: to look at the clock takes as
// long as half an event.
const (
	slowWait  = 20 * time.Microsecond
	manyBrief = 8
)

// slow is slowWait in ticks, 0 before the first trace.
var slow atomic.Int64

// tellPlace logs where g, the calling goroutine's, has waited, if that took long.
func (g *G) tellPlace() {
	most := slow.Load()
	if g.brief++; most == 0 || g.brief > manyBrief && g.brief%manyBrief != 0 || g.wait.state.Load() == active {
		return
	}
	if ticks()-g.wait.since < most {
		return
	}
	g.brief = 0
	at := StackLine{}
	switch {
	case g.wait.at != nil:
		at = *g.wait.at
	case interpreter != nil:
		at = interpreter.Caller(g)
	}
	if at.Cell > 0 {
		trace.Log(context.Background(), "gosched", fmt.Sprintf("at 0 %d %d", at.Cell, at.Line))
	}
}

// Conclude says in a trace that is about to end where goroutines wait that go on to.
func Conclude() { tellWaits() }

// tellWaits says where goroutines wait, and for what.
func tellWaits() {
	offset := goidOffset()
	for _, g := range Goroutines() {
		if w := g.Waiting(); w != nil && offset != 0 && trace.IsEnabled() {
			registry.mu.Lock()
			if registry.live[g] && g.self != nil { // it has not ended meanwhile
				trace.Log(context.Background(), "gosched", fmt.Sprintf("at %d %d %d %s", *(*uint64)(unsafe.Add(g.self, offset)), w.At.Cell, w.At.Line, w.On))
			}
			registry.mu.Unlock()
		}
	}
}

// Introduce says in a trace that has just begun who the goroutines are that there are
// already, and what they wait for.
func Introduce() {
	introduceAll()
	tellWaits()
}

func introduceAll() {
	slow.Store(max(1, int64(slowWait)*(ticks()-epoch.ticks)/max(1, nanotime()-epoch.ns)))
	registry.mu.Lock() // those in it do not end meanwhile
	defer registry.mu.Unlock()
	offset := goidOffset()
	for g := range registry.live {
		if g.self != nil && offset != 0 {
			g.log(*(*uint64)(unsafe.Add(g.self, offset)))
		}
	}
}

// goidOffset is where the runtime's descriptor of a goroutine has its number, found by
// looking in one whose number is known from its stack text, and in another; 0 if that
// fails.
var goidOffset = sync.OnceValue(func() uintptr {
	const end = 400 // of what is looked at; the descriptor is longer
	offsets := make(map[uintptr]int)
	for range 2 {
		done := make(chan struct{})
		go func() {
			defer close(done)
			var id uint64
			if _, err := fmt.Sscanf(stackHeader(), "goroutine %d ", &id); err != nil {
				return
			}
			for at := uintptr(0); at < end; at += 8 {
				if *(*uint64)(unsafe.Add(getg(), at)) == id {
					offsets[at]++
				}
			}
		}()
		<-done
	}
	for at := uintptr(0); at < end; at += 8 {
		if offsets[at] == 2 {
			return at
		}
	}
	return 0
})
