package rt

// A Frame holds the deferred calls of one function call.
type Frame struct {
	calls []deferred
	panic *Panic // the panic in progress, nil if there is none
}

type deferred struct {
	call     func()
	recovers bool
}

// A Panic is a panic in progress, as one deferred call may recover it.
type Panic struct {
	value     any
	recovered bool
}

// Defer puts a call on the frame. Recovers says that the function called may
// call recover.
func (f *Frame) Defer(call func(), recovers bool) {
	f.calls = append(f.calls, deferred{call, recovers})
}

// Run calls body and then the deferred calls, last first, whether body
// returned, panicked or left. It returns if body returned or its panic was
// recovered.
func (f *Frame) Run(body func()) {
	g := Current()
	top := g.Top
	defer func() {
		if r := recover(); r != nil {
			f.panic = &Panic{value: explain(r)}
		}
		f.unwind()
		g.Top = top
	}()
	body()
}

// unwind makes the deferred calls and panics again if the last panic was not recovered.
func (f *Frame) unwind() {
	for len(f.calls) > 0 {
		last := len(f.calls) - 1
		d := f.calls[last]
		f.calls = f.calls[:last]
		f.make(d)
		if f.panic != nil && f.panic.recovered {
			f.panic = nil
			Current().Site = nil
		}
	}
	if f.panic != nil {
		panic(f.panic.value)
	}
}

// make makes one deferred call. If it panics, that panic takes the place of
// the one in progress; if it leaves, the remaining calls are made at once,
// while the goroutine is unwinding.
func (f *Frame) make(d deferred) {
	g := Current()
	outer, top := g.panics, g.Top
	g.panics = nil
	if d.recovers {
		g.panics = f.panic
	}
	returned := false
	defer func() {
		r := recover()
		g.panics, g.Top = outer, top
		switch {
		case r != nil:
			f.panic = &Panic{value: explain(r)}
		case !returned:
			f.panic = nil
			f.unwind()
		}
	}()
	d.call()
	returned = true
}

// Take returns the panic that the calling function may recover and takes it
// from the functions that it calls. Functions that call recover begin with it.
func Take() *Panic {
	g := Current()
	p := g.panics
	g.panics = nil
	return p
}

// Recover is recover() in the function that took p.
func Recover(p *Panic) any {
	if p == nil || p.recovered {
		return nil
	}
	p.recovered = true
	return p.value
}
