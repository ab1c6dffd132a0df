package session_test

import (
	"fmt"
	"strings"
)

const (
	crash   = "%crash"   // as a cell, stands for the death of the worker
	refusal = "%refuse " // before a cell, has the worker fail to load it
)

// crash has the worker die, before or in the middle of a cell that declares
// something, and gives the lost variables values.
func (e *editor) crash() {
	if len(e.history)%2 == 0 {
		e.n.abandon(fmt.Sprintf("type T0 struct { a int; b string }\nfunc f3() string { return \"f3\" }\nx2 := %d", len(e.history)))
	}
	before := e.n.session.Survivors()
	lost := make(map[string]bool)
	if note := e.n.crash(); e.n.fault != "" || note != "" && !strings.HasPrefix(note, "note: not restored") {
		e.complain("after cell %d, the replay says %s%s", e.n.cells, note, e.n.fault)
	}
	clear(e.said)
	for _, l := range e.n.session.Lost() {
		name, _, _ := strings.Cut(l, " ")
		lost[name] = true
	}
	after := make(map[string]string)
	for _, v := range e.n.session.Survivors() {
		after[v.Name] = v.Kind + " " + v.Type
	}
	for _, v := range before {
		if after[v.Name] != v.Kind+" "+v.Type {
			e.complain("after cell %d, %s is %q, and after the worker's death %q", e.n.cells, v.Name, v.Kind+" "+v.Type, after[v.Name])
		}
		if v.Kind == "var" && (!lost[v.Name] || !strings.Contains(e.n.cell(v.Name), v.Name+" has lost its value")) {
			e.complain("after cell %d, %s has a value that its worker took with it", e.n.cells, v.Name)
		}
	}
	e.mendLost()
}

// refuse has the worker fail to load a cell, which then has changed nothing.
func (e *editor) refuse(src string) {
	state := func() string { return fmt.Sprint(e.n.session.Names(), e.n.session.Survivors(), e.n.session.Lost()) }
	before := state()
	e.n.refuse(src)
	if after := state(); after != before {
		e.complain("cell %d could not be loaded but changed the session from\n%s\nto\n%s\n%s", e.n.cells, before, after, src)
	}
}

// mendLost assigns to the variables that have lost their values, in an order that
// allows that: what mentions a type that mentions a lost variable is refused.
func (e *editor) mendLost() {
	for before := -1; len(e.n.session.Lost()) != before; {
		before = len(e.n.session.Lost())
		for _, v := range e.n.session.Survivors() {
			if v.Kind == "var" {
				e.n.cell(v.Name + " = *new(" + v.Type + ")")
			}
		}
	}
	if lost := e.n.session.Lost(); len(lost) > 0 {
		e.complain("after cell %d, values are lost that were given again: %v", e.n.cells, lost)
	}
}
