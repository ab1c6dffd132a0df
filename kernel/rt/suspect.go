package rt

import (
	"cmp"
	"slices"
	"sync/atomic"
	"unsafe"
)

// Whoever looks for goroutines that can never run again (package leak) asks which are
// blocked on what, and must not keep that alive by asking.

// A Hidden is an address in a form that nothing takes for a pointer.
type Hidden uint64

func hide(p unsafe.Pointer) Hidden { return ^Hidden(uintptr(p)) }

// A Suspect is a goroutine that is blocked on what only another one can do.
type Suspect struct {
	*G
	Goroutines []Hidden // the runtime's descriptors of it and of its helper
	Records    []Hidden // of this package
	Waits      []Hidden // as in Situation; none if nothing can end the wait

	since int64
}

// Suspects returns the goroutines that may be blocked for ever, the records of this package
// and the interpreter that lead to them, and the descriptor of the calling goroutine. What the interpreter keeps
// of ended calls is let go of first. It is not ok if there may be functions that runtime.AddCleanup
// was given, of which only the runtime knows.
func Suspects() (list []Suspect, opaque []Hidden, self Hidden, ok bool) {
	if cleanups.Load() {
		return nil, nil, 0, false
	}
	sweep(nil)
	all := Goroutines()
	slices.SortFunc(all, func(a, b *G) int { return cmp.Compare(a.ID, b.ID) })
	for _, g := range all {
		if s, ok := g.suspect(); ok {
			list = append(list, s)
			if main := g.cell.main.Load(); main != nil && running.Load() != g.cell { // its calls have ended
				opaque = append(opaque, hide(unsafe.Pointer(main)))
			}
		}
	}
	opaque = append(opaque, heldOverRecords()...)
	if interpreter != nil {
		opaque = append(opaque, hide(interpreter.Former()))
	}
	return list, opaque, hide(getg()), true
}

// cleanups says that cells have called runtime.AddCleanup.
var cleanups atomic.Bool

// suspect describes the goroutine, if it is blocked.
func (g *G) suspect() (s Suspect, ok bool) {
	since, ok := g.depends()
	if !ok {
		return s, false
	}
	s = Suspect{G: g, Goroutines: []Hidden{hide(g.self)}, Records: []Hidden{hide(unsafe.Pointer(g))}, since: since}
	g.WhileBlocked(func() {
		for _, t := range g.wait.targets() {
			s.Waits = append(s.Waits, hide(t.Ptr))
		}
		if aide := g.aide.Load(); byHelper[g.wait.on] {
			s.Goroutines = append(s.Goroutines, ^Hidden(aide))
			ok = aide != 0
		}
	})
	return s, ok && s.Still()
}

// Still says whether the goroutine has been blocked since it became a Suspect.
func (s *Suspect) Still() bool {
	since, ok := s.depends()
	return ok && since == s.since
}

// byHelper are the waits that a helper makes for a goroutine, see await.
var byHelper = map[*string]bool{onMutex: true, onWrite: true, onRead: true, onGroup: true, onCond: true, onOnce: true}

// heldOverRecords are where the weak pointers to locks that ended goroutines hold are.
func heldOverRecords() (list []Hidden) {
	heldOver.Lock()
	defer heldOver.Unlock()
	for _, locks := range heldOver.locks {
		list = append(list, hide(unsafe.Pointer(unsafe.SliceData(locks))))
	}
	return slices.Clip(list)
}

// Leftover says how many goroutines of the cell, besides its main one, go on, and of those that
// are blocked on what only another one can do, since when. It is busy if one of them runs, or has not
// begun.
func (c *Cell) Leftover() (all int, blocked []int64, busy bool) {
	if all = c.others(); all == 0 {
		return 0, nil, false
	}
	resting := 0
	for _, g := range Goroutines() {
		if g.cell != c || g.IsMain() {
			continue
		}
		if g.wait.state.Load() != active {
			resting++
		}
		if since, ok := g.depends(); ok {
			blocked = append(blocked, since)
		}
	}
	return all, blocked, resting < all
}

func (c *Cell) others() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if main := c.main.Load(); main != nil && !main.ended.Load() {
		return c.live - 1
	}
	return c.live
}
