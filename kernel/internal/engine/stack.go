package engine

import (
	"reflect"
	"strings"

	"github.com/traefik/yaegi/interp"

	"gosched/kernel/rt"
)

// explainer tells rt about panics in interpreted code.
type explainer struct{}

// Explain turns what yaegi or reflect panic with in place of a run-time error
// into that error. Most such panics have been prevented by ops and intrinsics,
// which know the operands.
func (explainer) Explain(v any) any {
	switch v := v.(type) {
	case *reflect.ValueError:
		return nilPointer
	case interp.Panic:
		return explainer{}.Explain(v.Value)
	case reflect.Value:
		return v.Interface()
	case string:
		if strings.HasPrefix(v, "reflect") {
			return explainText(v)
		}
	}
	return v
}

func explainText(s string) any {
	has := func(part string) bool { return strings.Contains(s, part) }
	switch {
	case has("index out of range"), has("out of bounds"):
		return rt.Error("index out of range")
	case has("nil"), has("zero Value"):
		return nilPointer
	}
	return rt.Error(s)
}

// Calls lists the interpreted calls of g.
func (explainer) Calls(g *rt.G) []rt.StackLine {
	const limit = 100 // lines of a stack that are shown, as the runtime does
	var lines []rt.StackLine
	fr := (*frame)(g.Top)
	if fr == nil {
		return nil
	}
	at := fr.done.at
	for ; fr != nil && fr.call != nil && len(lines) < limit; fr = fr.anc {
		fn := fr.call.callee
		if !fn.helper {
			lines = append(lines, rt.StackLine{Func: fn.name, Cell: fn.cell, File: fn.file, Line: fn.lineOf(at)})
		}
		at = fr.call.at
	}
	return lines
}

// lineOf returns the line of a node of the function, 0 if it is not known.
func (fn *function) lineOf(n *node) int {
	if n == nil {
		return 0
	}
	return int(fn.pos[int(n.pos)-fn.base].Line)
}
