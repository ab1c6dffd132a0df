package rt

import (
	"slices"
	"sync"
	"unsafe"
	"weak"
)

// A goroutine may end and leave a lock locked: another one is meant to unlock it, or
// nobody does. Who waits for it later wants to know.

// heldOver are the locks that ended goroutines hold, by address. They keep no lock alive;
// one whose memory is gone is forgotten some time later.
var heldOver struct {
	sync.Mutex
	locks map[uintptr][]heldLock
	next  int // number of locks from which on they are looked through
}

// A heldLock is one of them. Several goroutines can hold a lock for reading.
type heldLock struct {
	lock weak.Pointer[byte]
	Holder
}

func (l heldLock) gone() bool { return l.lock.Value() == nil }

// leaveLocks notes the locks that g, which ends, holds.
func (g *G) leaveLocks() {
	if !g.locked {
		return
	}
	heldOver.Lock()
	defer heldOver.Unlock()
	g.holds.mu.Lock()
	defer g.holds.mu.Unlock()
	if heldOver.locks == nil {
		heldOver.locks = make(map[uintptr][]heldLock)
	}
	for _, h := range g.holds.list {
		p := uintptr(h.Lock)
		list := slices.DeleteFunc(heldOver.locks[p], heldLock.gone)
		heldOver.locks[p] = append(list, heldLock{weak.Make((*byte)(h.Lock)), Holder{g.who(), h.Read, true}})
	}
	g.holds.list = nil
	if len(heldOver.locks) > heldOver.next {
		for p, list := range heldOver.locks {
			if list[0].gone() {
				delete(heldOver.locks, p)
			}
		}
		heldOver.next = max(64, 2*len(heldOver.locks))
	}
}

// releaseHeldOver says that somebody has released m, which an ended goroutine may hold.
func releaseHeldOver(m unsafe.Pointer) {
	heldOver.Lock()
	defer heldOver.Unlock()
	p := uintptr(m)
	if list := heldOver.locks[p]; len(list) > 1 && !list[0].gone() {
		heldOver.locks[p] = list[:len(list)-1]
	} else {
		delete(heldOver.locks, p)
	}
}

// holdersOver returns the ended goroutines that hold m.
func holdersOver(m unsafe.Pointer) (list []Holder) {
	heldOver.Lock()
	defer heldOver.Unlock()
	for _, l := range heldOver.locks[uintptr(m)] {
		if !l.gone() {
			list = append(list, l.Holder)
		}
	}
	return list
}
