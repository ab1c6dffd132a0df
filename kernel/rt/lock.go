package rt

import (
	"reflect"
	"runtime"
	"slices"
	"sync"
	"unsafe"
)

// lock obtains the lock m, which try tries and wait waits for.
func lock(m unsafe.Pointer, read bool, on *string, try func() bool, wait, undo func()) {
	g := Current()
	if !persist(try) {
		g.wants.Store((*byte)(m))
		await(on, m, wait, undo, noUndo)
		g.wants.Store(nil)
	}
	g.obtained(m, read)
}

// obtained notes that g, the caller's, has the lock m.
func (g *G) obtained(m unsafe.Pointer, read bool) {
	g.locked = true
	g.holds.add(m, read)
}

// persist tries a few times: what holds a lock often releases it soon.
func persist(try func() bool) bool {
	for range 4 {
		if try() {
			return true
		}
		runtime.Gosched()
	}
	return false
}

// unlock releases the lock m, unless this is a deferred call of a goroutine
// that left while it waited for m: releasing what it does not hold would be fatal.
// Misuse says what is wrong if the lock is not locked.
func unlock(m unsafe.Pointer, misuse string, release func()) {
	g := Current()
	switch {
	case g.leaving != stays && (misuse != "" || unsafe.Pointer(g.wants.Load()) == m):
		return
	case misuse != "":
		g.die(misuse)
	}
	released(g, m)
	release()
}

// released takes the lock from whoever holds it: usually g.
func released(g *G, m unsafe.Pointer) {
	if g.holds.remove(m) {
		return
	}
	for _, other := range Goroutines() {
		if other.holds.remove(m) {
			return
		}
	}
	releaseHeldOver(m)
}

// Lock is (*sync.Mutex).Lock.
func Lock(m *sync.Mutex) {
	if TryLock(m) {
		return
	}
	lock(unsafe.Pointer(m), false, onMutex, m.TryLock, m.Lock, m.Unlock)
}

// TryLock is (*sync.Mutex).TryLock.
func TryLock(m *sync.Mutex) bool {
	ok := m.TryLock()
	if ok {
		Current().obtained(unsafe.Pointer(m), false)
	}
	return ok
}

// Unlock is (*sync.Mutex).Unlock.
func Unlock(m *sync.Mutex) { unlock(unsafe.Pointer(m), misuseOf(m), m.Unlock) }

// LockRW is (*sync.RWMutex).Lock.
func LockRW(m *sync.RWMutex) {
	if TryLockRW(m) {
		return
	}
	lock(unsafe.Pointer(m), false, onWrite, m.TryLock, m.Lock, m.Unlock)
}

// TryLockRW is (*sync.RWMutex).TryLock.
func TryLockRW(m *sync.RWMutex) bool {
	ok := m.TryLock()
	if ok {
		Current().obtained(unsafe.Pointer(m), false)
	}
	return ok
}

// UnlockRW is (*sync.RWMutex).Unlock.
func UnlockRW(m *sync.RWMutex) { unlock(unsafe.Pointer(m), misuseOfWriter(m), m.Unlock) }

// RLock is (*sync.RWMutex).RLock.
func RLock(m *sync.RWMutex) {
	if TryRLock(m) {
		return
	}
	lock(unsafe.Pointer(m), true, onRead, m.TryRLock, m.RLock, m.RUnlock)
}

// TryRLock is (*sync.RWMutex).TryRLock.
func TryRLock(m *sync.RWMutex) bool {
	ok := m.TryRLock()
	if ok {
		Current().obtained(unsafe.Pointer(m), true)
	}
	return ok
}

// RUnlock is (*sync.RWMutex).RUnlock.
func RUnlock(m *sync.RWMutex) { unlock(unsafe.Pointer(m), misuseOfReader(m), m.RUnlock) }

// LockShared and UnlockShared are the methods of what (*sync.RWMutex).RLocker
// returns: the lock itself, by another name.
func LockShared(l sync.Locker) { RLock(shared(l)) }

// UnlockShared is the other one.
func UnlockShared(l sync.Locker) { RUnlock(shared(l)) }

func shared(l sync.Locker) *sync.RWMutex { return (*sync.RWMutex)(reflect.ValueOf(l).UnsafePointer()) }

// A Hold is a lock that a goroutine holds.
type Hold struct {
	Lock unsafe.Pointer // the sync.Mutex or sync.RWMutex
	Read bool           // with others
}

// locks are those that one goroutine has obtained and nobody has released.
// Those that compiled code locks are not among them.
type locks struct {
	mu   sync.Mutex
	list []Hold
}

func (l *locks) add(m unsafe.Pointer, read bool) {
	l.mu.Lock()
	l.list = append(l.list, Hold{m, read})
	l.mu.Unlock()
}

// remove says whether m was there.
func (l *locks) remove(m unsafe.Pointer) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := len(l.list) - 1; i >= 0; i-- {
		if l.list[i].Lock == m {
			l.list = slices.Delete(l.list, i, i+1)
			return true
		}
	}
	return false
}

// Holds returns the locks that the goroutine holds, the latest last.
func (g *G) Holds() []Hold {
	g.holds.mu.Lock()
	defer g.holds.mu.Unlock()
	return slices.Clone(g.holds.list)
}

// addressOfLocker returns the lock that l stands for, nil if it is of a type
// that this package does not know.
func addressOfLocker(l sync.Locker) unsafe.Pointer {
	switch l := l.(type) {
	case *sync.Mutex:
		return unsafe.Pointer(l)
	case *sync.RWMutex:
		return unsafe.Pointer(l)
	}
	return nil
}
