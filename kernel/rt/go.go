package rt

// Go starts a goroutine of the caller's cell that calls f. Callee and line say
// in goroutine tables what it runs and where it was started.
//
// The goroutine ends when f has returned, panicked (which is reported on the
// cell's stderr) or left.
func Go(f func(), callee string, line int) {
	parent := Current()
	if f == nil {
		parent.die("go of nil func value")
	}
	g := parent.child(callee)
	g.Created.Line = line
	g.start(f)
}

// child returns the record of a goroutine that the caller, parent's, starts.
func (parent *G) child(callee string) *G {
	g := newG(parent.cell, parent)
	g.ownEnd()
	g.Callee = callee
	if interpreter != nil {
		g.Created = interpreter.Caller(parent)
	}
	return g
}

// ownEnd gives g a channel of its own for its end, unless it is started in a bubble: nobody
// outside may close a channel that was made there.
func (g *G) ownEnd() {
	if !g.inner {
		g.quit = make(chan struct{})
	}
}

// start starts the goroutine of g, which calls f.
func (g *G) start(f func()) {
	g.cell.enter()
	go func() {
		g.begin()
		defer g.end()
		defer func() { g.reportEnd(recover()) }()
		f()
	}()
}

// repanic, deferred, recovers a panic and panics with its value again.
func (g *G) repanic() {
	if r := recover(); r != nil {
		p := g.caught(r)
		p.recovered = true
		g.raised = &Panic{value: p.value, link: p}
		panic(p.value)
	}
}
