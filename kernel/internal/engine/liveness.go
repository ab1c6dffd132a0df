package engine

import (
	"reflect"
	"slices"

	"gosched/kernel/internal/core"

	"gosched/kernel/rt"
)

// The garbage collector sees all of a frame: variables and temporaries that are
// never used again, too. A compiled function has maps of what it still needs, for
// each call. Here they are made when they are asked for, see sweep, by the textbook:
// a variable is live after a node if some way from there leads to a node
// that reads it without passing one that sets it. Wherever something is not
// known of a node, it reads.

// A liveness says which variables of a function's frames can keep memory, and
// which of them are needed while and after a node runs.
type liveness struct {
	slots  []int
	places []bool          // by variable: it is a place
	live   map[*node][]int // in increasing order
}

// mostLive is how much a liveness may say. Functions beyond, of many
// thousands of lines, keep what they have.
const mostLive = 1 << 22

// liveness returns that of the function, of which nothing is known if something
// in it is not.
func (fn *function) liveness() *liveness {
	if l := fn.live.Load(); l != nil {
		return l
	}
	a := &analysis{fn: fn, index: make(map[*node]int), places: make([]bool, len(fn.slots))}
	l := &liveness{}
	if !fn.hides && a.walk(fn.first) {
		l.slots, l.places = a.slots(), a.places
		l.live = a.solve(l.slots)
	}
	fn.live.Store(l)
	return l
}

// hidesPointers says whether n makes a number of a pointer. What that points to must stay
// at least until the call is over that gets the number, as of syscall.Syscall.
func (e *Engine) hidesPointers(n *core.Node) bool {
	if n == nil {
		return false
	}
	if n.Op == core.OpConv && e.kind(n.Type) == reflect.Uintptr && e.kind(n.Args[0].Type) == reflect.UnsafePointer {
		return true
	}
	return slices.ContainsFunc(n.Args, e.hidesPointers)
}

func (e *Engine) kind(id core.TypeID) reflect.Kind {
	if t := e.types.Type(id); t != nil {
		return t.Kind()
	}
	return reflect.Invalid
}

// An analysis makes the liveness of a function.
type analysis struct {
	fn     *function
	nodes  []*node // that can run
	index  map[*node]int
	before [][]int // of each node, those that it may follow
	places []bool  // variables that are places

	live  [][]int // by node
	total int
	after []int // by node: 1 + the variable that was last found to be live there
}

// walk collects the nodes that can run after first. It reports whether the role
// of each is known.
func (a *analysis) walk(first *node) bool {
	a.add(first)
	for i := 0; i < len(a.nodes); i++ {
		n := a.nodes[i]
		if r := n.role(); r == stranger || r != idler && n.level != 0 {
			return false
		}
		if n.finds() && a.isSlot(n.findex) {
			a.places[n.findex] = true
		}
		for _, next := range []*node{n.tnext, n.fnext} {
			if next != nil {
				j := a.add(next)
				a.before[j] = append(a.before[j], i)
			}
		}
	}
	return true
}

// add returns the index of a node.
func (a *analysis) add(n *node) int {
	i, ok := a.index[n]
	if !ok {
		i = len(a.nodes)
		a.index[n] = i
		a.nodes, a.before = append(a.nodes, n), append(a.before, nil)
	}
	return i
}

func (a *analysis) isSlot(i int) bool { return i >= 0 && i < len(a.fn.slots) }

// slots returns the variables whose dead values keep memory: those of types that
// may have pointers, and places in variables on the heap. Results are the caller's.
func (a *analysis) slots() (list []int) {
	for i := a.fn.results; i < len(a.fn.slots); i++ {
		if a.places[i] || a.fn.template[i].typ == nil {
			list = append(list, i)
		}
	}
	return list
}

// effect returns what node n does to variables. What is done to a variable that is a
// place is done to the place.
func (a *analysis) effect(n *node) (reads, sets []int) {
	reads, sets = n.effect()
	if n.finds() {
		return reads, sets
	}
	isPlace := func(s int) bool { return a.isSlot(s) && a.places[s] }
	for _, s := range sets {
		if isPlace(s) {
			reads = append(reads, s)
		}
	}
	return reads, slices.DeleteFunc(sets, isPlace)
}

// running returns what a node needs while it runs, of which only calls are seen: they
// have their operands, and set their results in the end.
func running(n *node, reads []int) (needs []int) {
	if r := n.role(); r == caller || r == giver {
		needs = n.results()
	}
	if eager {
		needs = append(needs, reads...)
	}
	return needs
}

// solve returns which of slots are live, nil if that is too much.
func (a *analysis) solve(slots []int) map[*node][]int {
	type uses struct{ reads, sets, needs []int } // by which nodes
	of := make([]uses, len(a.fn.slots))
	add := func(i int, variables []int, list func(u *uses) *[]int) {
		for _, x := range variables {
			if a.isSlot(x) {
				l := list(&of[x])
				*l = append(*l, i)
			}
		}
	}
	for i, n := range a.nodes {
		reads, sets := a.effect(n)
		add(i, reads, func(u *uses) *[]int { return &u.reads })
		add(i, sets, func(u *uses) *[]int { return &u.sets })
		add(i, running(n, reads), func(u *uses) *[]int { return &u.needs })
	}
	a.live, a.after = make([][]int, len(a.nodes)), make([]int, len(a.nodes))
	for _, s := range slots {
		for _, i := range of[s].needs {
			a.mark(i, s)
		}
		a.spread(s, of[s].reads, of[s].sets)
		if a.total > mostLive {
			return nil
		}
	}
	live := make(map[*node][]int, len(a.nodes))
	for i, n := range a.nodes {
		live[n] = a.live[i]
	}
	return live
}

// mark notes that variable s is live at node i.
func (a *analysis) mark(i, s int) {
	if n := len(a.live[i]); n == 0 || a.live[i][n-1] != s {
		a.live[i] = append(a.live[i], s)
		a.total++
	}
}

// spread goes from the nodes that read variable s to those before, as far as nodes
// that set it.
func (a *analysis) spread(s int, reads, sets []int) {
	stops := make(map[int]bool, len(sets))
	for _, i := range sets {
		stops[i] = true
	}
	for work := slices.Clone(reads); len(work) > 0 && a.total <= mostLive; {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		for _, p := range a.before[i] {
			if a.after[p] == s+1 {
				continue
			}
			a.after[p] = s + 1
			a.mark(p, s)
			if !stops[p] {
				work = append(work, p)
			}
		}
	}
}

// forget replaces the variables of the frame that are not needed at a node, by others:
// places in them are still what they were. Those that lead to what is needed elsewhere stay.
func (fr *frame) forget(at *node, needed rt.Places) {
	clear(fr.operands[len(fr.operands):cap(fr.operands)])
	fn := fr.call.callee
	l := fn.liveness()
	live, ok := l.live[at]
	if !ok {
		return
	}
	for _, s := range l.slots {
		for len(live) > 0 && live[0] < s {
			live = live[1:]
		}
		isLive := len(live) > 0 && live[0] == s
		if v := fr.data[s]; !isLive && (l.places[s] || !v.IsValid() || !v.CanSet() || !v.IsZero()) && !leadsTo(v, needed) {
			fr.data[s] = reflect.New(fn.slots[s]).Elem()
		}
	}
}
