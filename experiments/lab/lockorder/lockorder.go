// Package lockorder finds deadlocks that did not happen.
//
// A program can only come to wait in a circle if its locks can be taken in a circle: B
// while A is held here, A while B is held there. A [Log] gives out locks that note what
// is held when they are taken. Nothing runs at the same time and nothing waits, so one
// run of each part of a program is enough to see the fault, however seldom it would
// strike. (Linux checks its own locks so, and calls that lockdep.)
//
// A circle is a suspicion: where a further lock is held all around it, only one can be
// inside at a time, and nobody ever waits.
package lockorder

import (
	"slices"
	"sync"
)

// A Log notes in which order locks are taken. The zero Log is empty. It belongs to one
// goroutine.
type Log struct {
	held  []string            // now
	taken map[string]int      // how often
	after map[string][]string // by what was held
	twice []string            // taken by who held it, who would wait for ever
}

// Locker returns a lock of that name. It does not wait: a lock that is held and taken
// again is noted, see Twice.
func (l *Log) Locker(name string) sync.Locker { return locker{l, name} }

type locker struct {
	log  *Log
	name string
}

func (k locker) Lock() {
	l := k.log
	if l.taken == nil {
		l.taken, l.after = make(map[string]int), make(map[string][]string)
	}
	l.taken[k.name]++
	if slices.Contains(l.held, k.name) {
		l.twice = append(l.twice, k.name)
	}
	for _, before := range l.held {
		if !slices.Contains(l.after[before], k.name) {
			l.after[before] = append(l.after[before], k.name)
		}
	}
	l.held = append(l.held, k.name)
}

// Unlock panics if the lock is not held.
func (k locker) Unlock() {
	i := slices.Index(k.log.held, k.name)
	if i < 0 {
		panic("unlock of " + k.name + ", which is not locked")
	}
	k.log.held = slices.Delete(k.log.held, i, i+1)
}

// Taken returns how often the lock was taken.
func (l *Log) Taken(name string) int { return l.taken[name] }

// Held returns what is held now.
func (l *Log) Held() []string { return slices.Clone(l.held) }

// Twice returns the locks that were taken while they were held.
func (l *Log) Twice() []string { return slices.Clone(l.twice) }

// Nested reports whether inner was taken while outer was held.
func (l *Log) Nested(outer, inner string) bool { return slices.Contains(l.after[outer], inner) }

// Circle returns locks each of which was taken while the one before was held, and the
// first while the last was; nil if there are none. A lock that was taken twice is a
// circle of itself.
func (l *Log) Circle() []string {
	var names []string
	for name := range l.after {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if circle := l.back(name, []string{name}); circle != nil {
			return circle
		}
	}
	return nil
}

// back returns a way from the end of way back to first.
func (l *Log) back(first string, way []string) []string {
	for _, next := range l.after[way[len(way)-1]] {
		if next == first {
			return way
		}
		if slices.Contains(way, next) {
			continue
		}
		if circle := l.back(first, append(slices.Clone(way), next)); circle != nil {
			return circle
		}
	}
	return nil
}
