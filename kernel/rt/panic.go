package rt

import (
	"fmt"
	"runtime"
	"strings"
)

// An Interpreter tells what only package engine knows of a panic.
type Interpreter interface {
	// Explain turns a panic of the interpreter's own making into the one that
	// a compiled program would have had; others it returns as they are.
	Explain(v any) any
	// Calls returns the interpreted calls of g, which is the calling
	// goroutine, when it last panicked or began to leave.
	Calls(g *G) []StackLine
	// Caller returns the innermost interpreted call of g, which is the calling
	// goroutine; the zero StackLine if there is none.
	Caller(g *G) StackLine
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

func calls(g *G) []StackLine {
	if interpreter == nil {
		return nil
	}
	return interpreter.Calls(g)
}

// Raise panics with v, as the built-in function panic does.
func Raise(v any) { panic(v) }

// failure is the failure of a panic that nobody has recovered, of the calling
// goroutine.
func (p *Panic) failure(g *G) *Failure {
	f := &Failure{Name: "panic", Stack: calls(g)}
	text, fatal := p.text()
	if fatal != "" {
		return &Failure{Name: "fatal error", Msg: fatal, Stack: calls(g)}
	}
	f.Msg = strings.TrimPrefix(text, "panic: ")
	if _, ok := p.value.(runtime.Error); ok && p.link == nil {
		if msg, ok := strings.CutPrefix(f.Msg, "runtime error: "); ok {
			f.Name, f.Msg = "runtime error", msg
		}
	}
	return f
}

// report prints the panic of a goroutine that is not the main one of its cell.
func (p *Panic) report(g *G) {
	var b strings.Builder
	stack := calls(g)
	text, fatal := p.text()
	if fatal != "" {
		text, stack = "fatal error: "+fatal, calls(g)
	}
	fmt.Fprintf(&b, "%s\n\ngoroutine %d [running]:\n", text, g.ID)
	for _, l := range stack {
		fmt.Fprintf(&b, "%s(...)\n\t%s\n", l.Func, l.Place())
	}
	if g.Created.Func != "" {
		fmt.Fprintf(&b, "created by %s in goroutine %d\n\t%s\n", g.Created.Func, g.Parent, g.Created.Place())
	}
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

// blockedIn names the compiled function that the goroutine of g is blocked in.
func blockedIn(g *G) string {
	if w := g.Waiting(); w != nil {
		return w.On
	}
	buf := make([]byte, 1<<20)
	buf = buf[:runtime.Stack(buf, true)]
	name := "a compiled call"
	for _, stack := range strings.Split(string(buf), "\n\n") {
		if !strings.Contains(stack, "gosched/kernel/rt.(*Cell).Run(") {
			continue
		}
		if before, _, ok := strings.Cut(stack, "\nreflect.Value.call("); ok {
			name = lastCall(before)
		}
	}
	return name
}

// lastCall returns the function name of the outermost call of a stack text.
func lastCall(stack string) string {
	lines := strings.Split(stack, "\n")
	for i := len(lines) - 1; i > 0; i-- {
		if line := lines[i]; line != "" && line[0] != '\t' {
			if j := strings.LastIndexByte(line, '('); j > 0 {
				return line[:j]
			}
		}
	}
	return "a compiled call"
}
