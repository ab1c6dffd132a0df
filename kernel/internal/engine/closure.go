package engine

import (
	"bytes"
	"errors"
	"reflect"
	"sync/atomic"
	"unsafe"

	"gosched/kernel/internal/realtype"
)

// A closure is an interpreted function with the values of its captures. The
// func values that compiled code calls it by lead back to it, so that
// interpreted code calls it without them.
type closure struct {
	fn       *function
	captured []reflect.Value // variables
}

// call runs the function for compiled code.
func (c *closure) call(args []reflect.Value) []reflect.Value {
	if len(c.captured) > 0 {
		all := make([]reflect.Value, 0, len(c.captured)+len(args))
		args = append(append(all, c.captured...), args...)
	}
	return c.fn.call(args)
}

// made returns the implementation of a func value for reflect.MakeFunc. Its
// code must have one address, see madeClosure.
//
//go:noinline
func (c *closure) made() func([]reflect.Value) []reflect.Value {
	return func(args []reflect.Value) []reflect.Value { return c.call(args) }
}

// plain returns the closure as a func(). Its code must have one address, too.
//
//go:noinline
func (c *closure) plain() func() { return func() { c.call(nil) } }

// A heldClosure is the func value that made or plain returns, in memory.
type heldClosure struct {
	code uintptr
	c    *closure
}

// The code that func values of interpreted functions share.
var (
	plainCode   = reflect.ValueOf((*closure)(nil).plain()).Pointer()
	madeClosure = reflect.ValueOf((*closure)(nil).made()).Pointer()
	madeCode    = reflect.MakeFunc(plainFunc, nil).Pointer()
)

// indirFlag is what the flag word has of values that are in memory.
var indirFlag = variableFlag &^ addressFlag

// boundFlag is what the flag word has of a method that package reflect has found
// in a value: the word beside it is then the receiver.
var boundFlag = func() uintptr {
	v := reflect.ValueOf(new(bytes.Buffer)).Method(0)
	return (*value)(unsafe.Pointer(&v)).flag &^ uintptr(reflect.Func)
}()

// closureOf returns the closure that a func value is, nil if it is none.
func closureOf(fn *value) *closure {
	if fn.flag&boundFlag != 0 {
		return nil
	}
	p := fn.ptr
	if fn.flag&indirFlag != 0 {
		p = *(*unsafe.Pointer)(p)
	}
	if p == nil {
		return nil
	}
	if *(*uintptr)(p) == plainCode {
		return (*heldClosure)(p).c
	}
	if p = realtype.Made(p); p != nil && *(*uintptr)(p) == madeClosure {
		return (*heldClosure)(p).c
	}
	return nil
}

// checkClosures checks that func values lead back to closures.
func checkClosures() error {
	c := &closure{}
	for _, v := range []reflect.Value{reflect.ValueOf(c.plain()), reflect.MakeFunc(reflect.TypeFor[func(int)](), c.made())} {
		if closureOf((*value)(unsafe.Pointer(&v))) != c {
			return errors.New("engine: func values are not laid out as expected")
		}
	}
	return nil
}

// closure returns the implementation of the op that makes a closure of the function,
// of type t.
func (fn *function) closure(t reflect.Type) func(in, out []reflect.Value) {
	if plainFunc.AssignableTo(t) {
		return func(in, out []reflect.Value) {
			out[0].Set(reflect.ValueOf((&closure{fn, copies(in)}).plain()))
		}
	}
	return func(in, out []reflect.Value) {
		out[0].Set(reflect.MakeFunc(t, (&closure{fn, copies(in)}).made()))
	}
}

// copies returns values equal to those of a list, but of their own.
func copies(list []reflect.Value) []reflect.Value {
	out := make([]reflect.Value, len(list))
	for i, v := range list {
		out[i] = reflect.New(v.Type()).Elem()
		out[i].Set(v)
	}
	return out
}

// A calling is a node that calls functions that it knows only when it does.
type calling struct {
	n       *node
	params  []argument
	results []int
	outs    []reflect.Type // of the results
	flags   []uintptr
	then    exec
	other   exec // what follows a condition that does not hold
}

// callingOf describes how n calls functions of the type of an op, whose first
// parameter is what is called.
func (in *installer) callingOf(n *node, t reflect.Type) (*calling, bool) {
	if t.IsVariadic() {
		return nil, false
	}
	c := &calling{n: n}
	var ok bool
	if c.results, ok = in.results(n, t.NumOut()); !ok {
		return nil, false
	}
	for i, r := range c.results {
		out := t.Out(i)
		if r >= 0 && in.slots[r] != out {
			return nil, false
		}
		c.outs, c.flags = append(c.outs, out), append(c.flags, flagOf(out))
	}
	for i, arg := range n.child[2:] {
		a, ok := in.argumentOf(arg, t.In(i+1))
		if !ok {
			return nil, false
		}
		c.params = append(c.params, a)
	}
	c.then, c.other = successors(n)
	return c, true
}

// site returns what a frame of fn called here has, nil if the arguments are
// not of the types of the parameters from the first on or the results of others.
// Last is that of an earlier call.
func (c *calling) site(fn *function, first int, last *atomic.Pointer[callSite]) *callSite {
	if s := last.Load(); s != nil && s.callee == fn {
		return s
	}
	if fn.results != len(c.outs) || fn.sig.NumIn() != first+len(c.params) {
		return nil
	}
	for i, out := range c.outs {
		if fn.sig.Out(i) != out {
			return nil
		}
	}
	for i, a := range c.params {
		if fn.sig.In(first+i) != a.typ {
			return nil
		}
	}
	s := &callSite{callee: fn, at: c.n}
	last.Store(s)
	return s
}

// ready says whether the results can be set in frame f.
func (c *calling) ready(f *frame) bool {
	for i, r := range c.results {
		if r >= 0 && f.slot(r).flag != c.flags[i] {
			return false
		}
	}
	return true
}

// call calls the function of site, whose parameters before the first put sets.
func (c *calling) call(f *frame, site *callSite, first int, put func(fr *frame)) exec {
	g, fn := f.done.g, site.callee
	if fn.private {
		g.Take()
	}
	fr := fn.newFrame(site, f, g)
	for i, r := range c.results {
		if r >= 0 {
			fr.data[i] = f.data[r]
		} else {
			fr.data[i] = reflect.New(c.outs[i]).Elem()
		}
	}
	put(fr)
	for i := range c.params {
		c.params[i].pass(f, &fr.data[fn.results+first+i])
	}
	g.Top = unsafe.Pointer(fr)
	run(fn.start, fr)
	g.Top = unsafe.Pointer(f)
	ok := c.other == nil || fr.data[0].Bool()
	fn.release(fr)
	if !ok {
		return c.other
	}
	return c.then
}

// callValueCode makes the code of the call of a func value.
func (in *installer) callValueCode(n *node, slow exec) exec {
	t := in.typeOf(n.child[1])
	if t == nil || t.Kind() != reflect.Func {
		return slow
	}
	callee, ok := operandOf(n.child[1], t)
	c, ok2 := in.callingOf(n, in.t.ops[symbolOf(n)].typ)
	if !ok || !ok2 {
		return slow
	}
	var last atomic.Pointer[callSite]
	return func(f *frame) exec {
		x := closureOf(f.slot(callee.index))
		if x == nil || !x.fn.callable() || !c.ready(f) {
			return slow(f)
		}
		first := len(x.captured)
		site := c.site(x.fn, first, &last)
		if site == nil {
			return slow(f)
		}
		f.done.at = n
		return c.call(f, site, first, x.capture)
	}
}

// capture sets what the function captures.
func (c *closure) capture(fr *frame) {
	for i := range c.captured {
		pass(&c.captured[i], &fr.data[c.fn.results+i])
	}
}

// An argument is where the value for a parameter is.
type argument struct {
	operand
	typ  reflect.Type
	flag uintptr
	move func(dst, src unsafe.Pointer) // nil if it is set by reflection
}

// argumentOf returns where the value of n for a parameter of type t is.
func (in *installer) argumentOf(n *node, t reflect.Type) (a argument, ok bool) {
	o, ok := operandOf(n, t)
	a = argument{operand: o, typ: t, flag: flagOf(t)}
	if ok && o.index >= 0 && in.typeOf(n) == t {
		a.move = moverOf(t)
	}
	return a, ok
}

// pass sets a parameter.
func (a *argument) pass(f *frame, param *reflect.Value) {
	if a.move != nil {
		src, dst := f.slot(a.index), (*value)(unsafe.Pointer(param))
		if src.holds(a.flag) && dst.flag == a.flag {
			a.move(dst.ptr, src.ptr)
			return
		}
	}
	param.Set(a.value(f))
}

// pass sets a parameter to the value of a variable of the same type.
func pass(v, param *reflect.Value) {
	src, dst := (*value)(unsafe.Pointer(v)), (*value)(unsafe.Pointer(param))
	if src.flag == dst.flag && src.typ == dst.typ {
		typedMove(src.typ, dst.ptr, src.ptr)
		return
	}
	param.Set(*v)
}

// moverOf returns what copies values of type t in memory, nil for func types,
// of which yaegi has values of its own.
func moverOf(t reflect.Type) func(dst, src unsafe.Pointer) {
	switch k := t.Kind(); {
	case k == reflect.Func:
		return nil
	case k == reflect.Int, k == reflect.Int64, k == reflect.Uint, k == reflect.Uint64, k == reflect.Float64:
		return func(dst, src unsafe.Pointer) { *(*uint64)(dst) = *(*uint64)(src) }
	case k == reflect.Pointer, k == reflect.Chan, k == reflect.Map:
		return func(dst, src unsafe.Pointer) { *(*unsafe.Pointer)(dst) = *(*unsafe.Pointer)(src) }
	}
	word := typeWord(t)
	return func(dst, src unsafe.Pointer) { typedMove(word, dst, src) }
}
