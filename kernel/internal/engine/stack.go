package engine

import (
	"reflect"
	"runtime"
	"strings"
	"unsafe"

	"github.com/traefik/yaegi/interp"

	"gosched/kernel/rt"
)

// explainer tells rt about panics in interpreted code.
type explainer struct{}

// Explain turns what yaegi or reflect panic with in place of a run-time error
// into that error. Most such panics have been prevented by ops and intrinsics,
// which know the operands. A compiled function that is running panics with
// what it means to.
func (explainer) Explain(v any) any {
	if fr := (*frame)(rt.Current().Top); fr != nil && strings.HasPrefix(symbolOf(fr.done.at), "X") {
		return v
	}
	switch v := v.(type) {
	case *reflect.ValueError:
		return nilPointer
	case interp.Panic:
		return explainer{}.Explain(v.Value)
	case string:
		if strings.HasPrefix(v, "reflect") && !calledByReflect() {
			return explainText(v)
		}
	}
	return v
}

// calledByReflect says whether the panic that is being recovered began in a function
// of package reflect that was itself called through reflect, as the methods of an
// interface are: it is the program's then, and no sign of how cells are run.
func calledByReflect() bool {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	panicked, called := false, false
	for {
		f, more := frames.Next()
		switch name := f.Function; {
		case !panicked:
			panicked = name == "runtime.gopanic"
		case name == "reflect.Value.call":
			return called
		case !strings.HasPrefix(name, "reflect."):
			return false
		case !strings.HasPrefix(name, "reflect.flag.") && name != "reflect.Value.assignTo": // of call
			called = true
		}
		if !more {
			return false
		}
	}
}

func explainText(s string) any {
	has := func(part string) bool { return strings.Contains(s, part) }
	switch {
	case has("index out of range"), has("out of bounds"):
		return rt.Error("index out of range")
	case has("nil"), has("zero Value argument"):
		return nilPointer
	case has("slice overflow"):
		return rt.Error("growslice: len out of range")
	}
	return s // not in place of anything: the program called reflect
}

// Calls lists the interpreted calls of g. It may be that of another goroutine
// that does not run: of one that is blocked for good in a compiled call.
//
//go:norace
func (explainer) Calls(g *rt.G, most int) []rt.StackLine {
	var lines []rt.StackLine
	fr := (*frame)(g.Top)
	if fr == nil {
		return nil
	}
	for at := fr.done.at; fr != nil && fr.call != nil && len(lines) < most; fr, at = fr.caller() {
		if fn := fr.call.callee; !fn.helper || fr.raises != nil || symbolOf(at) == "Panic" {
			lines = append(lines, fn.stackLine(at))
		}
	}
	return lines
}

// caller returns the frame that called fr and the node there that did. A
// function whose body runs under a frame of deferred calls is one function,
// not two.
//
//go:norace
func (fr *frame) caller() (*frame, *node) {
	outer := fr.anc
	switch {
	case outer == nil || outer.call == nil:
		return nil, nil
	case fr.call.at != nil:
		return outer, fr.call.at
	case fr.call.callee.body:
		return outer.caller()
	}
	return outer, outer.done.at
}

// Caller returns the innermost interpreted call of g. It may be that of a
// goroutine that is blocked.
func (explainer) Caller(g *rt.G) rt.StackLine {
	fr := (*frame)(g.Top)
	if fr == nil || fr.call == nil {
		return rt.StackLine{}
	}
	at := fr.done.at
	for fr.call.callee.helper {
		outer, atOuter := fr.caller()
		if outer == nil {
			break
		}
		fr, at = outer, atOuter
	}
	return fr.call.callee.stackLine(at)
}

// stackLine returns the function as a line of a stack, at node n.
func (fn *function) stackLine(n *node) rt.StackLine {
	return rt.StackLine{Func: fn.name, Cell: fn.cell, File: fn.file, Line: fn.lineOf(n)}
}

// lineOf returns the line of a node of the function, 0 if it is not known.
func (fn *function) lineOf(n *node) int {
	if n == nil {
		return 0
	}
	return int(fn.pos[int(n.pos)-fn.base].Line)
}

// Function returns the function that a func value enters.
func (explainer) Function(v reflect.Value) (rt.StackLine, bool) {
	c := closureOf((*value)(unsafe.Pointer(&v)))
	if c == nil {
		return rt.StackLine{}, false
	}
	return rt.StackLine{Func: c.fn.name, Cell: c.fn.cell, File: c.fn.file, Line: c.fn.line}, true
}
