package rt

import (
	"fmt"
	"reflect"
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
	// Caller names the innermost interpreted function of g, which is the
	// calling goroutine; "" if there is none.
	Caller(g *G) string
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

// An Error is a run-time error with the text of a compiled program.
type Error string

func (e Error) Error() string { return "runtime error: " + string(e) }

// RuntimeError makes Error a runtime.Error.
func (Error) RuntimeError() {}

// A PlainError is a run-time error whose text does not begin with "runtime error: ".
type PlainError string

func (e PlainError) Error() string { return string(e) }

// RuntimeError makes PlainError a runtime.Error.
func (PlainError) RuntimeError() {}

// NilPointer is the error of an access through a nil pointer.
const NilPointer = Error("invalid memory address or nil pointer dereference")

// Raise panics with v, as the built-in function panic does.
func Raise(v any) { panic(v) }

// panicFailure is the failure of a panic with v on the calling goroutine.
func panicFailure(g *G, v any) *Failure {
	v = explain(v)
	f := &Failure{Name: "panic", Msg: PanicText(v), Stack: calls(g)}
	if _, ok := v.(runtime.Error); ok {
		if msg, ok := strings.CutPrefix(f.Msg, "runtime error: "); ok {
			f.Name, f.Msg = "runtime error", msg
		}
	}
	return f
}

// PanicText is what a compiled program prints of the value of a panic.
func PanicText(v any) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprintf("(%T) [method panicked]", v)
		}
	}()
	switch v := v.(type) {
	case nil:
		return "nil"
	case error:
		return v.Error()
	case fmt.Stringer:
		return v.String()
	}
	t := reflect.TypeOf(v)
	if t.Kind() > reflect.Complex128 && t.Kind() != reflect.String {
		return fmt.Sprintf("(%v) %#x", t, addressOf(v))
	}
	basic := formatBasic(reflect.ValueOf(v))
	switch {
	case t.PkgPath() == "":
		return basic
	case t.Kind() == reflect.String:
		return fmt.Sprintf(`%v("%s")`, t, basic)
	}
	return fmt.Sprintf("%v(%s)", t, basic)
}

// addressOf returns the data word of an interface value, as far as one can be
// told: a pointer for what is a pointer, otherwise 0.
func addressOf(v any) uintptr {
	switch v := reflect.ValueOf(v); v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Chan, reflect.Func, reflect.UnsafePointer:
		return v.Pointer()
	}
	return 0
}

// report prints the panic of a goroutine that is not the main one of its cell.
func report(g *G, v any) {
	var b strings.Builder
	fmt.Fprintf(&b, "panic: %s\n\ngoroutine %d [running]:\n", PanicText(explain(v)), g.ID)
	writeStack(&b, g)
	host.Output(g.cell.number, Stderr, []byte(b.String()))
}

func writeStack(b *strings.Builder, g *G) {
	for _, l := range calls(g) {
		fmt.Fprintf(b, "%s(...)\n\t%s\n", l.Func, l.Place())
	}
	if g.CreatedBy != "" {
		fmt.Fprintf(b, "created by %s in goroutine %d\n\tcell %d, line %d\n", g.CreatedBy, g.Parent, g.cell.number, g.Line)
	}
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

// A TypeAssertionError is the error of a failed type assertion.
type TypeAssertionError struct{ Text string }

func (e TypeAssertionError) Error() string { return e.Text }

// RuntimeError makes TypeAssertionError a runtime.Error.
func (TypeAssertionError) RuntimeError() {}
