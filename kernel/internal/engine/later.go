package engine

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"

	"gosched/kernel/internal/core"
)

// Functions of packages are compiled when they are first called: a cell that uses a
// package needs few of those that it could reach. Calls need no check for that, since
// a function that has not been compiled has no frames, see makeFrame.

// A later is a function that is not compiled yet, with what its text will mention:
// the engine may have been told to forget it by then.
type later struct {
	e       *Engine
	compile func(*function) error
	funcs   map[core.FuncID]*function
	globals map[core.GlobalID]reflect.Value
	once    sync.Once
	def     *core.Func // nil once compiled
	err     error
}

// lazy says whether a function can be compiled later. Without intrinsics, yaegi calls
// what it has compiled.
func lazy(f *core.Func) bool { return intrinsics && f.Cell == 0 && f.File != "" }

// postpone has a function compiled when it is called. The functions and variables of
// its unit are there.
func (e *Engine) postpone(fn *function, f *core.Func) {
	l := &later{e: e, compile: e.compileLater, def: f, funcs: make(map[core.FuncID]*function), globals: make(map[core.GlobalID]reflect.Value)}
	e.mu.Lock()
	defer e.mu.Unlock()
	l.keep(f.Body)
	fn.later = l
}

// keep looks up what a tree mentions.
func (l *later) keep(n *core.Node) {
	if n == nil {
		return
	}
	switch n.Op {
	case core.OpCall, core.OpFunc, core.OpClosure:
		l.funcs[core.FuncID(n.Int)] = l.e.funcs[core.FuncID(n.Int)]
	case core.OpGlobal:
		l.globals[core.GlobalID(n.Int)] = l.e.globals[core.GlobalID(n.Int)]
	}
	for _, a := range n.Args {
		l.keep(a)
	}
}

// whenCompiled returns when the function has been compiled. It panics if that fails, which
// is a defect of the kernel; a unit of a cell would be refused.
func (fn *function) whenCompiled() {
	l := fn.later
	l.once.Do(func() {
		l.e.loading.Lock()
		defer l.e.loading.Unlock()
		l.err = l.compile(fn)
		l.def, l.funcs, l.globals = nil, nil, nil
	})
	if l.err != nil {
		panic(fmt.Errorf("gosched: %w", l.err))
	}
}

// compileLater compiles one function.
func (e *Engine) compileLater(fn *function) error {
	t, l := newText(e), fn.later
	t.later = l
	if err := t.functions([]*core.Func{l.def}); err != nil {
		return err
	}
	return e.evaluateAll(t, map[core.FuncID]*function{fn.id: fn}, l.def.Name)
}

// calledName returns the name by which the text calls function id: that of a stub if yaegi
// may not have it.
func (t *text) calledName(id core.FuncID) string {
	fn, name := t.known(id), functionName(id)
	if fn.later != nil || t.later != nil {
		name = "c" + name
	}
	t.callees[name] = fn
	return name
}

// stubs declares the functions that the text calls and does not have, and returns their
// names.
func (t *text) stubs() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(t.callees)) {
		if name[0] == 'c' {
			t.stub(name, t.callees[name])
			names = append(names, name)
		}
	}
	return names
}

// stub declares a function of the text that calls fn, which the text does not have.
// Almost all calls of it get other code, as those of all functions.
func (t *text) stub(name string, fn *function) {
	params, args := "", ""
	for i := range fn.sig.NumIn() {
		params += fmt.Sprintf("s%d g.%s, ", i, t.symbolOfType(fn.sig.In(i)))
		args += fmt.Sprintf("s%d, ", i)
	}
	if fn.sig.IsVariadic() {
		args = args[:len(args)-2] + "..."
	}
	results, give := "", ""
	for out := range fn.sig.Outs() {
		results += fmt.Sprintf("g.%s, ", t.symbolOfType(out))
		give = "return "
	}
	t.printf("func %s(%s) (%s) {\n%sg.%s(%s)\n}\n", name, params, results, give, t.pool("stub "+name, fn.value.Elem), args)
}

// symbolOfType returns the name of a symbol for a type.
func (t *text) symbolOfType(typ reflect.Type) string {
	return t.pool(fmt.Sprintf("type %p", typ), func() reflect.Value { return reflect.Zero(reflect.PointerTo(typ)) })
}
