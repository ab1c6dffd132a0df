package rt

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"unsafe"
)

// Channels are handled by their address and elements by that of memory of
// their type on the heap; a nil address drops what is received, and what is to
// be sent must not change meanwhile. So one function does for all types what
// the runtime does for the compiler's code.

//go:linkname chanSend reflect.chansend0
//go:noescape
func chanSend(ch, elem unsafe.Pointer, try bool) (sent bool)

//go:linkname chanRecv reflect.chanrecv
//go:noescape
func chanRecv(ch unsafe.Pointer, try bool, elem unsafe.Pointer) (selected, received bool)

//go:linkname chanSelect reflect.rselect
//go:noescape
func chanSelect(cases []Case) (chosen int, received bool)

// A Case is one clause of a select, as the runtime wants it from reflect.
type Case struct {
	Dir  reflect.SelectDir
	_    unsafe.Pointer // type of the channel, not used
	Chan unsafe.Pointer
	Elem unsafe.Pointer // what to send, or where to receive
}

// done is the case of the channel whose closing ends what the goroutine of g
// waits for.
func (g *G) done() Case {
	stop := g.stop()
	return Case{Dir: reflect.SelectRecv, Chan: *(*unsafe.Pointer)(unsafe.Pointer(&stop))}
}

// TrySend sends what is at elem on ch if that is possible at once.
func TrySend(ch, elem unsafe.Pointer) bool { return chanSend(ch, elem, true) }

// Send sends what is at elem on ch. Like every blocking operation of this
// package it does not return if the cell of g, the calling goroutine's, is
// interrupted.
func Send(g *G, ch, elem unsafe.Pointer) {
	if TrySend(ch, elem) {
		return
	}
	g.wait.what = ch
	g.blocks(ifNil(ch == nil, onSendNil, onSend))
	if i, _ := chanSelect([]Case{g.done(), {Dir: reflect.SelectSend, Chan: ch, Elem: elem}}); i == 0 {
		g.leave(interrupted)
	}
	g.resumes()
}

// Recv receives from ch, zero if it is closed.
func Recv(g *G, ch, elem unsafe.Pointer) (ok bool) {
	selected, ok := chanRecv(ch, true, elem)
	if selected {
		return ok
	}
	g.wait.what = ch
	g.blocks(ifNil(ch == nil, onRecvNil, onRecv))
	i, ok := chanSelect([]Case{g.done(), {Dir: reflect.SelectRecv, Chan: ch, Elem: elem}})
	if i == 0 {
		g.leave(interrupted)
	}
	g.resumes()
	return ok
}

func ifNil(isNil bool, yes, no *string) *string {
	if isNil {
		return yes
	}
	return no
}

// Select performs one of the cases, which may include one SelectDefault, and
// returns its index, and whether it received a value.
func Select(g *G, cases []Case) (i int, ok bool) {
	if i, ok = attempt(cases); i >= 0 {
		return i, ok
	}
	if i = slices.IndexFunc(cases, isDefault); i >= 0 {
		if len(cases) <= 2 {
			return i, false
		}
		// One after the other they could not proceed; now all at once.
		return chanSelect(cases)
	}
	g.wait.note(cases)
	g.blocks(ifNil(len(cases) == 0, onSelectNone, onSelect))
	var memory [few + 1]Case
	if i, ok = chanSelect(append(append(memory[:0], cases...), g.done())); i == len(cases) {
		g.leave(interrupted)
	}
	g.resumes()
	return i, ok
}

func isDefault(c Case) bool { return c.Dir == reflect.SelectDefault }

// few is how many cases are tried each by itself.
const few = 8

// attempt performs one of the cases that can proceed, if any, otherwise it
// returns -1. Few cases are tried in random order: that takes no memory, and
// only the locks of channels that are ready.
func attempt(cases []Case) (chosen int, ok bool) {
	if len(cases) > few {
		chosen, ok = chanSelect(append(slices.Clone(cases), Case{Dir: reflect.SelectDefault}))
		if chosen == len(cases) || isDefault(cases[chosen]) {
			return -1, false
		}
		return chosen, ok
	}
	var order [few]uint8
	bits := rand.Uint64()
	for i := range cases {
		j := bits >> 56 * uint64(i+1) >> 8
		order[i], order[j] = order[j], uint8(i)
		bits <<= 8
	}
	for _, i := range order[:len(cases)] {
		if selected, received := cases[i].attempt(); selected {
			return int(i), received
		}
	}
	return -1, false
}

func (c *Case) attempt() (selected, received bool) {
	switch c.Dir {
	case reflect.SelectSend:
		return chanSend(c.Chan, c.Elem, true), false
	case reflect.SelectRecv:
		return chanRecv(c.Chan, true, c.Elem)
	}
	return false, false
}

// SendTo is Send for channels of T, which blocks faster. G is the calling goroutine's.
func SendTo[T any](g *G, ch chan<- T, v T) {
	select {
	case ch <- v:
		return
	default:
	}
	g.wait.what = *(*unsafe.Pointer)(unsafe.Pointer(&ch))
	g.blocks(ifNil(ch == nil, onSendNil, onSend))
	select {
	case ch <- v:
		g.resumes()
	case <-g.stop():
		g.leave(interrupted)
	}
}

// RecvFrom is Recv for channels of T, which blocks faster. G is the calling goroutine's.
func RecvFrom[T any](g *G, ch <-chan T) (v T, ok bool) {
	select {
	case v, ok = <-ch:
		return v, ok
	default:
	}
	g.wait.what = *(*unsafe.Pointer)(unsafe.Pointer(&ch))
	g.blocks(ifNil(ch == nil, onRecvNil, onRecv))
	select {
	case v, ok = <-ch:
		g.resumes()
	case <-g.stop():
		g.leave(interrupted)
	}
	return v, ok
}
