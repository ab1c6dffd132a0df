package blocking

import (
	"io"
	"net/http"
	"reflect"
	"strings"
	"time"

	"gosched/kernel/rt"
)

// A Callee is a compiled function, or a method as a function of its receiver,
// that may block.
type Callee struct {
	name   string // "net.Dial", "net.(*Dialer).Dial"
	fn     reflect.Value
	always bool  // whatever its arguments are
	params []int // that may lead to something that blocks
}

// Function returns the callee for the function fn of a compiled package, nil
// if it does not block. Name has the package's path.
func Function(name string, fn reflect.Value) *Callee {
	dot := strings.LastIndexByte(name, '.')
	return newCallee(name, fn, listed(functions[name[:dot]], name[dot+1:]), leading(fn.Type()))
}

// Method returns the callee for the method name of the compiled type t, nil if
// it does not block.
func Method(t reflect.Type, name string) *Callee {
	m, ok := t.MethodByName(name)
	if !ok || !isWrapper(indirect(t)) || name == "Close" && isLeaf(t) {
		return nil
	}
	params := leading(m.Type)
	if len(params) > 0 && params[0] == 0 && !listed(transfers, name) {
		params = params[1:] // the receiver may block, but not in this method
	}
	always := listed(methods[typeText(t)], name) || isLeaf(t) && listed(transfers, name)
	full := typeText(t) + "." + name
	if t.Kind() == reflect.Pointer {
		full = pathOf(t) + ".(*" + t.Elem().Name() + ")." + name
	}
	return newCallee(full, m.Func, always, params)
}

func newCallee(name string, fn reflect.Value, always bool, params []int) *Callee {
	if !always && len(params) == 0 {
		return nil
	}
	return &Callee{name, fn, always, params}
}

// leading lists the parameters that may lead to a leaf.
func leading(fn reflect.Type) []int {
	var list []int
	for i := range fn.NumIn() {
		if leads(fn.In(i)) {
			list = append(list, i)
		}
	}
	return list
}

// Type returns the type of the function.
func (c *Callee) Type() reflect.Type { return c.fn.Type() }

// Func returns the function as a value of its type.
func (c *Callee) Func() reflect.Value {
	spread := c.fn.Type().IsVariadic()
	return reflect.MakeFunc(c.fn.Type(), func(in []reflect.Value) []reflect.Value { return c.Call(in, spread) })
}

// Call calls the function; spread says that the last argument is the slice of
// the variadic parameter.
func (c *Callee) Call(in []reflect.Value, spread bool) (out []reflect.Value) {
	call := c.fn.Call
	if spread {
		call = c.fn.CallSlice
	}
	var found []reflect.Value
	for _, i := range c.params {
		if i < len(in) {
			found = leavesOf(found, in[i], maxDepth)
		}
	}
	if !c.always && len(found) == 0 {
		return call(in)
	}
	o := &rt.Outside{Name: &c.name, Idle: strings.HasPrefix(c.name, "golang.org/x/sync/"), Undo: func() { give(out) }}
	if c.name == groupWait {
		o.On = in[0].UnsafePointer()
	}
	for _, v := range found {
		if v.CanInterface() {
			if end := rt.PipeEnd(v.Interface()); end != nil {
				o.Pipes = append(o.Pipes, *end)
			}
		}
	}
	kept := append([]reflect.Value(nil), in...) // in is the caller's, which may leave
	o.Call = func() { out = call(kept) }
	o.Stop, o.Restore = stopper(kept, found)
	o.Do()
	return out
}

// give closes what a call returned that nobody waits for.
func give(out []reflect.Value) {
	for _, v := range out {
		if !v.CanInterface() || v.Kind() == reflect.Pointer && v.IsNil() {
			continue
		}
		switch x := v.Interface().(type) {
		case *http.Response:
			x.Body.Close()
		case io.Closer:
			x.Close()
		}
	}
}

// A deadliner is a connection, a listener or a file.
type deadliner interface{ SetDeadline(time.Time) error }

// stopper returns how to end a call with these arguments, which lead to what
// was found, and how to undo that.
func stopper(in, found []reflect.Value) (stop, restore func()) {
	set := func(at time.Time) {
		for _, v := range found {
			if d, ok := v.Interface().(deadliner); ok {
				d.SetDeadline(at)
			}
		}
	}
	stop = func() {
		set(time.Unix(1, 0))
		if len(in) > 0 && in[0].CanInterface() {
			if s, ok := in[0].Interface().(*http.Server); ok {
				s.Close()
			}
		}
	}
	return stop, func() { set(time.Time{}) }
}
