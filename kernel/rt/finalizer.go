package rt

import (
	"reflect"
	"runtime"
	"unsafe"
)

// The runtime calls finalizers and cleanups on goroutines that it needs again and
// that have no cell. So each runs on another one, of the cell that asked for it, for
// which the runtime's waits: they still run one after the other, but a panic is reported
// as that of a goroutine, and an interrupt does not end the runtime's.

// SetFinalizer is runtime.SetFinalizer.
func SetFinalizer(obj, finalizer any) {
	f := reflect.ValueOf(finalizer)
	g := Current()
	if why := misuseOfFinalizer(reflect.TypeOf(obj), f); why != "" {
		g.die("runtime.SetFinalizer: " + why)
	}
	if !f.IsValid() || f.IsNil() {
		runtime.SetFinalizer(obj, finalizer)
		return
	}
	t, run := f.Type(), g.afterwards("runtime.SetFinalizer")
	runtime.SetFinalizer(obj, reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
		run(func() { f.Call(args) })
		results := make([]reflect.Value, t.NumOut())
		for i := range results {
			results[i] = reflect.Zero(t.Out(i))
		}
		return results
	}).Interface())
}

// misuseOfFinalizer returns the words of the runtime for arguments of SetFinalizer that
// end a program, "" if there is nothing to say that their types tell.
func misuseOfFinalizer(obj reflect.Type, f reflect.Value) string {
	switch {
	case obj == nil:
		return "first argument is nil"
	case obj.Kind() != reflect.Pointer:
		return "first argument is " + obj.String() + ", not pointer"
	case !f.IsValid():
		return ""
	case f.Kind() != reflect.Func:
		return "second argument is " + f.Type().String() + ", not a function"
	case f.Type().IsVariadic():
		return "cannot pass " + obj.String() + " to finalizer " + f.Type().String() + " because dotdotdot"
	case f.Type().NumIn() != 1 || !obj.AssignableTo(f.Type().In(0)):
		return "cannot pass " + obj.String() + " to finalizer " + f.Type().String()
	}
	return ""
}

// AddCleanup runs cleanup some time after p has become unreachable.
func AddCleanup(p unsafe.Pointer, cleanup func()) runtime.Cleanup {
	cleanups.Store(true)
	run := Current().afterwards("runtime.AddCleanup")
	return runtime.AddCleanup((*byte)(p), run, cleanup)
}

// afterwards returns a function that has another one called by a goroutine of g's
// cell, and waits for it. It does not hold g.
func (g *G) afterwards(callee string) func(f func()) {
	asked.Store(true)
	cell, parent := g.cell, g.ID
	return func(f func()) {
		g := newG(cell, nil)
		g.Callee, g.Parent, g.apart = callee, parent, true
		ended := make(chan struct{})
		own.Add(1)
		g.cell.enter()
		go func() {
			defer close(ended)
			defer own.Add(-1)
			g.begin()
			defer g.end()
			defer func() { g.reportEnd(recover()) }()
			g.poll()
			f()
		}()
		<-ended
	}
}
