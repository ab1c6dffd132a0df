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

	"gosched/kernel/internal/realtype"
	"gosched/kernel/rt"
)

// What a program waits for has no name of its own: it is found again in a variable. The
// variables of the session are searched first, then those of the calls that the
// goroutines are in, from the outermost one of the first goroutine on: who made a lock
// has the better name for it than who was handed it; last those that were declared
// anew. In each of them the search goes
// through fields, elements, maps and what pointers point to, the nearest first, so the
// name found is the shortest.

// latest is the engine whose variables are searched.
var latest atomic.Pointer[Engine]

// Names finds variables that are or lead to what is at some addresses.
func (explainer) Names(of map[unsafe.Pointer]string, goroutines []*rt.G, still bool) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true)) // of what is seen half changed
	defer func() { _ = recover() }()                         // what has been found is something
	s := &search{of: of, still: still, given: make(map[string]int), leading: make(map[reflect.Type]bool), locals: make(map[*function][]local)}
	for _, name := range of {
		if name == "" {
			s.missing++
		}
	}
	e := latest.Load()
	if e != nil {
		s.from(e.variables())
	}
	for _, g := range goroutines {
		if s.missing > 0 {
			g.WhileBlocked(func() { s.from(s.variables(g)) })
		}
	}
	if e != nil && s.missing > 0 {
		e.mu.Lock()
		defer e.mu.Unlock()
		for _, f := range e.former.variables() {
			s.suffix = f.suffix
			s.from([]found{f.found})
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
	missing int            // addresses that have no name yet
	still   bool           // see rt.Interpreter
	suffix  string         // of the names
	given   map[string]int // how often each name was

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

// at gives what is at an address its name: that of a variable, of which there may be several, as
// many as calls of the function that declares it.
func (s *search) at(p unsafe.Pointer, path string) {
	if name, ok := s.of[p]; ok && name == "" {
		name = path + s.suffix
		if s.given[name]++; s.given[name] > 1 {
			name += " #" + strconv.Itoa(s.given[name])
		}
		s.of[p] = name
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
				s.element(f, i)
			}
			s.far(f)
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

func (s *search) element(f found, i int) {
	s.add(f, f.Index(i), f.path+"["+strconv.Itoa(i)+"]", 1)
}

// far looks at the elements beyond mostElements in which one of the addresses is.
func (s *search) far(f found) {
	size := f.Type().Elem().Size()
	if f.Len() <= mostElements || size == 0 || f.Kind() == reflect.Array && !f.CanAddr() {
		return
	}
	first := f.Index(mostElements).Addr().UnsafePointer()
	for p, name := range s.of {
		if i := (uintptr(p) - uintptr(first)) / size; name == "" && uintptr(p) >= uintptr(first) && i < uintptr(f.Len()-mostElements) {
			s.element(f, mostElements+int(i))
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
	if f.CanAddr() && synchronises(t) {
		p := f.Addr().UnsafePointer()
		s.at(p, f.path)
		if t == onceType {
			s.at(unsafe.Add(p, lockOfOnce), f.path)
		}
	}
	if f.CanAddr() && t.PkgPath() == "io" && f.Addr().CanInterface() {
		if end := rt.PipeEnd(f.Addr().Interface()); end != nil {
			s.at(end.Ptr, f.path)
		}
	}
	if compiled {
		s.kept(f)
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

// synchronises says whether goroutines wait for variables of type t.
func synchronises(t reflect.Type) bool {
	return t.PkgPath() == "sync" || strings.HasPrefix(t.PkgPath(), "golang.org/x/sync/")
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
	case key.CanFloat():
		return strconv.FormatFloat(key.Float(), 'g', -1, 64)
	case key.Kind() == reflect.Struct:
		return "{" + keyTexts(key.NumField(), key.Field) + "}"
	case key.Kind() == reflect.Array:
		return "{" + keyTexts(key.Len(), key.Index) + "}"
	case key.Kind() == reflect.Interface && !key.IsNil():
		return keyText(key.Elem())
	}
	return "…"
}

// mostKeys is how many parts of a key are written.
const mostKeys = 8

// keyTexts joins the texts of the n parts of a key.
func keyTexts(n int, part func(i int) reflect.Value) string {
	var list []string
	for i := range min(n, mostKeys) {
		list = append(list, keyText(part(i)))
	}
	if n > mostKeys {
		list = append(list, "…")
	}
	return strings.Join(list, ", ")
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
		yes = synchronises(t) || isAtomicPointer(t) && s.leads(t.Field(0).Type)
		for i := 0; i < t.NumField() && !yes; i++ {
			yes = s.leads(t.Field(i).Type)
		}
	}
	s.leading[t] = yes
	return yes
}
