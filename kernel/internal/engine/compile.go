package engine

import (
	"fmt"
	"maps"
	"reflect"
	"strconv"

	"github.com/traefik/yaegi/interp"

	"gosched/kernel/internal/core"
	"gosched/kernel/rt"
)

// fixedSymbols are the symbols of package g that every unit has.
var fixedSymbols = map[string]reflect.Value{
	"Defer":        reflect.ValueOf((*rt.Frame).Defer),
	"DeferRecover": reflect.ValueOf((*rt.Frame).DeferRecover),
	"Enter":        reflect.ValueOf(rt.Enter),
	"Forbid":       reflect.ValueOf(rt.Forbid),
	"Go":           reflect.ValueOf(rt.Go),
	"Iter":         reflect.ValueOf((**reflect.MapIter)(nil)),
	"NewFrame":     reflect.ValueOf(func() *rt.Frame { return new(rt.Frame) }),
	"Nop":          reflect.ValueOf(func() {}),
	"Panic":        reflect.ValueOf(rt.Raise),
	"Panicking":    reflect.ValueOf((**rt.Panic)(nil)),
	"Poll":         reflect.ValueOf(rt.Poll),
	"Print":        reflect.ValueOf(rt.PrintBuiltin),
	"Println":      reflect.ValueOf(rt.PrintlnBuiltin),
	"RangePanic":   reflect.ValueOf(rt.RangePanic),
	"Recover":      reflect.ValueOf(rt.Recover),
	"Result":       reflect.ValueOf(rt.Result),
	"RunFrame":     reflect.ValueOf((*rt.Frame).Run),
	"ShiftCount":   reflect.ValueOf(shiftCount),
	"Take":         reflect.ValueOf(rt.Take),
	"Unreachable":  reflect.ValueOf(func() {}),
}

var negativeShift = rt.Error("negative shift amount")

// shiftCount checks a signed shift count.
func shiftCount(n int64) uint {
	if n < 0 {
		panic(negativeShift)
	}
	return uint(n)
}

// compile prints functions and has yaegi compile them.
func (e *Engine) compile(funcs []*core.Func) error {
	if len(funcs) == 0 {
		return nil
	}
	t := newText(e)
	if err := t.functions(funcs); err != nil {
		return err
	}
	fns := make(map[core.FuncID]*function, len(funcs))
	for _, f := range funcs {
		fns[f.ID] = e.funcs[f.ID]
	}
	return e.evaluateAll(t, fns, funcs[0].Name)
}

// evaluateAll has yaegi compile a text, and fills its functions.
func (e *Engine) evaluateAll(t *text, fns map[core.FuncID]*function, name string) error {
	stubs := t.stubs()
	maps.Copy(e.syms, fixedSymbols)
	maps.Copy(e.syms, t.syms)
	if !intrinsics {
		maps.Copy(e.syms, plain(e.syms, t.inside))
	}
	defer clear(e.syms)
	prog, err := evaluate(e.yaegi, t)
	if err != nil {
		return fmt.Errorf("compiling %s: %w", name, err)
	}
	root := rootOf(prog)
	files := e.yaegi.FileSet()
	file := files.File(root.pos)
	decls := funcDecls(root)
	for id, fn := range fns {
		fn.fill(decls[functionName(id)], rootFrame(e.yaegi))
		fn.base, fn.pos = file.Base(), t.pos
	}
	forget(e.yaegi, stubs)
	return nil
}

// functionName is what yaegi knows a function by.
func functionName(id core.FuncID) string { return "f" + strconv.Itoa(int(id)) }

// declared returns the function of a declaration's node, nil if it is none.
func (e *Engine) declared(n *node) *function {
	if len(n.child) != 4 || n.child[1].ident == "" || n.child[1].ident[0] != 'f' {
		return nil
	}
	id, _ := strconv.Atoi(n.child[1].ident[1:])
	return e.funcs[core.FuncID(id)]
}

// functions prints functions. The error names the one that cannot be printed.
func (t *text) functions(funcs []*core.Func) (err error) {
	name := ""
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("printing %s: %v", name, r)
		}
	}()
	for _, f := range funcs {
		name = f.Name
		t.function(f)
	}
	return nil
}

// evaluate compiles a text. Yaegi panics on what it does not expect.
func evaluate(i *interp.Interpreter, t *text) (prog *interp.Program, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaegi panicked: %v", r)
		}
	}()
	prog, err = i.Compile(string(t.buf))
	if err != nil {
		return nil, err
	}
	if intrinsics {
		t.intrinsics(rootOf(prog))
	} else {
		openFields(rootOf(prog))
	}
	_, err = i.Execute(prog)
	return prog, err
}

// global returns the name of the symbol that is the address of a global.
func (t *text) global(id core.GlobalID) string {
	name := "V" + strconv.Itoa(int(id))
	if _, ok := t.syms[name]; !ok {
		v, ok := t.variableOf(id)
		if !ok {
			t.fail("variable %d is not defined", id)
		}
		t.syms[name] = v
	}
	return name
}

// variableOf returns the address of a global.
func (t *text) variableOf(id core.GlobalID) (v reflect.Value, ok bool) {
	if t.later != nil {
		v = t.later.globals[id]
		return v, v.IsValid()
	}
	t.e.mu.Lock()
	defer t.e.mu.Unlock()
	v, ok = t.e.globals[id]
	return v, ok
}

// funcValue returns the name of the symbol that is the address of a func value
// of type id.
func (t *text) funcValue(fn core.FuncID, id core.TypeID) string {
	typ := t.typeOf(id)
	return t.pool(fmt.Sprint("func ", fn, " ", id), func() reflect.Value {
		return reflect.NewAt(typ, t.known(fn).value.UnsafePointer())
	})
}
