package engine

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"gosched/kernel/internal/blocking"
	"gosched/kernel/internal/core"
)

// A text is the Go text of a unit in the making, with the symbols it mentions.
type text struct {
	e    *Engine
	buf  []byte
	syms map[string]reflect.Value // of package g
	ops  map[string]*op           // by name
	keys map[string]string        // name of the op or constant with a key
	pos  map[int]core.Pos         // by offset in buf, of the functions that are printed
	here []position               // of the one being printed, by offset in its body
	last int                      // number of the last name given out

	later    *later                      // the text is that of a function that was compiled later, nil if it is of a unit
	callees  map[string]*function        // the functions that the text calls, by name
	blocking map[string]*blocking.Callee // compiled functions that may block, by symbol
	inside   map[string]bool             // compiled functions that look at all that their operands lead to, by symbol

	fn      *core.Func
	temps   []temp
	targets []target
}

// A position is where what a text has at an offset comes from.
type position struct {
	offset int
	pos    core.Pos
}

// A temp is a variable of the text that is no slot of core.
type temp struct{ name, typ string }

// unsupported is what printing panics with for core that no text can be made
// of; Load recovers it.
type unsupported struct{ msg string }

func (t *text) fail(format string, args ...any) {
	panic(unsupported{fmt.Sprintf(format, args...)})
}

func newText(e *Engine) *text {
	t := &text{
		e: e, syms: make(map[string]reflect.Value), ops: make(map[string]*op),
		keys: make(map[string]string), pos: make(map[int]core.Pos), callees: make(map[string]*function),
		blocking: make(map[string]*blocking.Callee), inside: make(map[string]bool),
	}
	t.str("package main\n")
	return t
}

func (t *text) str(s string)                   { t.buf = append(t.buf, s...) }
func (t *text) printf(format string, a ...any) { t.buf = fmt.Appendf(t.buf, format, a...) }

// at notes that what is printed next comes from n.
func (t *text) at(n *core.Node) {
	if n.Pos.Line != 0 {
		t.here = append(t.here, position{len(t.buf), n.Pos})
	}
}

// name gives out a new symbol name.
func (t *text) name(prefix string) string {
	t.last++
	return prefix + strconv.Itoa(t.last)
}

// typeOf returns the run-time type of id.
func (t *text) typeOf(id core.TypeID) reflect.Type {
	typ := t.e.types.Type(id)
	if typ == nil {
		t.fail("type %d is not defined", id)
	}
	return typ
}

// basicNames are the types that yaegi knows by its own names.
var basicNames = [...]string{
	core.Bool: "bool", core.Int: "int", core.Int8: "int8", core.Int16: "int16", core.Int32: "int32", core.Int64: "int64",
	core.Uint: "uint", core.Uint8: "uint8", core.Uint16: "uint16", core.Uint32: "uint32", core.Uint64: "uint64",
	core.Uintptr: "uintptr", core.Float32: "float32", core.Float64: "float64",
	core.Complex64: "complex64", core.Complex128: "complex128", core.String: "string",
}

// basicTypes are their run-time types.
var basicTypes = [...]reflect.Type{
	core.Bool: boolType, core.Int: intType, core.Int8: reflect.TypeFor[int8](), core.Int16: reflect.TypeFor[int16](),
	core.Int32: reflect.TypeFor[int32](), core.Int64: reflect.TypeFor[int64](), core.Uint: reflect.TypeFor[uint](),
	core.Uint8: reflect.TypeFor[uint8](), core.Uint16: reflect.TypeFor[uint16](), core.Uint32: reflect.TypeFor[uint32](),
	core.Uint64: reflect.TypeFor[uint64](), core.Uintptr: reflect.TypeFor[uintptr](),
	core.Float32: reflect.TypeFor[float32](), core.Float64: reflect.TypeFor[float64](),
	core.Complex64: reflect.TypeFor[complex64](), core.Complex128: reflect.TypeFor[complex128](), core.String: stringType,
}

// typ returns the text of a type.
func (t *text) typ(id core.TypeID) string {
	if id > 0 && int(id) < len(basicNames) {
		return basicNames[id]
	}
	name := "T" + strconv.Itoa(int(id))
	if _, ok := t.syms[name]; !ok {
		t.syms[name] = reflect.Zero(reflect.PointerTo(t.typeOf(id)))
	}
	return "g." + name
}

// temp declares a variable of the function being printed.
func (t *text) temp(typ string) string {
	name := "x" + strconv.Itoa(len(t.temps))
	t.temps = append(t.temps, temp{name, typ})
	return name
}

// pool returns the name of a symbol with the value that make makes, one for
// each key.
func (t *text) pool(key string, make func() reflect.Value) string {
	if name, ok := t.keys[key]; ok {
		return name
	}
	name := t.name("K")
	t.keys[key] = name
	t.syms[name] = make()
	return name
}

// stored prints a value that is in memory of the host: yaegi reads it through
// a pointer.
func (t *text) stored(key string, make func() reflect.Value) {
	t.printf("(*g.%s)", t.pool(key, func() reflect.Value {
		v := make()
		p := reflect.New(v.Type())
		p.Elem().Set(v)
		return p
	}))
}

// function prints a function. Its head is known last, since it declares what the
// body turns out to need.
func (t *text) function(f *core.Func) {
	t.fn, t.temps, t.targets, t.here = f, nil, nil, t.here[:0]
	start := len(t.buf)
	t.body()
	body := append([]byte(nil), t.buf[start:]...)
	t.buf = t.buf[:start]
	t.header()
	for _, p := range t.here {
		t.pos[p.offset-start+len(t.buf)] = p.pos
	}
	t.buf = append(t.buf, body...)
}

func (t *text) header() {
	f := t.fn
	t.printf("func f%d(", f.ID)
	for i, s := range f.Slots[:f.Captures+f.Params] {
		t.printf("s%d %s, ", i, t.typ(s.Type))
	}
	t.str(") (")
	for _, r := range f.Results {
		t.printf("%s, ", t.typ(r))
	}
	t.str(") {\n")
	for i, s := range f.Slots[f.Captures+f.Params:] {
		t.printf("var s%d %s\n", f.Captures+f.Params+i, t.typ(s.Type))
	}
	for _, x := range t.temps {
		t.printf("var %s %s\n", x.name, x.typ)
	}
}

func (t *text) body() {
	f := t.fn
	if f.Calls {
		t.here = append(t.here, position{len(t.buf), f.Pos})
		t.str("g.Enter()\n")
	}
	switch {
	case contains(f.Body, core.OpRecover):
		t.printf("%s = g.Take()\n", t.temp("g.Panicking"))
	case f.Helper && t.forbids(f.Body):
		t.str("g.Forbid()\n")
	}
	t.stmts(f.Body)
	if !returns(f.Body) && len(f.Results) > 0 {
		t.str("return ")
		for i, r := range f.Results {
			if i > 0 {
				t.str(", ")
			}
			t.zero(r)
		}
		t.str("\n")
	}
	t.str("}\n")
}

// contains says whether there is such an operation in n.
func contains(n *core.Node, op core.Op) bool {
	return n != nil && (n.Op == op || slices.ContainsFunc(n.Args, func(a *core.Node) bool { return contains(a, op) }))
}

// forbids says whether n, of a helper, calls a function that cannot recover but
// might call others that do. What is not known before it is called sees to that
// itself.
func (t *text) forbids(n *core.Node) bool {
	switch {
	case n == nil:
		return false
	case n.Op == core.OpCall && t.known(core.FuncID(n.Int)).private, n.Op == core.OpCallExt:
		return true
	case n.Op == core.OpCallMethod && t.typeOf(n.Args[0].Type).Kind() != reflect.Interface:
		return true
	}
	return slices.ContainsFunc(n.Args, t.forbids)
}

// returns says whether b ends in a return.
func returns(b *core.Node) bool {
	return b != nil && len(b.Args) > 0 && b.Args[len(b.Args)-1].Op == core.OpReturn
}
