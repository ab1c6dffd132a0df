package rt

import (
	"reflect"
	"sync"
	"sync/atomic"
	"unsafe"
)

// To unlock what is not locked ends a compiled program: package sync makes it fatal,
// and no program survives that. So it is found out before, and ends the goroutine
// instead. Two goroutines that do it at the same moment still end the process.

// misuseOf returns the words of package sync for a mutex that may not be unlocked,
// "" for one that may.
func misuseOf(m *sync.Mutex) string {
	if number(unsafe.Pointer(m), mutexState)&mutexLocked == 0 {
		return "sync: unlock of unlocked mutex"
	}
	return ""
}

// misuseOfWriter is the same for a writer's RWMutex.
func misuseOfWriter(m *sync.RWMutex) string {
	if number(unsafe.Pointer(m), readerCount) >= 0 {
		return "sync: Unlock of unlocked RWMutex"
	}
	return ""
}

// misuseOfReader is the same for a reader's.
func misuseOfReader(m *sync.RWMutex) string {
	if n := number(unsafe.Pointer(m), readerCount); n == 0 || n == -maxReaders {
		return "sync: RUnlock of unlocked RWMutex"
	}
	return ""
}

// misuseOfLocker is the same for the lock of a Cond, which Wait unlocks.
func misuseOfLocker(l sync.Locker) string {
	switch l := l.(type) {
	case *sync.Mutex:
		return misuseOf(l)
	case *sync.RWMutex:
		return misuseOfWriter(l)
	}
	return ""
}

// number loads the number at an offset.
func number(p unsafe.Pointer, offset uintptr) int32 {
	return atomic.LoadInt32((*int32)(unsafe.Add(p, offset)))
}

// What package sync has in its locks: a bit of the state says that a mutex is locked;
// writers, also those that wait for readers, take maxReaders from the count of readers.
const (
	mutexLocked = 1
	maxReaders  = 1 << 30
)

var (
	mutexState  = offsetOf(reflect.TypeFor[sync.Mutex](), "mu", "state")
	readerCount = offsetOf(reflect.TypeFor[sync.RWMutex](), "readerCount")
)
