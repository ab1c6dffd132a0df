package engine

import (
	"reflect"
	"unsafe"

	"gosched/kernel/internal/core"
	"gosched/kernel/rt"
)

// A function is an interpreted function. It is made, empty, before the text
// that mentions it is printed, and filled when the text has been compiled.
type function struct {
	id       core.FuncID
	name     string
	cell     int
	file     string
	line     int
	helper   bool
	sig      reflect.Type  // captures and parameters, results
	value    reflect.Value // address of a func value that enters it
	results  int
	slots    []reflect.Type // of a frame: results, parameters, variables
	start    exec
	root     *frame
	base     int // offset of its unit's text in node positions
	pos      map[int]core.Pos
	entry    callSite // of calls by compiled code
	compiled bool
}

// A callSite says who called the function of a frame.
type callSite struct {
	callee *function
	at     *node // in the caller; nil if compiled code called
}

// newFunction describes f as far as it is known before compilation.
func (e *Engine) newFunction(f *core.Func) *function {
	var in, out []reflect.Type
	for _, s := range f.Slots[:f.Captures+f.Params] {
		in = append(in, e.types.Type(s.Type))
	}
	for _, r := range f.Results {
		out = append(out, e.types.Type(r))
	}
	fn := &function{
		id: f.ID, name: f.Name, cell: f.Cell, file: f.File, line: int(f.Pos.Line), helper: f.Helper,
		sig: reflect.FuncOf(in, out, f.Variadic), results: len(out),
	}
	fn.entry.callee = fn
	fn.value = reflect.New(fn.sig)
	fn.value.Elem().Set(reflect.MakeFunc(fn.sig, fn.call))
	return fn
}

// fill completes the function with its compiled node.
func (fn *function) fill(decl *node, root *frame) {
	fn.slots, fn.root = decl.types, root
	fn.start = decl.child[3].start.exec
	fn.compiled = true
}

// newFrame makes a frame for a call of the function.
func (fn *function) newFrame(site *callSite, caller *frame) *frame {
	fr := &frame{call: site, root: fn.root, anc: caller, data: make([]reflect.Value, len(fn.slots))}
	return fr
}

// call runs the function for compiled code.
func (fn *function) call(args []reflect.Value) []reflect.Value {
	g := rt.Current()
	caller := (*frame)(g.Top)
	if caller == nil && g.Foreign() {
		defer g.Survive()
	}
	fr := fn.newFrame(&fn.entry, caller)
	for i, t := range fn.slots {
		fr.data[i] = reflect.New(t).Elem()
	}
	for i, a := range args {
		fr.data[fn.results+i].Set(a)
	}
	g.Top = unsafe.Pointer(fr)
	run(fn.start, fr)
	g.Top = unsafe.Pointer(caller)
	return fr.data[:fn.results]
}

// run executes nodes from x on.
func run(x exec, fr *frame) {
	for x != nil {
		x = x(fr)
	}
}

// closure returns the implementation of the op that makes a closure of
// function id of type t.
func (e *Engine) closure(id core.FuncID, t reflect.Type) func(in, out []reflect.Value) {
	fn := e.function(id)
	return func(in, out []reflect.Value) {
		captured := make([]reflect.Value, len(in))
		for i, v := range in {
			c := reflect.New(v.Type()).Elem()
			c.Set(v)
			captured[i] = c
		}
		out[0].Set(reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
			all := make([]reflect.Value, 0, len(captured)+len(args))
			return fn.call(append(append(all, captured...), args...))
		}))
	}
}
