package rt

import (
	"sync/atomic"
	"unsafe"
)

//go:linkname profLabel runtime/pprof.runtime_getProfLabel
func profLabel() unsafe.Pointer

//go:linkname setProfLabel runtime/pprof.runtime_setProfLabel
func setProfLabel(unsafe.Pointer)

// getg returns the runtime's descriptor of the calling goroutine. It is reused
// after the goroutine's end.
func getg() unsafe.Pointer

// A label is one entry of a profiler label set. The runtime reads a
// goroutine's label pointer as a pointer to a slice of them when a CPU profile
// is taken, so that is what a G begins with.
type label struct{ key, value string }

// marker is the storage of every G's label set, by which Current recognises a
// G among the label sets that programs may set themselves.
var marker = [...]label{{"gosched", "cell"}}

// fromLabel returns the record that the goroutine carries or inherited, nil if
// it has none.
func fromLabel() *G {
	p := profLabel()
	if p == nil || *(*unsafe.Pointer)(p) != unsafe.Pointer(&marker) {
		return nil
	}
	return (*G)(p)
}

// Current returns the record of the calling goroutine. It is never nil: a
// goroutine that belongs to no cell shares the record of cell 0.
func Current() *G {
	me := getg()
	g := fromLabel()
	switch {
	case g == nil:
		return orphan(me)
	case g.self == me && !g.ended.Load():
		return g
	}
	// Started by compiled code, on behalf of the goroutine whose label it inherited.
	child := newG(g.cell, g)
	if g.foreign && g.self == me {
		child.Parent = g.Parent // it has called a cell before
	}
	child.self, child.foreign = me, true
	setProfLabel(unsafe.Pointer(child))
	return child
}

// orphan returns the record of goroutine me, which has not got its label: a
// program has set another, or the goroutine has no ancestor in a cell. In the
// latter case it most likely works for the running cell.
func orphan(me unsafe.Pointer) *G {
	if g := registry.find(me); g != nil {
		return g
	}
	c := running.Load()
	if c == nil {
		c = cell0
	}
	g := newG(c, nil)
	g.self, g.foreign = me, true
	if profLabel() == nil {
		setProfLabel(unsafe.Pointer(g))
	}
	return g
}

var (
	cell0   = NewCell(0)
	running atomic.Pointer[Cell] // the cell whose Do is in progress
)
