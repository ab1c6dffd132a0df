package engine

import (
	"cmp"
	"context"
	"reflect"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/realtype"
	"gosched/kernel/rt"
)

// What a program waits for has no name of its own: it is found again in a variable. The
// variables of the session are searched first, then those of the calls that the
// goroutines are in, from the outermost one of the first goroutine on: who made a lock
// has the better name for it than who was handed it. In each of them the search goes
// through fields, elements, maps and what pointers point to, the nearest first, so the
// name found is the shortest.

// latest is the engine whose variables are searched.
var latest atomic.Pointer[Engine]

// Names finds variables that are or lead to what is at some addresses.
func (explainer) Names(of map[unsafe.Pointer]string, goroutines []*rt.G, still bool) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true)) // of what is seen half changed
	defer func() { _ = recover() }()                         // what has been found is something
	s := &search{of: of, still: still, leading: make(map[reflect.Type]bool), locals: make(map[*function][]local)}
	for _, name := range of {
		if name == "" {
			s.missing++
		}
	}
	if e := latest.Load(); e != nil {
		s.from(e.variables())
	}
	for _, g := range goroutines {
		if s.missing > 0 {
			g.WhileBlocked(func() { s.from(s.variables(g)) })
		}
	}
}

// How far a search goes.
const (
	mostSteps    = 7      // from a variable
	mostElements = 1000   // of a slice, array or map
	mostPlaces   = 50_000 // from one set of variables
)

// A search finds names.
type search struct {
	of      map[unsafe.Pointer]string
	missing int  // addresses that have no name yet
	still   bool // see rt.Interpreter

	queue   []found
	seen    map[place]bool
	leading map[reflect.Type]bool // see leads
	locals  map[*function][]local // see localsOf
}

// A found is a value that was come by.
type found struct {
	reflect.Value
	path  string
	steps int
}

// A place is where something was seen that several ways lead to.
type place struct {
	ptr unsafe.Pointer
	typ reflect.Type
}

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
		list = append(list, found{Value: e.globals[id].Elem(), path: e.names[id]})
	}
	return list
}

// from searches from a set of variables.
func (s *search) from(roots []found) {
	s.queue, s.seen = nil, make(map[place]bool)
	for _, r := range roots {
		s.add(r, r.Value, r.path, 0)
	}
	for i := 0; i < len(s.queue) && i < mostPlaces && s.missing > 0; i++ {
		s.visit(s.queue[i])
		s.queue[i] = found{}
	}
}

// add has v, which is so many steps from f, visited.
func (s *search) add(f found, v reflect.Value, path string, steps int) {
	if v.IsValid() && f.steps+steps <= mostSteps && s.leads(v.Type()) {
		s.queue = append(s.queue, found{v, path, f.steps + steps})
	}
}

// at gives what is at an address its name.
func (s *search) at(p unsafe.Pointer, path string) {
	if name, ok := s.of[p]; ok && name == "" {
		s.of[p] = path
		s.missing--
	}
}

// once says whether p, of type t, is seen for the first time.
func (s *search) once(p unsafe.Pointer, t reflect.Type) bool {
	at := place{p, t}
	first := p != nil && !s.seen[at]
	s.seen[at] = true
	return first
}

func (s *search) visit(f found) {
	switch f.Kind() {
	case reflect.Chan:
		s.at(f.UnsafePointer(), f.path)
	case reflect.Pointer:
		if s.once(f.UnsafePointer(), f.Type()) {
			s.add(f, f.Elem(), f.path, 0)
		}
	case reflect.Struct:
		s.fields(f)
	case reflect.Array, reflect.Slice:
		if f.Kind() == reflect.Array || s.once(f.UnsafePointer(), f.Type()) {
			for i := range min(f.Len(), mostElements) {
				s.add(f, f.Index(i), f.path+"["+strconv.Itoa(i)+"]", 1)
			}
		}
	case reflect.Map:
		if s.still && s.once(f.UnsafePointer(), f.Type()) {
			s.elements(f)
		}
	case reflect.Interface:
		if s.still && !f.IsNil() {
			s.context(f)
			s.add(f, f.Elem(), f.path, 0)
		}
	}
}

// context looks at the channel of a context of the library.
func (s *search) context(f found) {
	if t := f.Elem().Type(); elemOf(t).PkgPath() == "context" && f.CanInterface() {
		if ctx, ok := f.Interface().(context.Context); ok {
			s.add(f, reflect.ValueOf(ctx.Done()), f.path+".Done()", 0)
		}
	}
}

// fields looks at a struct, of which compiled packages show what they export.
func (s *search) fields(f found) {
	t := f.Type()
	compiled := t.PkgPath() != "" && !realtype.Interpreted(t.PkgPath())
	if f.CanAddr() && t.PkgPath() == "sync" {
		p := f.Addr().UnsafePointer()
		s.at(p, f.path)
		if t == onceType {
			s.at(unsafe.Add(p, lockOfOnce), f.path)
		}
	}
	for i := range t.NumField() {
		field := t.Field(i)
		if compiled && !field.IsExported() {
			continue
		}
		v := f.Field(i)
		if !v.CanInterface() && v.CanAddr() {
			v = reflect.NewAt(v.Type(), v.Addr().UnsafePointer()).Elem()
		}
		if path := f.path + "." + field.Name; !field.Anonymous {
			s.add(f, v, path, 1)
		} else if elemOf(field.Type).PkgPath() == "sync" {
			s.add(f, v, f.path, 0) // x.Lock() is how it is locked
		} else {
			s.add(f, v, path, 1)
		}
	}
}

var onceType = reflect.TypeFor[sync.Once]()

// lockOfOnce is where a sync.Once has its lock.
var lockOfOnce = func() uintptr {
	f, _ := onceType.FieldByName("m")
	return f.Offset
}()

// elements looks at the elements of a map in the order of their keys' texts.
func (s *search) elements(f found) {
	if f.Len() > mostElements {
		return
	}
	type element struct {
		key   string
		value reflect.Value
	}
	list := make([]element, 0, f.Len())
	for it := f.MapRange(); it.Next(); {
		list = append(list, element{keyText(it.Key()), it.Value()})
	}
	slices.SortFunc(list, func(a, b element) int { return cmp.Compare(a.key, b.key) })
	for _, e := range list {
		s.add(f, e.value, f.path+"["+e.key+"]", 1)
	}
}

// keyText is a key as it would be written.
func keyText(key reflect.Value) string {
	switch {
	case key.Kind() == reflect.String:
		return strconv.Quote(key.String())
	case key.CanInt():
		return strconv.FormatInt(key.Int(), 10)
	case key.CanUint():
		return strconv.FormatUint(key.Uint(), 10)
	case key.Kind() == reflect.Bool:
		return strconv.FormatBool(key.Bool())
	}
	return "…"
}

// leads says whether values of type t may lead to something that goroutines wait for.
func (s *search) leads(t reflect.Type) bool {
	if yes, ok := s.leading[t]; ok {
		return yes
	}
	s.leading[t] = true // of itself
	yes := false
	switch t.Kind() {
	case reflect.Chan, reflect.Interface:
		yes = true
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		yes = s.leads(t.Elem())
	case reflect.Struct:
		yes = t.PkgPath() == "sync"
		for i := 0; i < t.NumField() && !yes; i++ {
			yes = s.leads(t.Field(i).Type)
		}
	}
	s.leading[t] = yes
	return yes
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
