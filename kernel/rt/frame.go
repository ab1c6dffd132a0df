package rt

// A Frame holds the deferred calls of one function call.
type Frame struct {
	calls []deferred
	panic *Panic // the panic in progress, nil if there is none
	may   *Panic // the panic that the function itself may recover
	left  bool   // the function has been left by Goexit
}

type deferred struct {
	call     func() // nil for recover itself
	recovers bool
}

// A Panic is a panic in progress.
//
// The deferred calls that it makes find it in two places of the goroutine's
// record: as the one in progress, until they have returned, and as the one that
// may be recovered, until the first function of the program takes it. So only
// that function can recover it, and not those that it calls.
type Panic struct {
	value     any
	link      *Panic // the one that was in progress when it began
	recovered bool
}

// caught returns the panic that a recover of this package returned r of.
func (g *G) caught(r any) *Panic {
	p := g.raised
	g.raised = nil
	if p != nil && sameValue(p.value, r) {
		return p
	}
	p = &Panic{value: explain(r), link: g.panicking}
	if (p.link == nil || !sameValue(p.link.value, r)) && repanicked(r) {
		p.link = &Panic{value: p.value, link: p.link, recovered: true}
	}
	return p
}

// Defer puts a call on the frame. Recovers says that the function called may
// call recover.
func (f *Frame) Defer(call func(), recovers bool) {
	f.calls = append(f.calls, deferred{call, recovers})
}

// DeferRecover puts the call of recover itself on the frame: it is as if the
// function called recover when it returns.
func (f *Frame) DeferRecover() { f.calls = append(f.calls, deferred{}) }

// Run calls body and then the deferred calls, last first, whether body
// returned, panicked or left. It returns if body returned or its panic was
// recovered.
//
// The calls of a panic stay in g.Top while it is in progress, and those of
// deferred calls come on top of them, as on the stack of a compiled program.
func (f *Frame) Run(body func()) {
	g := Current()
	top := g.Top
	f.may = g.may
	returned := false
	defer func() {
		r := recover()
		if r != nil {
			f.panic = g.caught(r)
		}
		f.left = r == nil && !returned
		f.unwind(g)
		g.Top = top
	}()
	body()
	returned = true
}

// unwind makes the deferred calls and panics again if the last panic was not recovered.
// A panic of theirs does not keep a goroutine from leaving that the kernel ends: to
// raise it again from thousands of calls takes minutes.
func (f *Frame) unwind(g *G) {
	for len(f.calls) > 0 {
		last := len(f.calls) - 1
		d := f.calls[last]
		f.calls = f.calls[:last]
		switch {
		case d.call != nil:
			f.make(g, d)
		case f.panic == nil && g.leaving == stays:
			Recover(f.may)
		}
		if f.panic != nil && f.panic.recovered {
			f.panic = nil
		}
	}
	if f.panic != nil && (!f.left || g.leaving == stays) {
		g.raised = f.panic
		panic(f.panic.value)
	}
}

// make makes one deferred call. If it panics, that panic takes the place of
// the one in progress; if it leaves, the remaining calls are made at once,
// while the goroutine is unwinding.
func (f *Frame) make(g *G, d deferred) {
	may, panicking := g.may, g.panicking
	g.may = nil
	if f.panic != nil {
		g.panicking = f.panic
		if d.recovers {
			g.may = f.panic
		}
	}
	returned := false
	defer func() {
		r := recover()
		if r != nil {
			f.panic = g.caught(r)
		}
		g.may, g.panicking = may, panicking
		if r == nil && !returned {
			f.panic = nil
			f.unwind(g)
		}
	}()
	d.call()
	returned = true
}

// Take returns the panic that the calling function may recover and takes it
// from the functions that it calls. Functions that call recover begin with it.
func (g *G) Take() *Panic {
	p := g.may
	g.may = nil
	return p
}

// Take is the method of the calling goroutine.
func Take() *Panic { return Current().Take() }

// Forbid makes that the functions to be called next cannot recover.
func Forbid() { Current().Take() }

// Recover is recover() in the function that took p.
func Recover(p *Panic) any {
	if p == nil || p.recovered {
		return nil
	}
	p.recovered = true
	return p.value
}
