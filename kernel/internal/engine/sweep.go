package engine

import (
	"os"
	"reflect"
	"runtime"
	"unsafe"

	"gosched/kernel/rt"
)

// Sweep lets go of what no running call of g needs: g is the calling goroutine's, or
// one that is blocked. Frames that were swept before and whose callee is still the same
// have not run since.
func (explainer) Sweep(g *rt.G) {
	fr := (*frame)(g.Top)
	if fr == nil {
		return
	}
	needed := rt.Needed()
	for at := fr.done.at; fr != nil && fr.call != nil && fr.done.g == g; {
		before := fr.done.swept
		fr.forget(at, needed)
		if fr.done.swept = 1; before == 1 {
			return
		}
		at = fr.call.at
		if fr = fr.anc; at == nil && fr != nil {
			at = fr.done.at
		}
	}
}

// leadsTo says whether v is or points to one of the places.
func leadsTo(v reflect.Value, needed rt.Places) bool {
	if len(needed) == 0 || !v.IsValid() {
		return false
	}
	switch v.Kind() {
	case reflect.Chan, reflect.Pointer:
		return leadsFrom(v.Type(), v.UnsafePointer(), 0, needed)
	case reflect.Slice:
		return leadsFrom(v.Type(), v.UnsafePointer(), v.Len(), needed)
	}
	return false
}

// leadsFrom is leadsTo for a channel, pointer or slice that points to p; n is the length of the
// slice. Variables that closures share are read while others may write them: what comes of
// that is only compared with addresses.
func leadsFrom(t reflect.Type, p unsafe.Pointer, n int, needed rt.Places) bool {
	if p == nil {
		return false
	}
	size := uintptr(1)
	switch t.Kind() {
	case reflect.Pointer:
		switch e := t.Elem(); e.Kind() {
		case reflect.Chan, reflect.Pointer:
			return leadsFrom(e, pointerAt(p), 0, needed)
		case reflect.Slice:
			return leadsFrom(e, pointerAt(p), lengthAt(p), needed)
		default:
			size = e.Size()
		}
	case reflect.Slice:
		size = uintptr(n) * t.Elem().Size()
	}
	return size > 0 && needed.Within(uintptr(p), size)
}

//go:norace
func pointerAt(p unsafe.Pointer) unsafe.Pointer { return *(*unsafe.Pointer)(p) }

// lengthAt returns the length of the slice at p.
//
//go:norace
func lengthAt(p unsafe.Pointer) int { return *(*int)(unsafe.Add(p, unsafe.Sizeof(p))) }

// Forget lets go of what calls that have returned have left behind.
func (explainer) Forget() { dropStocks() }

// A sentinel is collected in each garbage collection.
type sentinel struct{ _ *sentinel }

// watchCollections has rt told of each garbage collection.
func watchCollections() {
	runtime.SetFinalizer(&sentinel{}, func(*sentinel) {
		rt.Collected()
		watchCollections()
	})
}

// eager says that what is dead is let go of before each call, to test that nothing else is:
// GOSCHED_SWEEP=always.
var eager = os.Getenv("GOSCHED_SWEEP") == "always"

// sweepFirst makes the code of a call sweep before it does anything.
func sweepFirst(gen func(n *node)) func(n *node) {
	return func(n *node) {
		gen(n)
		x := n.exec
		n.exec = func(f *frame) exec {
			f.done.at = n
			f.done.swept = 0
			explainer{}.Sweep(f.done.g)
			return x(f)
		}
	}
}
