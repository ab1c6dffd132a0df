package rt

import (
	"reflect"
	"runtime/trace"
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

// Goroutines block often and are seldom looked at. So one that blocks notes
// nothing but what it waits for and when, and who looks finds the place in the
// interpreter's frames, which do not change meanwhile: the goroutine does not
// run on before the reader is done.

// A Wait says what a goroutine is blocked on.
type Wait struct {
	On  string // "chan receive", "select", "sync.Mutex.Lock", "net.Dial" …
	For time.Duration
	At  StackLine // the call that blocks; the zero StackLine if it is not known
	Via StackLine // where a cell has called for it, if At is in a package
	// What it waits for, any of them: channels that are not nil, a lock, a WaitGroup, a
	// Cond or a Once. None if On is something else.
	What []Target

	on *string
}

// A Target is one thing that a goroutine waits for.
type Target struct {
	Ptr  unsafe.Pointer // of a channel what it points to
	Send bool           // to a channel, or at the writing end of a pipe
	Pipe bool           // it is an end of an io.Pipe, see PipeEnd
}

// A waiting is the note of a goroutine about what it is blocked on.
type waiting struct {
	state atomic.Uint32
	// The goroutine sets what follows before state.
	on    *string
	since int64      // when it blocked, in ticks
	at    *StackLine // the call that blocks; nil if it is the goroutine's innermost one
	// What it waits for, if on says that it is one thing; of a select a list. It stays when
	// the goroutine runs on, until it blocks again or there is a sweep.
	what unsafe.Pointer
	list *[]Target // memory for the lists
	join *string   // the compiled call of which what is set
	pipe *Outside  // the compiled call that may wait at ends of pipes
}

// joins notes what a compiled call waits for.
func (w *waiting) joins(o *Outside) {
	w.join, w.pipe = nil, nil
	if len(o.Pipes) > 0 {
		w.pipe = o
	}
	if o.On != nil {
		w.join, w.what = o.Name, o.On
	}
}

// depends says whether only another goroutine can end the wait.
func (w *waiting) depends() bool { return dependent[w.on] || w.join != nil && w.on == w.join }

// atPipe says whether the wait is a call that was given ends of pipes.
func (w *waiting) atPipe() bool { return w.pipe != nil && w.on == w.pipe.Name }

// note sets the cases of a select.
func (w *waiting) note(cases []Case) {
	if w.list == nil {
		w.list = new([]Target)
	}
	list := (*w.list)[:0]
	for i := range cases {
		if c := &cases[i]; c.Chan != nil {
			list = append(list, Target{Ptr: c.Chan, Send: c.Dir == reflect.SelectSend})
		}
	}
	*w.list, w.what = list, unsafe.Pointer(w.list)
}

// targets returns what the goroutine waits for, which is observed.
func (w *waiting) targets() []Target {
	switch {
	case w.on == onSelect:
		return slices.Clone(*(*[]Target)(w.what))
	case w.depends() && w.on != onSelectNone && w.what != nil:
		return []Target{{Ptr: w.what, Send: w.on == onSend}}
	case w.atPipe():
		return slices.Clone(w.pipe.Pipes)
	}
	return nil
}

// forget keeps nothing alive for a goroutine that does not wait for it.
func (w *waiting) forget() {
	if w.state.Load() != active && (w.depends() || w.atPipe()) {
		return
	}
	w.what, w.pipe = nil, nil
	if w.list != nil {
		clear(*w.list)
	}
}

// States of a goroutine.
const (
	active   uint32 = iota
	blocked         // on what it has noted
	observed        // blocked, and must not run on: Waiting reads its note
)

// observing is held while a goroutine is observed.
var observing sync.Mutex

// Waiting returns what the goroutine is blocked on, nil if it is not known to be.
func (g *G) Waiting() (w *Wait) {
	g.WhileBlocked(func() {
		w = &Wait{On: *g.wait.on, For: elapsed(g.wait.since), What: g.wait.targets(), on: g.wait.on}
		switch {
		case g.wait.at != nil:
			w.At = *g.wait.at
		case interpreter != nil:
			w.At = interpreter.Caller(g)
			if w.At.File != "" && w.At.Cell == 0 {
				w.Via = innermostInCell(calls(g, MaxStack))
			}
		}
	})
	return w
}

// innermostInCell returns the first line that is in a cell, the zero StackLine if there is none.
func innermostInCell(stack []StackLine) (l StackLine) {
	if i := slices.IndexFunc(stack, func(l StackLine) bool { return l.Cell > 0 }); i >= 0 {
		l = stack[i]
	}
	return l
}

// WhileBlocked calls do if the goroutine is known to be blocked, and keeps it from running
// on meanwhile.
func (g *G) WhileBlocked(do func()) {
	observing.Lock()
	defer observing.Unlock()
	if g.wait.state.CompareAndSwap(blocked, observed) {
		defer g.wait.state.CompareAndSwap(observed, blocked)
		do()
	}
}

// blocks notes that the goroutine is about to block, on what it has noted before if there is
// such a thing; the caller must call runs afterwards.
func (g *G) blocks(on *string) {
	g.wait.on, g.wait.since = on, ticks()
	g.wait.state.Store(blocked)
}

// runs takes that back, once nobody looks.
func (g *G) runs() {
	if trace.IsEnabled() {
		g.tellPlace()
	}
	if g.wait.state.Swap(active) == observed {
		observing.Lock()
		g.wait.on = nil
		observing.Unlock()
	}
}

// resumes is called instead when what the goroutine waited for may be the work of
// goroutines that an interrupt has ended: it then must not go on as if they had
// done it.
func (g *G) resumes() {
	g.runs()
	if Stopping.Load() != 0 {
		g.poll()
	}
}

//go:linkname nanotime runtime.nanotime
func nanotime() int64

// ticks returns what the processor's clock shows. That takes a third of the
// time of nanotime, but the clock's rate is not known.
func ticks() int64

// epoch is one moment on both clocks.
var epoch = struct{ ticks, ns int64 }{ticks(), nanotime()}

// elapsed returns how long ago ticks was t.
func elapsed(t int64) time.Duration {
	now, ns := ticks(), nanotime()
	if now <= epoch.ticks || now <= t {
		return 0
	}
	return time.Duration(float64(now-t) / float64(now-epoch.ticks) * float64(ns-epoch.ns))
}

// What goroutines wait for, in the runtime's words as far as it has any.
var (
	onSend, onSendNil      = on("chan send"), on("chan send (nil chan)")
	onRecv, onRecvNil      = on("chan receive"), on("chan receive (nil chan)")
	onSelect, onSelectNone = on("select"), on("select (no cases)")
	onSleep, onInput       = on("sleep"), on("input")
	onMutex, onOnce        = on("sync.Mutex.Lock"), on("sync.Once.Do")
	onWrite, onRead        = on("sync.RWMutex.Lock"), on("sync.RWMutex.RLock")
	onGroup, onCond        = on("sync.WaitGroup.Wait"), on("sync.Cond.Wait")
)

func on(what string) *string { return &what }
