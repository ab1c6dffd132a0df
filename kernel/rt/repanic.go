package rt

import (
	"os"
	"unsafe"
)

// Compiled code that recovers a panic and panics with its value again, as sync.OnceFunc
// does, leaves a trace only in the runtime's record of the panic.

// A runtimePanic mirrors the runtime's record of a panic in progress.
type runtimePanic struct {
	arg       any
	link      *runtimePanic
	_         [8]uintptr
	recovered bool
}

// inProgress returns the innermost panic of the calling goroutine, which is in its
// descriptor after the bounds of the stack and its guards.
func inProgress(g unsafe.Pointer) *runtimePanic {
	return *(**runtimePanic)(unsafe.Add(g, 4*unsafe.Sizeof(uintptr(0))))
}

// repanicked says whether the panic that a deferred function is recovering, with value
// r, is one that compiled code has recovered before.
func repanicked(r any) bool {
	if !knowsPanics {
		return false
	}
	p := inProgress(getg())
	return p != nil && sameValue(p.arg, r) && p.link != nil && p.link.recovered && sameValue(p.link.arg, r)
}

// knowsPanics says that the runtime's record is as expected, and that the interpreter
// leaves no such trace itself, as it does without intrinsics.
var knowsPanics = os.Getenv("GOSCHED_INTRINSICS") != "off" && recordsPanics()

func recordsPanics() (known bool) {
	value := any("again")
	defer func() {
		r := recover()
		p := inProgress(getg())
		known = known && sameValue(p.arg, r) && p.link != nil && p.link.recovered && sameValue(p.link.arg, r)
	}()
	defer func() {
		r := recover()
		p := inProgress(getg())
		known = sameValue(p.arg, r) && p.link == nil && p.recovered
		panic(r)
	}()
	panic(value)
}
