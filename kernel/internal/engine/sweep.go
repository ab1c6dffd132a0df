package engine

import (
	"os"
	"reflect"
	"runtime"
	"runtime/debug"
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
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true)) // see holdsOnly
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

// leadsTo says whether a name for one of the places is found by v, the variable of a frame:
// the place is in it or where it points, or v is the address of such a variable. One that
// points to something else, too, does not count: it would keep that.
func leadsTo(v reflect.Value, needed rt.Places) bool {
	if len(needed) == 0 || !v.IsValid() {
		return false
	}
	switch v.Kind() {
	case reflect.Chan:
		return needed.Within(uintptr(v.UnsafePointer()), 1)
	case reflect.Pointer:
		e, p := v.Type().Elem(), v.UnsafePointer()
		return p != nil && (needed.Within(uintptr(p), max(e.Size(), 1)) || holdsOnly(e, p, needed))
	case reflect.Slice:
		return needed.Within(uintptr(v.UnsafePointer()), max(uintptr(v.Len())*v.Type().Elem().Size(), 1))
	case reflect.Array, reflect.Struct, reflect.Interface:
		return v.CanAddr() && holdsOnly(v.Type(), v.Addr().UnsafePointer(), needed)
	}
	return false
}

// mostHeld is the size of the largest variable whose pointers are all looked at, in bytes.
const mostHeld = 256

// holdsOnly says whether the variable of type t at p leads to one of the places, and all of
// its pointers do. There may be no memory at p, if a program has unmapped it.
func holdsOnly(t reflect.Type, p unsafe.Pointer, needed rt.Places) bool {
	if t.Size() > mostHeld {
		return false
	}
	defer func() {
		r := recover()
		if _, fault := r.(runtime.Error); r != nil && !fault {
			panic(r)
		}
	}()
	leads, only := holds(t, p, needed)
	return leads && only
}

// holds says whether the variable of type t at p leads to one of the places, and whether
// none of its pointers leads elsewhere: strings do not count, they cannot wake anybody.
// Variables that closures share are read while others may write them: what comes of that
// is only compared with addresses.
func holds(t reflect.Type, p unsafe.Pointer, needed rt.Places) (leads, only bool) {
	each := func(t reflect.Type, offset uintptr) {
		l, o := holds(t, unsafe.Add(p, offset), needed)
		leads, only = leads || l, only && o
	}
	switch t.Kind() {
	case reflect.Array:
		only = true
		for i := range t.Len() {
			each(t.Elem(), uintptr(i)*t.Elem().Size())
		}
	case reflect.Struct:
		leads, only = needed.Within(uintptr(p), max(t.Size(), 1)), true
		for i := range t.NumField() {
			each(t.Field(i).Type, t.Field(i).Offset)
		}
	case reflect.Chan, reflect.Pointer, reflect.Slice, reflect.Interface, reflect.Map, reflect.Func, reflect.UnsafePointer:
		at, size := pointee(t, p)
		leads = at != 0 && needed.Within(at, max(size, 1))
		only = leads || at == 0
	default:
		only = true
	}
	return leads, only
}

// pointee returns where the variable of type t at p points, and to how many bytes.
func pointee(t reflect.Type, p unsafe.Pointer) (at, size uintptr) {
	at = wordAt(p)
	switch t.Kind() {
	case reflect.Pointer:
		size = t.Elem().Size()
	case reflect.Slice:
		size = wordAt(unsafe.Add(p, wordSize)) * t.Elem().Size()
	case reflect.Interface:
		t = typeWithin(t, p)
		if t == nil {
			return 0, 0
		}
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		at, size = wordAt(unsafe.Add(p, wordSize)), t.Size()
	}
	return at, size
}

// typeWithin returns the type of what is in the interface at p, which is of type t; nil if
// nothing is.
func typeWithin(t reflect.Type, p unsafe.Pointer) reflect.Type {
	words := [2]unsafe.Pointer{typeAt(p)} // without the value
	if words[0] == nil {
		return nil
	}
	return reflect.NewAt(t, unsafe.Pointer(&words)).Elem().Elem().Type()
}

const wordSize = unsafe.Sizeof(uintptr(0))

//go:norace
func wordAt(p unsafe.Pointer) uintptr { return *(*uintptr)(p) }

//go:norace
func typeAt(p unsafe.Pointer) unsafe.Pointer { return *(*unsafe.Pointer)(p) }

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
