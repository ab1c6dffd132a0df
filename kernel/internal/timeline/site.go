package timeline

import "golang.org/x/exp/trace"

// A site is what a stack says about a wait.
type site struct {
	state  State
	at     Place
	helped bool   // it waits for a helper
	runs   string // the outermost function of a cell
}

// A siteKey identifies a site: stacks can be compared.
type siteKey struct {
	stack  trace.Stack
	reason string
}

// site returns what a goroutine with that stack waits for and where.
func (r *reader) site(stack trace.Stack, reason string) site {
	key := siteKey{stack, reason}
	if known, ok := r.sites[key]; ok {
		return known
	}
	s := site{state: waitsFor(reason, r.main != nil && r.main.said != nil, stack.Frames()), at: r.place(stack)}
	for call := range stack.Frames() {
		if name, cell, _ := r.where(call.Func, call.File, int(call.Line)); cell > 0 {
			s.runs = name
		}
		if call.Func == "gosched/kernel/rt.await" || call.Func == "gosched/kernel/rt.(*Outside).Do" {
			s.helped = true
		}
	}
	r.sites[key] = s
	return s
}

// place returns the innermost line of a cell in a stack.
func (r *reader) place(stack trace.Stack) Place {
	for call := range stack.Frames() {
		if _, cell, line := r.where(call.Func, call.File, int(call.Line)); cell > 0 {
			return Place{int32(cell), int32(line)}
		}
	}
	return Place{}
}

// outermost returns the function with which a stack begins.
func outermost(stack trace.Stack) (name string) {
	for call := range stack.Frames() {
		name = call.Func
	}
	return name
}
