package engine

import (
	"maps"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"gosched/kernel/internal/blocking"
	"gosched/kernel/internal/rerun"
	"gosched/kernel/rt"
)

// functionOverrides are the compiled functions that cells get in another form,
// because the original writes past the cell's output, blocks where an
// interrupt cannot reach it, or ends the process.
var functionOverrides = merged(blocking.Functions, rerun.Functions, placeFunctions, map[string]reflect.Value{
	"context.WithDeadline":       reflect.ValueOf(rt.WithDeadline),
	"context.WithDeadlineCause":  reflect.ValueOf(rt.WithDeadlineCause),
	"context.WithTimeout":        reflect.ValueOf(rt.WithTimeout),
	"context.WithTimeoutCause":   reflect.ValueOf(rt.WithTimeoutCause),
	"fmt.Print":                  reflect.ValueOf(rt.Print),
	"fmt.Printf":                 reflect.ValueOf(rt.Printf),
	"fmt.Println":                reflect.ValueOf(rt.Println),
	"fmt.Scan":                   reflect.ValueOf(rt.Scan),
	"fmt.Scanf":                  reflect.ValueOf(rt.Scanf),
	"fmt.Scanln":                 reflect.ValueOf(rt.Scanln),
	"go/ast.Print":               reflect.ValueOf(rt.PrintSyntax),
	"runtime/debug.FreeOSMemory": reflect.ValueOf(rt.FreeOSMemory),
	"os.Exit":                    reflect.ValueOf(rt.Exit),
	"runtime.GC":                 reflect.ValueOf(rt.GC),
	"runtime.Goexit":             reflect.ValueOf(rt.Goexit),
	"runtime.LockOSThread":       reflect.ValueOf(rt.LockOSThread),
	"runtime.NumGoroutine":       reflect.ValueOf(rt.NumGoroutine),
	"runtime.SetFinalizer":       reflect.ValueOf(rt.SetFinalizer),
	"runtime.UnlockOSThread":     reflect.ValueOf(rt.UnlockOSThread),
	"sync.OnceFunc":              reflect.ValueOf(rt.OnceFunc),
	"time.AfterFunc":             reflect.ValueOf(rt.AfterFunc),
	"testing/synctest.Test":      reflect.ValueOf(bubble),
	"time.Sleep":                 reflect.ValueOf(rt.Sleep),
})

// bubble is testing/synctest.Test.
func bubble(t *testing.T, f func(*testing.T)) {
	rt.Bubble(func(within func(f, finish func())) {
		synctest.Test(t, func(t *testing.T) { within(func() { f(t) }, t.SkipNow) })
	})
}

// methodOverrides are the same for methods, by receiver type and name. The
// functions take the receiver first.
var methodOverrides = merged(blocking.Methods, rerun.Methods, placeMethods, map[string]reflect.Value{
	"*sync.Cond.Wait":        reflect.ValueOf(rt.WaitCond),
	"*sync.Mutex.Lock":       reflect.ValueOf(rt.Lock),
	"*sync.Mutex.TryLock":    reflect.ValueOf(rt.TryLock),
	"*sync.Mutex.Unlock":     reflect.ValueOf(rt.Unlock),
	"*sync.Once.Do":          reflect.ValueOf(rt.DoOnce),
	"*sync.RWMutex.Lock":     reflect.ValueOf(rt.LockRW),
	"*sync.RWMutex.RLock":    reflect.ValueOf(rt.RLock),
	"*sync.RWMutex.RUnlock":  reflect.ValueOf(rt.RUnlock),
	"*sync.RWMutex.TryLock":  reflect.ValueOf(rt.TryLockRW),
	"*sync.RWMutex.TryRLock": reflect.ValueOf(rt.TryRLock),
	"*sync.RWMutex.Unlock":   reflect.ValueOf(rt.UnlockRW),
	"*sync.WaitGroup.Go":     reflect.ValueOf(rt.GoIn),
	"*sync.WaitGroup.Wait":   reflect.ValueOf(rt.WaitFor),
	"*sync.rlocker.Lock":     reflect.ValueOf(rt.LockShared),
	"*sync.rlocker.Unlock":   reflect.ValueOf(rt.UnlockShared),
})

func merged(parts ...map[string]reflect.Value) map[string]reflect.Value {
	all := make(map[string]reflect.Value)
	for _, part := range parts {
		maps.Copy(all, part)
	}
	return all
}

// overriddenMethods are the names of the methods in methodOverrides.
var overriddenMethods = func() map[string]bool {
	names := make(map[string]bool)
	for key := range methodOverrides {
		names[key[strings.LastIndexByte(key, '.')+1:]] = true
	}
	return names
}()

// A substitute is what cells call for a compiled function or method: another
// function, or the same in a way that can be interrupted. At most one is set.
type substitute struct {
	fn       reflect.Value
	blocking *blocking.Callee
}

func (s substitute) exists() bool { return s.fn.IsValid() || s.blocking != nil }

// value returns the substitute as a function, the zero Value if there is none.
func (s substitute) value() reflect.Value {
	if s.blocking != nil {
		return s.blocking.Func()
	}
	return s.fn
}

// call calls the substitute.
func (s substitute) call(in []reflect.Value, spread bool) []reflect.Value {
	if s.blocking != nil {
		return s.blocking.Call(in, spread)
	}
	return call(s.fn, in, spread)
}

// functionSubstitute returns that for the function name, which is fn.
func functionSubstitute(name string, fn reflect.Value) substitute {
	if v, ok := functionOverrides[name]; ok {
		return substitute{fn: v}
	}
	return substitute{blocking: blocking.Function(name, fn)}
}

// A compiledMethod names a method of a compiled type.
type compiledMethod struct {
	recv reflect.Type
	name string
}

// methodSubstitutes caches methodSubstitute.
var methodSubstitutes sync.Map // compiledMethod -> substitute

// methodSubstitute returns that for a method of recv. It takes the receiver first.
func methodSubstitute(recv reflect.Type, name string) substitute {
	key := compiledMethod{recv, name}
	if s, ok := methodSubstitutes.Load(key); ok {
		return s.(substitute)
	}
	var s substitute
	if v, ok := methodOverrides[blocking.Key(recv, name)]; ok {
		s.fn = v
	} else {
		s.blocking = blocking.Method(recv, name)
	}
	methodSubstitutes.Store(key, s)
	return s
}

// maySubstitute reports whether a method of this name may have a substitute.
func maySubstitute(name string) bool { return overriddenMethods[name] || blocking.MayBlock(name) }
