package engine

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"sync"

	"github.com/traefik/yaegi/interp"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/realtype"
	"gosched/kernel/rt"
)

// An Engine is a running program: its types, storage and functions. Load is
// not for concurrent use, but what was loaded may run meanwhile.
type Engine struct {
	types *realtype.Table
	yaegi *interp.Interpreter
	syms  map[string]reflect.Value // package g as yaegi sees it; empty between loads
	funcs map[core.FuncID]*function

	loading sync.Mutex // held while a unit is loaded or a function compiled

	mu      sync.Mutex
	globals map[core.GlobalID]reflect.Value // addresses; guarded by mu
	names   map[core.GlobalID]globalName    // guarded by mu
	former  formerGlobals                   // guarded by mu
}

// A Program is a loaded unit. What was there is as it was until Run has initialised
// its packages.
type Program struct {
	e        *Engine
	packages []*function // initialise packages

	mu    sync.Mutex      // guards all below; before e.loading
	calls []*function     // after packages
	unit  *core.Unit      // nil once it is in force, or unloaded
	types []*core.TypeDef // new ones of the unit
}

// serve makes rt ask this package and the log package write through rt, once for
// all engines of a test: goroutines of an earlier one may still run.
var serve = sync.OnceFunc(func() {
	rt.Use(explainer{})
	rt.RedirectDefaults()
	watchCollections()
})

// New returns an engine with nothing loaded. It fails if this program cannot
// be trusted to run cells. A process has one at a time.
func New() (*Engine, error) {
	if err := errors.Join(realtype.SelfTest(), checkMirrors(), checkValues(), checkClosures()); err != nil {
		return nil, err
	}
	e := &Engine{
		types:   realtype.New(reflect.TypeFor[*rt.Frame]()),
		yaegi:   interp.New(interp.Options{Stdout: io.Discard, Stderr: io.Discard, Unrestricted: true, Args: []string{}}),
		funcs:   make(map[core.FuncID]*function),
		globals: make(map[core.GlobalID]reflect.Value),
		names:   make(map[core.GlobalID]globalName),
	}
	if err := e.yaegi.Use(interp.Exports{"g/g": {"Nop": fixedSymbols["Nop"]}}); err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	e.syms = e.yaegi.Symbols("g")["g"]
	if _, err := e.yaegi.Eval("package main\nimport \"g\"\n"); err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	serve()
	if err := e.selfTest(); err != nil {
		return nil, fmt.Errorf("engine: self-test: %w", err)
	}
	latest.Store(e)
	return e, nil
}

// Load makes the types, storage and functions of u. Nothing of it runs. After
// an error, which is never the user's, the engine is as before, but the numbers
// of the unit are spent.
func (e *Engine) Load(u *core.Unit) (*Program, error) {
	e.loading.Lock()
	defer e.loading.Unlock()
	types := e.unknown(u.Types)
	if err := e.types.Define(types); err != nil {
		return nil, fmt.Errorf("making types: %w", err)
	}
	if err := e.define(u); err != nil {
		e.unload(u, types)
		return nil, err
	}
	p := &Program{e: e, unit: u, types: types}
	p.packages = e.callees(u.Inits[:u.Packages]...)
	p.calls = append(e.callees(u.Inits[u.Packages:]...), e.callees(u.Run, u.Main)...)
	if u.Packages > 0 { // they call methods
		e.link(slices.DeleteFunc(slices.Clone(types), func(d *core.TypeDef) bool { return d.Prev != core.NoType }))
	}
	return p, nil
}

// callees returns those of functions that there are.
func (e *Engine) callees(ids ...core.FuncID) (list []*function) {
	for _, id := range ids {
		if fn := e.funcs[id]; fn != nil {
			list = append(list, fn)
		}
	}
	return list
}

// define makes the storage and functions of a unit whose types are made.
func (e *Engine) define(u *core.Unit) error {
	if err := e.storage(u.Globals); err != nil {
		return err
	}
	funcs := make([]*core.Func, 0, len(u.Funcs))
	var later []*core.Func
	for _, f := range u.Funcs {
		fn := e.newFunction(f)
		e.funcs[f.ID] = fn
		switch fn.shown = constants(f); {
		case lazy(f) && !slices.Contains(u.Inits, f.ID):
			later = append(later, f)
		case fn.shown == nil || f.ID != u.Run:
			funcs = append(funcs, f)
		}
	}
	for _, f := range later {
		e.postpone(e.funcs[f.ID], f)
	}
	if err := e.compile(funcs); err != nil {
		return err
	}
	return e.methods(u.Types, func(t *core.TypeDef, m core.Method, fn reflect.Value) error {
		return e.types.Linkable(t.ID, m.Name, m.Ptr, fn.Type())
	})
}

// unload takes back what was made of a unit that is not in force.
func (e *Engine) unload(u *core.Unit, types []*core.TypeDef) {
	e.types.Withdraw(types)
	names := make([]string, len(u.Funcs))
	for i, f := range u.Funcs {
		names[i] = functionName(f.ID)
		delete(e.funcs, f.ID)
	}
	forget(e.yaegi, names)
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, g := range u.Globals {
		delete(e.globals, g.ID)
		delete(e.names, g.ID)
	}
}

// unknown returns the types of a unit that are not defined. A type that is comes
// again when its methods have new code: link takes that.
func (e *Engine) unknown(defs []*core.TypeDef) []*core.TypeDef {
	return slices.DeleteFunc(slices.Clone(defs), func(d *core.TypeDef) bool { return e.types.Type(d.ID) != nil })
}

// storage makes the memory of new globals.
func (e *Engine) storage(globals []*core.Global) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, g := range globals {
		t := e.types.Type(g.Type)
		switch old, ok := e.globals[g.Alias]; {
		case t == nil:
			return fmt.Errorf("variable %s has undefined type %d", g.Name, g.Type)
		case g.Alias != 0 && !ok:
			return fmt.Errorf("variable %s is another view of variable %d, which does not exist", g.Name, g.Alias)
		case g.Alias != 0:
			e.globals[g.ID] = reflect.NewAt(t, old.UnsafePointer())
		default:
			e.globals[g.ID] = reflect.New(t)
		}
		e.names[g.ID] = globalName{g.Name, g.Cell}
	}
	return nil
}

// link gives methods, which define has found to be linkable, their code.
func (e *Engine) link(types []*core.TypeDef) {
	e.methods(types, func(t *core.TypeDef, m core.Method, fn reflect.Value) error {
		return e.types.Link(t.ID, m.Name, m.Ptr, fn)
	})
}

// methods calls do for all methods that have code.
func (e *Engine) methods(types []*core.TypeDef, do func(*core.TypeDef, core.Method, reflect.Value) error) error {
	for _, t := range types {
		for _, m := range t.Methods {
			if m.Func == 0 {
				continue
			}
			fn := e.funcs[m.Func]
			if fn == nil {
				return fmt.Errorf("method %s of %s: function %d is not defined", m.Name, t.Name, m.Func)
			}
			if err := do(t, m, fn.value.Elem()); err != nil {
				return fmt.Errorf("method %s of %s: %w", m.Name, t.Name, err)
			}
		}
	}
	return nil
}

// drop forgets functions and storage that nothing new can reach. What runs
// still has them.
func (e *Engine) drop(u *core.Unit) {
	names := make([]string, len(u.Drop))
	for i, id := range u.Drop {
		names[i] = functionName(id)
		delete(e.funcs, id)
	}
	forget(e.yaegi, names)
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, id := range u.Free {
		e.former.add(e.globals[id], e.names[id])
		delete(e.globals, id)
		delete(e.names, id)
	}
}

// known returns function id.
func (t *text) known(id core.FuncID) *function {
	fn := t.e.funcs[id]
	if t.later != nil {
		fn = t.later.funcs[id]
	}
	if fn == nil {
		panic(unsupported{fmt.Sprintf("function %d is not defined", id)})
	}
	return fn
}

// Run runs the unit's Inits, Run and Main on the calling goroutine, which rt
// has set up.
func (p *Program) Run() {
	for _, fn := range p.packages {
		fn.call(nil)
	}
	for _, fn := range p.begin() {
		if fn.shown != nil && !fn.callable() {
			rt.Result(fn.shown...)
		} else {
			fn.call(nil)
		}
	}
}

// begin puts the unit in force, and returns what is to be called.
func (p *Program) begin() []*function {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.unit != nil {
		p.e.loading.Lock()
		defer p.e.loading.Unlock()
		p.e.link(p.unit.Types)
		p.e.drop(p.unit)
		p.unit, p.types = nil, nil
	}
	return p.calls
}

// Unload makes the engine what it was before Load, and reports whether it can: only
// as long as Run has not initialised the packages. If Run is at that, it ends with it.
func (p *Program) Unload() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.unit == nil {
		return false
	}
	p.e.loading.Lock()
	defer p.e.loading.Unlock()
	p.e.unload(p.unit, p.types)
	p.unit, p.types, p.calls = nil, nil, nil
	return true
}

// constants returns the results of a function that does nothing but show
// constants, nil if it is no such function: there is nothing to interpret in it.
func constants(f *core.Func) []any {
	if len(f.Body.Args) != 1 || f.Body.Args[0].Op != core.OpResult {
		return nil
	}
	values := []any{}
	for _, x := range f.Body.Args[0].Args {
		if x.Op != core.OpToIface || x.Type != core.Any || x.Args[0].Op != core.OpConst || int(x.Args[0].Type) >= len(basicTypes) {
			return nil
		}
		values = append(values, constValue(basicTypes[x.Args[0].Type], x.Args[0]).Interface())
	}
	return values
}

// Global returns the variable id, addressable.
func (e *Engine) Global(id core.GlobalID) (reflect.Value, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	p, ok := e.globals[id]
	if !ok {
		return reflect.Value{}, false
	}
	return p.Elem(), true
}
