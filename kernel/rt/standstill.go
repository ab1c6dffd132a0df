package rt

import (
	"maps"
	"slices"
	"time"
	"unsafe"
)

// Goroutines that wait for locks which only they hold, or which ended ones have left locked,
// are no deadlock of the cell while anything else is alive: any goroutine may unlock a mutex.
// It is seldom meant, and looks like a cell that hangs. So it is told, once, and the cell
// goes on waiting.
//
// The watch looks once a lull while the main goroutine is blocked, and if it has found something
// once more, soon. What is the same then, it tells.

// lull is for how long goroutines stand still before it is told.
const lull = time.Second

// OnStandstill has f called if goroutines of the session wait for locks that nobody is about
// to release while c runs: at most once, by a goroutine of this package. It is to be called
// before the cell begins.
func (c *Cell) OnStandstill(f func(*Deadlock)) { c.standstill = f }

// tellStandstill looks for goroutines that stand still. Still are those of the last look; it
// returns those of this one.
func (c *Cell) tellStandstill(still map[*G]int64) map[*G]int64 {
	found := standing(lull)
	if len(found) == 0 || !maps.Equal(found, still) {
		return found
	}
	tell := c.standstill
	c.standstill = nil
	list := slices.SortedFunc(maps.Keys(found), c.order)
	tell(&Deadlock{Cell: c.number, Goroutines: Situations(list, false)})
	return nil
}

// standing returns the goroutines that have waited for locks, so long at least, whose holders have
// ended or are such goroutines themselves, and since when.
func standing(least time.Duration) map[*G]int64 {
	waiters, since := make(map[*G]unsafe.Pointer), make(map[*G]int64)
	holders := make(map[unsafe.Pointer][]*G)
	for _, g := range Goroutines() {
		if lock, at := g.waitsForLock(); lock != nil && elapsed(at) >= least {
			waiters[g], since[g] = lock, at
		}
		for _, h := range g.Holds() {
			holders[h.Lock] = append(holders[h.Lock], g)
		}
	}
	for again := true; again; { // until all that is left waits for what is left
		again = false
		for g, lock := range waiters {
			if mayBeReleased(lock, holders[lock], waiters) {
				delete(waiters, g)
				delete(since, g)
				again = true
			}
		}
	}
	return since
}

// mayBeReleased says whether somebody else than the waiters holds the lock, or nobody known.
func mayBeReleased(lock unsafe.Pointer, holders []*G, waiters map[*G]unsafe.Pointer) bool {
	if len(holders) == 0 {
		return len(holdersOver(lock)) == 0
	}
	return slices.ContainsFunc(holders, func(g *G) bool { return waiters[g] == nil })
}

// waitsForLock returns the lock that the goroutine waits for, nil if it does not, and since when.
func (g *G) waitsForLock() (lock unsafe.Pointer, since int64) {
	if g.bubble || g.apart || g.left.Load() || g.told() {
		return nil, 0
	}
	g.WhileBlocked(func() {
		switch g.wait.on {
		case onMutex, onWrite, onRead, onOnce:
			lock, since = g.wait.what, g.wait.since
		}
	})
	return lock, since
}
