package rt

import (
	"reflect"
	"sync"
	"sync/atomic"
	"unsafe"
)

// DoOnce is (*sync.Once).Do: the same on the same memory, but who waits for
// another's call can be interrupted.
func DoOnce(o *sync.Once, f func()) {
	done := (*atomic.Bool)(unsafe.Add(unsafe.Pointer(o), onceDone))
	if done.Load() {
		return
	}
	Forbid() // f is not called by who deferred Do
	m := (*sync.Mutex)(unsafe.Add(unsafe.Pointer(o), onceMutex))
	if !TryLock(m) {
		lock(unsafe.Pointer(m), false, onOnce, m.TryLock, m.Lock, m.Unlock)
	}
	defer Unlock(m)
	if !done.Load() {
		defer done.Store(true)
		f()
	}
}

// OnceFunc is sync.OnceFunc. If f does not return since its goroutine leaves, there is nothing
// to panic with.
func OnceFunc(f func()) func() {
	var once sync.Once
	var returned bool
	var panicked any
	call := func() {
		defer func() {
			f = nil
			if returned || Current().leaving != stays {
				return
			}
			panicked = recover()
			panic(panicked)
		}()
		f()
		returned = true
	}
	return func() {
		DoOnce(&once, call)
		if !returned {
			panic(panicked)
		}
	}
}

// Where the two parts of a sync.Once are.
var (
	onceDone  = offsetOf(reflect.TypeFor[sync.Once](), "done")
	onceMutex = offsetOf(reflect.TypeFor[sync.Once](), "m")
)

// offsetOf returns the offset of a field of a field of t. The standard library is
// that of one version, so a test suffices to hold it.
func offsetOf(t reflect.Type, path ...string) (offset uintptr) {
	for _, name := range path {
		f, ok := t.FieldByName(name)
		if !ok {
			panic("rt: " + t.String() + " has no field " + name)
		}
		offset, t = offset+f.Offset, f.Type
	}
	return offset
}
