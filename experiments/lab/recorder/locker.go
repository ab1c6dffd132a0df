package recorder

import "sync"

// Locker returns lock as name uses it: name waits from Lock until it has the lock, and
// is holding it until Unlock. What name locks again before it has unlocked it, is one
// stay.
func (r *Recorder) Locker(lock sync.Locker, name string) sync.Locker {
	return &locker{lock: lock, r: r, name: name}
}

// A locker is used by one goroutine at a time, as its name is one's.
type locker struct {
	lock  sync.Locker
	r     *Recorder
	name  string
	depth int    // how often it is locked
	leave func() // ends the stay
}

func (l *locker) Lock() {
	if l.depth == 0 {
		defer func(got func()) {
			got()
			l.leave = l.r.Doing(l.name, "holding")
		}(l.r.Doing(l.name, "waiting"))
	}
	l.lock.Lock()
	l.depth++
}

func (l *locker) Unlock() {
	if l.depth == 1 {
		l.leave()
	}
	l.depth = max(0, l.depth-1) // what is not locked, the lock itself complains about
	l.lock.Unlock()
}
