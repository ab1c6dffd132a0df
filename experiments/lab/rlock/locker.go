package rlock

import "sync"

// As returns the lock as owner uses it: what expects a sync.Locker can take it. Unlock
// panics if owner does not hold the lock.
func (l *Lock) As(owner any) sync.Locker { return locker{l, owner} }

type locker struct {
	lock  *Lock
	owner any
}

func (l locker) Lock() { l.lock.Acquire(l.owner) }

func (l locker) Unlock() {
	if err := l.lock.Release(l.owner); err != nil {
		panic(err)
	}
}
