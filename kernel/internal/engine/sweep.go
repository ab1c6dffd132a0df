package engine

import (
	"os"
	"reflect"
	"runtime"

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
	size := uintptr(1)
	switch v.Kind() {
	case reflect.Chan:
	case reflect.Pointer:
		if k := v.Type().Elem().Kind(); k == reflect.Chan || k == reflect.Pointer || k == reflect.Slice {
			return !v.IsNil() && leadsTo(v.Elem(), needed) // a variable that closures share
		}
		size = v.Type().Elem().Size()
	case reflect.Slice:
		size = uintptr(v.Len()) * v.Type().Elem().Size()
	default:
		return false
	}
	return !v.IsNil() && size > 0 && needed.Within(uintptr(v.UnsafePointer()), size)
}

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
