package rt

// Go starts a goroutine of the caller's cell that calls f. Callee and line say
// in goroutine tables what it runs and where it was started.
//
// The goroutine ends when f has returned, panicked (which is reported on the
// cell's stderr) or left.
func Go(f func(), callee string, line int) {
	parent := Current()
	if f == nil {
		panic(PlainError("go of nil func value"))
	}
	g := newG(parent.cell, parent)
	g.Callee = callee
	if interpreter != nil {
		g.Created = interpreter.Caller(parent)
		g.Created.Line = line
	}
	g.cell.enter()
	go func() {
		g.begin()
		defer g.end()
		defer func() {
			switch r := recover(); {
			case g.leaving == overflowed:
				host.Output(g.cell.number, Stderr, []byte("fatal error: "+overflowText+"\n"))
			case r != nil:
				g.caught(r).report(g)
			}
		}()
		f()
	}()
}
