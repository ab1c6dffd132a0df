package engine

import (
	"reflect"
	"sync/atomic"
	"unsafe"

	"gosched/kernel/internal/core"
	"gosched/kernel/rt"
)

// A function is an interpreted function. It is made, empty, before the text
// that mentions it is printed, and filled when the text has been compiled.
type function struct {
	id       core.FuncID
	name     string
	names    []string // of its slots, "" for those that the source does not have
	cell     int
	file     string
	line     int
	helper   bool
	body     bool          // run by a frame of deferred calls, for another function
	exits    bool          // a body that makes these calls where it returns
	hides    bool          // makes numbers of pointers, which keep nothing, and may rely on the variables
	private  bool          // takes from those it calls what it may recover, but does not recover itself
	sig      reflect.Type  // captures and parameters, results
	value    reflect.Value // address of a func value that enters it
	results  int
	slots    []reflect.Type // of a frame: results, parameters, variables
	template []value        // of slots that fit a word without pointers; those of others are zero
	words    int            // number of such slots that are no results
	large    int            // bytes of the large variables of a call
	frames   atomic.Pointer[stock]
	live     atomic.Pointer[liveness] // see liveness
	first    *node                    // that runs
	start    exec
	later    *later // if it is compiled when it is called
	root     *frame
	base     int // offset of its unit's text in node positions
	pos      map[int]core.Pos
	entry    callSite // of calls by compiled code
	shown    []any    // see constants
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
		id: f.ID, name: f.Name, names: slotNames(f), cell: f.Cell, file: f.File, line: int(f.Pos.Line), helper: f.Helper,
		sig: reflect.FuncOf(in, out, f.Variadic), results: len(out),
		private: !f.Helper && !contains(f.Body, core.OpRecover) && !contains(f.Body, core.OpRunFrame),
	}
	fn.large, fn.hides = e.largeVariables(f.Body), e.hidesPointers(f.Body)
	fn.entry.callee = fn
	fn.value = reflect.New(fn.sig)
	if fn.sig == plainFunc {
		fn.value.Elem().Set(reflect.ValueOf((&closure{fn: fn}).plain()))
	} else {
		fn.value.Elem().Set(reflect.MakeFunc(fn.sig, (&closure{fn: fn}).made()))
	}
	return fn
}

// fill completes the function with its compiled node.
func (fn *function) fill(decl *node, root *frame) {
	fn.slots, fn.root = decl.types, root
	fn.first = decl.child[3].start
	fn.start = fn.first.exec
	fn.template = make([]value, len(fn.slots))
	for i, t := range fn.slots {
		fn.large += large(t)
		if k := t.Kind(); k <= reflect.Float64 && i >= fn.results {
			v := reflect.New(t).Elem()
			fn.template[i] = *(*value)(unsafe.Pointer(&v))
			fn.words++
		}
	}
}

// callable says whether there is code, now or when it is called.
func (fn *function) callable() bool { return fn.later != nil || fn.start != nil }

// newFrame returns a frame for a call of the function on goroutine g. The
// variables for results are the caller's to make, parameters the caller's to
// set; others are set before they are read.
func (fn *function) newFrame(site *callSite, caller *frame, g *rt.G) *frame {
	fr := fn.take()
	if fr == nil {
		fr = fn.makeFrame()
	}
	fr.call, fr.anc, fr.done.g, fr.done.held = site, caller, g, fn.large
	if caller != nil {
		fr.done.held += caller.done.held
	}
	return fr
}

func (fn *function) makeFrame() *frame {
	if fn.later != nil {
		fn.whenCompiled()
	}
	fr := &frame{root: fn.root, data: make([]reflect.Value, len(fn.slots))}
	words := make([]uint64, fn.words)
	for i := fn.results; i < len(fn.slots); i++ {
		v := (*value)(unsafe.Pointer(&fr.data[i]))
		if t := &fn.template[i]; t.typ != nil {
			v.typ, v.ptr, v.flag = t.typ, unsafe.Pointer(&words[0]), t.flag
			words = words[1:]
		} else {
			fr.data[i] = reflect.New(fn.slots[i]).Elem()
		}
	}
	return fr
}

// release gives back the frame of a call that has returned. Nothing else has
// it: variables whose address is taken are not in frames, and closures have
// copies of what they capture. Frames of calls that panicked or left are not
// given back.
func (fn *function) release(fr *frame) {
	fr.done.swept, fr.done.at = 0, nil
	fn.give(fr)
}

// call runs the function for compiled code.
func (fn *function) call(args []reflect.Value) []reflect.Value {
	g := rt.Current()
	g.Enter()
	if fn.private {
		g.Take()
	}
	caller := (*frame)(g.Top)
	if caller == nil && g.Foreign() {
		g.Appear()
		defer g.Survive(served(args))
	}
	fr := fn.newFrame(&fn.entry, caller, g)
	var results []reflect.Value
	if fn.results > 0 {
		results = make([]reflect.Value, fn.results)
		for i, t := range fn.slots[:fn.results] {
			results[i] = reflect.New(t).Elem()
		}
		copy(fr.data, results)
	}
	for i, a := range args {
		fr.data[fn.results+i].Set(a)
	}
	g.Top = unsafe.Pointer(fr)
	run(fn.start, fr)
	g.Top = unsafe.Pointer(caller)
	fn.release(fr)
	return results
}

// run executes nodes from x on.
func run(x exec, fr *frame) {
	for x != nil {
		x = x(fr)
	}
}
