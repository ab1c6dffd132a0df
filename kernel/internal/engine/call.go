package engine

import (
	"fmt"
	"reflect"
	"strings"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/realtype"
	"gosched/kernel/internal/symbols"
	"gosched/kernel/rt"
)

// lookup returns a symbol of a compiled package.
func (t *text) lookup(name string) reflect.Value {
	dot := strings.LastIndexByte(name, '.')
	v, ok := symbols.Lookup(name[:dot], name[dot+1:])
	if !ok {
		t.fail("%s is not available in cells", name)
	}
	return v
}

// external returns a compiled function as cells see it.
func (t *text) external(name string) reflect.Value {
	v := t.lookup(name)
	if v.Kind() == reflect.Func {
		if s := functionSubstitute(name, v).value(); s.IsValid() {
			return s
		}
	}
	return v
}

// variable returns a compiled variable, addressable.
func (t *text) variable(name string) reflect.Value { return t.lookup(name) }

// callee returns the name of a symbol for a compiled function, one for each key.
func (t *text) callee(key string, fn func() reflect.Value) string {
	if name, ok := t.keys[key]; ok {
		return name
	}
	name := t.name("X")
	t.keys[key] = name
	t.syms[name] = fn()
	return name
}

func (t *text) callExt(n *core.Node) {
	name := t.callee("call "+n.Str, func() reflect.Value { return t.external(n.Str) })
	if b := functionSubstitute(n.Str, t.lookup(n.Str)).blocking; b != nil {
		t.blocking[name] = b
	}
	t.inside[name] = looksInside(n.Str[:strings.LastIndexByte(n.Str, '.')])
	t.str("g." + name)
	t.extArgs(t.syms[name].Type(), n.Args, n.Int == 1)
}

// extArgs prints the arguments of a compiled function. An operand that only
// the call converts to an interface is left to the call.
func (t *text) extArgs(fn reflect.Type, list []*core.Node, spread bool) {
	t.str("(")
	for i, a := range list {
		if i > 0 {
			t.str(", ")
		}
		if a.Op == core.OpToIface && t.typeOf(a.Args[0].Type) != fileType {
			a = a.Args[0]
		}
		t.expr(a)
	}
	if spread {
		t.str("...")
	}
	t.str(")")
}

// callMethod prints the call of a method: of a compiled type as a call of its
// method expression, of an interface by an op.
func (t *text) callMethod(n *core.Node) {
	recv := t.typeOf(n.Args[0].Type)
	switch {
	case recv.Kind() == reflect.Interface:
		t.callOp(t.invokeOp(n, recv), n.Args...)
		return
	case recv == fileType:
		t.callOp(t.fileOp(n), n.Args...)
		return
	}
	name := t.callee(fmt.Sprint("method ", n.Args[0].Type, " ", n.Str), func() reflect.Value {
		if v := methodSubstitute(recv, n.Str).value(); v.IsValid() {
			return v
		}
		m, ok := recv.MethodByName(n.Str)
		if !ok {
			t.fail("type %v has no method %s", recv, n.Str)
		}
		return m.Func
	})
	if b := methodSubstitute(recv, n.Str).blocking; b != nil {
		t.blocking[name] = b
	}
	t.inside[name] = looksInside(elemOf(recv).PkgPath())
	t.str("g." + name)
	t.extArgs(t.syms[name].Type(), n.Args, n.Int == 1)
}

// elemOf returns what a pointer type points to, and other types as they are.
func elemOf(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// invokeOp is the call of an interface's method.
func (t *text) invokeOp(n *core.Node, recv reflect.Type) *op {
	method, ok := realtype.NewInvoker(recv, n.Str)
	if !ok {
		t.fail("interface %v has no method %s", recv, n.Str)
	}
	spread := n.Int == 1
	typ := withReceiver(recv, method.Type(), spread)
	overridden := maySubstitute(n.Str)
	guard := t.fn.Helper
	o := t.op(fmt.Sprint("invoke ", n.Args[0].Type, n.Str, spread, guard), typ, func(in, out []reflect.Value) {
		if in[0].IsNil() {
			panic(nilPointer)
		}
		if guard && compiledMethods(in[0].Elem()) {
			rt.Forbid()
		}
		if overridden {
			dyn := in[0].Elem()
			if s := methodSubstitute(dyn.Type(), n.Str); s.exists() {
				copyResults(out, s.call(append([]reflect.Value{dyn}, in[1:]...), spread))
				return
			}
		}
		copyResults(out, method.Call(in[0], in[1:], spread))
	})
	o.calls, o.code = true, invokeCode(n.Str)
	return o
}

// compiledMethods says whether the methods of v are those of a compiled package.
func compiledMethods(v reflect.Value) bool {
	t := v.Type()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.PkgPath() != "" && !realtype.Interpreted(t.PkgPath())
}

// fileOp is the call of a method of *os.File, which may be a standard stream.
func (t *text) fileOp(n *core.Node) *op {
	m, ok := fileType.MethodByName(n.Str)
	if !ok {
		t.fail("*os.File has no method %s", n.Str)
	}
	spread := n.Int == 1
	return t.op(fmt.Sprint("file ", n.Str, spread), func() reflect.Type { return m.Type }, func(in, out []reflect.Value) {
		if s := stream(in[0]); s != nil {
			if f := reflect.ValueOf(s).MethodByName(n.Str); f.IsValid() {
				copyResults(out, call(f, in[1:], spread))
				return
			}
		}
		s := methodSubstitute(m.Func.Type().In(0), n.Str)
		if !s.exists() {
			s.fn = m.Func
		}
		copyResults(out, s.call(in, spread))
	})
}

// withReceiver puts a receiver before the parameters of a method. If the last
// argument is spread, the op is not variadic: it takes the slice.
func withReceiver(recv, method reflect.Type, spread bool) func() reflect.Type {
	in, out := list(recv), []reflect.Type(nil)
	for p := range method.Ins() {
		in = append(in, p)
	}
	for r := range method.Outs() {
		out = append(out, r)
	}
	return func() reflect.Type { return reflect.FuncOf(in, out, method.IsVariadic() && !spread) }
}

// call calls a func value; spread says that the last argument is the slice of
// the variadic parameter.
func call(fn reflect.Value, in []reflect.Value, spread bool) []reflect.Value {
	if spread {
		return fn.CallSlice(in)
	}
	return fn.Call(in)
}

func copyResults(out, results []reflect.Value) {
	for i, r := range results {
		out[i].Set(r)
	}
}

// callValue returns the op for the call of a func value.
func (t *text) callValue(n *core.Node, key string, in []reflect.Type) (*op, []*core.Node) {
	fn := in[0]
	var out []reflect.Type
	for r := range fn.Outs() {
		out = append(out, r)
	}
	typ := func() reflect.Type { return reflect.FuncOf(in, out, false) }
	guard := t.fn.Helper
	o := t.op(fmt.Sprint(key, guard), typ, func(in, out []reflect.Value) {
		if in[0].IsNil() {
			if guard && len(in)+fn.NumOut() > 1 {
				(*frame)(rt.Current().Top).raises = true
			}
			panic(nilPointer)
		}
		if guard && !interpreted(in[0]) {
			rt.Forbid()
		}
		copyResults(out, call(in[0], in[1:], fn.IsVariadic()))
	})
	o.calls, o.code = true, (*installer).callValueCode
	return o, n.Args
}
