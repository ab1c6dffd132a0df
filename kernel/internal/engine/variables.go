package engine

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unsafe"
	"weak"

	"gosched/kernel/internal/core"
	"gosched/kernel/rt"
)

// The variables of this file are where a search for names begins.

// variables returns the variables of the session in the order in which they were declared.
func (e *Engine) variables() (list []found) {
	e.mu.Lock()
	defer e.mu.Unlock()
	ids := make([]core.GlobalID, 0, len(e.names))
	for id := range e.names {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		list = append(list, found{Value: e.globals[id].Elem(), path: e.names[id].name})
	}
	return list
}

// A globalName is what a variable of the session is called, and the cell that declares it.
type globalName struct {
	name string
	cell int
}

// formerGlobals are variables that were declared anew, as long as somebody still uses them:
// goroutines that an earlier run of their cell has started.
type formerGlobals struct {
	list []formerGlobal // the latest last
	next int            // length of list from which on it is looked through
}

type formerGlobal struct {
	globalName
	address weak.Pointer[byte]
	typ     reflect.Type
}

// add adds the variable at an address, which is a pointer.
func (f *formerGlobals) add(at reflect.Value, name globalName) {
	if !at.IsValid() || at.Type().Elem().Size() == 0 {
		return
	}
	f.list = append(f.list, formerGlobal{name, weak.Make((*byte)(at.UnsafePointer())), at.Type().Elem()})
	if len(f.list) > f.next {
		f.list = slices.DeleteFunc(f.list, func(g formerGlobal) bool { return g.address.Value() == nil })
		f.next = max(64, 2*len(f.list))
	}
}

// Former returns where the weak pointers to such variables are.
func (explainer) Former() unsafe.Pointer {
	e := latest.Load()
	if e == nil {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return unsafe.Pointer(unsafe.SliceData(e.former.list))
}

// A formerFound is such a variable, and what its name is followed by.
type formerFound struct {
	found
	suffix string
}

// variables returns those that are still used, the latest first.
func (f *formerGlobals) variables() (list []formerFound) {
	for _, g := range slices.Backward(f.list) {
		if p := g.address.Value(); p != nil {
			v := reflect.NewAt(g.typ, unsafe.Pointer(p)).Elem()
			list = append(list, formerFound{found{Value: v, path: g.name}, fmt.Sprintf(" (of cell %d)", g.cell)})
		}
	}
	return list
}

// A local is a variable of a function: where its frames have it.
type local struct {
	index int
	name  string
}

// variables returns the variables of the calls that g, which is blocked, is in.
func (s *search) variables(g *rt.G) (list []found) {
	var frames []*frame
	for fr := (*frame)(g.Top); fr != nil && fr.call != nil && len(frames) < rt.MaxStack; fr, _ = fr.caller() {
		frames = append(frames, fr)
	}
	for _, fr := range slices.Backward(frames) {
		for _, l := range s.localsOf(fr.call.callee) {
			list = append(list, found{Value: fr.data[l.index], path: l.name})
		}
	}
	return list
}

// localsOf returns the variables of the function that have names, in their order.
func (s *search) localsOf(fn *function) []local {
	if list, ok := s.locals[fn]; ok {
		return list
	}
	at := make([]int, len(fn.names)) // index + 1
	seen := make(map[*node]bool)
	todo := []*node{fn.first}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if n == nil || seen[n] {
			continue
		}
		seen[n] = true
		if slot, ok := slotOf(n); ok && slot < len(at) && n.sym.index < len(fn.slots) {
			at[slot] = n.sym.index + 1
		}
		todo = append(append(todo, n.tnext, n.fnext), n.child...)
	}
	var list []local
	for slot, name := range fn.names {
		if name != "" && name != "_" && at[slot] > 0 {
			list = append(list, local{at[slot] - 1, name})
		}
	}
	s.locals[fn] = list
	return list
}

// slotOf returns the number of the slot that a node of the text is.
func slotOf(n *node) (slot int, ok bool) {
	digits, ok := strings.CutPrefix(n.ident, "s")
	if !ok || n.sym == nil || n.level != 0 || n.sym.index < 0 {
		return 0, false
	}
	slot, err := strconv.Atoi(digits)
	return slot, err == nil
}

// slotNames returns the names that the source has for the slots of a function.
func slotNames(f *core.Func) []string {
	names := make([]string, len(f.Slots))
	for i, s := range f.Slots {
		names[i] = s.Name
	}
	return names
}
