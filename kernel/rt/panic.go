package rt

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"unsafe"
)

// An Interpreter does what only package engine can, which knows interpreted calls.
type Interpreter interface {
	// Explain turns a panic of the interpreter's own making into the one that
	// a compiled program would have had; others it returns as they are.
	Explain(v any) any
	// Calls returns the innermost interpreted calls, so many at most, of g,
	// which is the calling goroutine; if it panics or leaves, those when that began.
	Calls(g *G, most int) []StackLine
	// Caller returns the innermost interpreted call of g, which is the calling
	// goroutine or blocked; the zero StackLine if there is none.
	Caller(g *G) StackLine
	// Function returns the function that a func value enters, at the line where it
	// begins; false if it is a compiled one.
	Function(v reflect.Value) (StackLine, bool)
	// Sweep lets go of what no interpreted call of g needs, which is the calling
	// goroutine, at an operation, or blocked.
	Sweep(g *G)
	// Forget lets go of what calls that have returned have left behind.
	Forget()
	// Names sets, for the addresses that are keys, the names of variables that are or lead
	// to what is there: of the session, or of functions that these goroutines are in. Still
	// says that nothing changes meanwhile.
	Names(of map[unsafe.Pointer]string, goroutines []*G, still bool)
	// Former returns where the weak pointers to variables of the session are that have been
	// declared anew, nil if there are none.
	Former() unsafe.Pointer
}

var interpreter Interpreter

// Use sets the interpreter, once, before any cell runs.
func Use(i Interpreter) { interpreter = i }

func explain(v any) any {
	if interpreter == nil {
		return v
	}
	return interpreter.Explain(v)
}

// MaxStack is how many calls of a stack are shown, as the runtime does.
const MaxStack = 100

func calls(g *G, most int) []StackLine {
	if interpreter == nil {
		return nil
	}
	return interpreter.Calls(g, most)
}

// Raise panics with v, as the built-in function panic does.
func Raise(v any) { panic(v) }

// failure is the failure of a panic that nobody has recovered, of the calling
// goroutine.
func (p *Panic) failure(g *G) *Failure {
	f := &Failure{Name: "panic", Stack: calls(g, MaxStack)}
	text, fatal := p.text()
	if fatal != "" {
		return &Failure{Name: "fatal error", Msg: fatal, Stack: calls(g, MaxStack)}
	}
	f.Msg = strings.TrimPrefix(text, "panic: ")
	if _, ok := p.value.(runtime.Error); ok && p.link == nil {
		if msg, ok := strings.CutPrefix(f.Msg, "runtime error: "); ok {
			f.Name, f.Msg = "runtime error", msg
		}
	}
	return f
}

// reportEnd prints why a goroutine that is not the main one of its cell ends, given
// what recover returned, if a compiled program would have ended so.
func (g *G) reportEnd(r any) {
	switch {
	case g.leaving == interrupted: // a deferred function can have made a panic of the interrupt
	case g.leaving == died:
		g.print("fatal error: "+g.fatal, calls(g, elided))
	case r != nil:
		p, stack := g.caught(r), calls(g, MaxStack)
		text, fatal := p.text()
		if fatal != "" {
			text, stack = "fatal error: "+fatal, calls(g, MaxStack)
		}
		g.print(text, stack)
	}
}

// elided is how many calls are shown of a goroutine that died, of endless recursion
// more often than not.
const elided = 10

// print prints text and a stack of g to the cell's standard error.
func (g *G) print(text string, stack []StackLine) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s", text, g.headline())
	for _, l := range stack {
		b.WriteString(l.call())
	}
	if g.leaving == died && len(stack) == elided {
		b.WriteString("...additional frames elided...\n")
	}
	b.WriteString(g.origin())
	host.Output(g.cell.number, Stderr, []byte(b.String()))
}

// Place says where the call stands: "cell 3, line 5" or "sort.go:12".
func (l StackLine) Place() string {
	switch {
	case l.Cell == 0:
		return fmt.Sprintf("%s:%d", l.File, l.Line)
	case l.Line == 0:
		return fmt.Sprintf("cell %d", l.Cell)
	}
	return fmt.Sprintf("cell %d, line %d", l.Cell, l.Line)
}
