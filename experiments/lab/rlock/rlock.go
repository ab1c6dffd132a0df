// Package rlock is a lock that its holder may take again: Python's RLock, Java's
// ReentrantLock, written for the experiments that need one.
//
// # Why Go has none
//
// A re-entrant lock asks "is it me who holds it?", and Go has no me: a goroutine
// has no identity that a program may see. That is meant so. A mutex guards an
// invariant, which whoever holds it may break for a while; a function that takes
// the lock must be able to rely on the invariant, and one that gets it because its
// caller has it already cannot. In Go such a function is split in two, one that
// locks and one that expects the lock to be held.
//
// So the owner is told here, as a value that names who takes the lock: a string, a
// number, a pointer. Two goroutines with one owner are one holder, as two threads
// could be if they shared an identity.
//
// # Order
//
// The lock is handed to those who wait in the order in which they came. Owners
// that wait for each other's locks wait for ever, as with any lock: taking a lock
// again cures only the deadlock of one with itself.
package rlock

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"sync"

	"gosched/experiments/lab"
)

// ErrNotOwner says that a lock was released by an owner who does not hold it.
var ErrNotOwner = errors.New("only its owner can release the lock")

// A Lock is held by at most one owner, any number of times. The zero Lock is free.
// Any goroutine may use it.
type Lock struct {
	mu      sync.Mutex
	owner   any       // nil if the lock is free; guarded by mu
	depth   int       // how often owner must release; guarded by mu
	waiting []*waiter // in order of arrival; guarded by mu
}

// A waiter is a goroutine that waits in Acquire.
type waiter struct {
	owner any
	given chan struct{} // closed when the lock is owner's
}

// Acquire waits until the lock is free or owner's, and takes it once more. The
// owner is any value that == can compare, except nil; others panic.
func (l *Lock) Acquire(owner any) {
	w := l.takeOrQueue(owner)
	if w == nil {
		return
	}
	select {
	case <-w.given:
	case <-lab.Interrupted():
		l.leave(w)
		runtime.Goexit()
	}
}

// TryAcquire takes the lock if that needs no wait, and reports whether it did.
func (l *Lock) TryAcquire(owner any) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.take(owner)
}

// Release undoes one Acquire. With the last one the lock goes to who has waited
// longest. It is an error, ErrNotOwner, to release what one does not hold.
func (l *Lock) Release(owner any) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.depth == 0 || l.owner != owner {
		return fmt.Errorf("release by %v of a lock that is %s: %w", owner, l.state(), ErrNotOwner)
	}
	if l.depth--; l.depth == 0 {
		l.owner = nil
		l.pass()
	}
	return nil
}

// Owner returns who holds the lock, nil if it is free.
func (l *Lock) Owner() any {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.owner
}

// Depth returns how often the lock must be released to be free.
func (l *Lock) Depth() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.depth
}

// Waiting returns the owners who wait, in order of arrival.
func (l *Lock) Waiting() []any {
	l.mu.Lock()
	defer l.mu.Unlock()
	var owners []any
	for _, w := range l.waiting {
		owners = append(owners, w.owner)
	}
	return owners
}

// String says who holds the lock how often: "free", or "held by A, 2 times".
func (l *Lock) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state()
}

// state is what String returns. Called with mu held.
func (l *Lock) state() string {
	switch l.depth {
	case 0:
		return "free"
	case 1:
		return fmt.Sprintf("held by %v", l.owner)
	}
	return fmt.Sprintf("held by %v, %d times", l.owner, l.depth)
}

// takeOrQueue takes the lock and returns nil, or joins the queue.
func (l *Lock) takeOrQueue(owner any) *waiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.take(owner) {
		return nil
	}
	w := &waiter{owner, make(chan struct{})}
	l.waiting = append(l.waiting, w)
	return w
}

// take takes the lock if it is free or owner's. Called with mu held.
func (l *Lock) take(owner any) bool {
	if !reflect.ValueOf(owner).IsValid() || !reflect.ValueOf(owner).Comparable() {
		panic(fmt.Sprintf("rlock: no owner of a lock: %T", owner))
	}
	if l.depth > 0 && l.owner != owner {
		return false
	}
	l.owner = owner
	l.depth++
	return true
}

// free takes the lock from whoever holds it, and reports whether somebody did.
func (l *Lock) free() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	held := l.depth > 0
	l.owner, l.depth = nil, 0
	return held
}

// pass hands the free lock to the first in the queue, and to the others of the
// same owner. Called with mu held.
func (l *Lock) pass() {
	if len(l.waiting) == 0 {
		return
	}
	next := l.waiting[0].owner
	l.waiting = slices.DeleteFunc(l.waiting, func(w *waiter) bool {
		if w.owner != next {
			return false
		}
		l.take(next)
		close(w.given)
		return true
	})
}

// leave takes w out of the queue, or gives back what it was just given.
func (l *Lock) leave(w *waiter) {
	l.mu.Lock()
	i := slices.Index(l.waiting, w)
	if i >= 0 {
		l.waiting = slices.Delete(l.waiting, i, i+1)
	}
	l.mu.Unlock()
	if i < 0 {
		l.Release(w.owner)
	}
}
