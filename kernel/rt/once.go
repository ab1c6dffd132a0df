package rt

import (
	"fmt"
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
	Lock(m)
	defer Unlock(m)
	if !done.Load() {
		defer done.Store(true)
		f()
	}
}

// Where the two parts of a sync.Once are.
var (
	onceDone  = offsetIn[sync.Once, atomic.Bool]()
	onceMutex = offsetIn[sync.Once, sync.Mutex]()
)

// offsetIn returns the offset of the one field of type F in the struct S. The
// standard library is that of one version, so a test suffices to hold it.
func offsetIn[S, F any]() uintptr {
	for field := range reflect.TypeFor[S]().Fields() {
		if field.Type == reflect.TypeFor[F]() {
			return field.Offset
		}
	}
	panic(fmt.Sprintf("rt: %v has no field of type %v", reflect.TypeFor[S](), reflect.TypeFor[F]()))
}
