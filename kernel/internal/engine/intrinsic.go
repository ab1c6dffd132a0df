package engine

import (
	"go/constant"
	"os"
	"reflect"
	"runtime"
	"strings"
	"unsafe"

	"gosched/kernel/rt"
)

// intrinsics says whether nodes get code of the engine. Without it everything
// has the same meaning, but takes longer, and stacks and the operands of
// run-time errors are not known. GOSCHED_INTRINSICS=off switches it off, to
// test that.
var intrinsics = os.Getenv("GOSCHED_INTRINSICS") != "off"

// An installer makes the code of a function's nodes. Code makers return nil to
// leave a node to yaegi.
type installer struct {
	t     *text
	kinds map[uintptr]string // names of yaegi's generators by entry point
	slots []reflect.Type     // of the function's frame
	exits bool               // the function makes deferred calls where it returns
}

// intrinsics gives nodes of a compiled tree, before code was made for any,
// other makers of code.
func (t *text) intrinsics(root *node) {
	kinds := make(map[uintptr]string)
	for _, decl := range root.child {
		in := &installer{t: t, kinds: kinds, slots: decl.types}
		if fn := t.e.declared(decl); fn != nil {
			in.exits = fn.exits
		}
		in.install(decl)
	}
}

func (in *installer) install(n *node) {
	for _, c := range n.child {
		in.install(c)
	}
	if n.gen == nil {
		return
	}
	name, original := in.generator(n), n.gen
	n.meta = roleOf(name)
	if eager && n.meta == caller {
		defer func() { n.gen = sweepFirst(n.gen) }()
	}
	if make := in.maker(name); make != nil {
		n.gen = func(n *node) {
			if x := make(n); x != nil {
				n.exec = x
				return
			}
			original(n)
			if n.meta == caller {
				n.exec = located(n, n.exec)
			}
		}
	} else if hasten := in.hastener(name); hasten != nil {
		n.gen = func(n *node) {
			original(n)
			if x := hasten(n); x != nil {
				n.exec = x
			}
		}
	}
}

// maker returns what makes the code that takes the place of that of the
// generator named, nil to leave the node to yaegi.
func (in *installer) maker(name string) func(n *node) exec {
	switch name {
	case "nop":
		return skip
	case "callBin":
		return in.callBin
	case "call":
		return in.call
	case "getIndexArray":
		return in.indexCode
	case "deref":
		return in.derefCode
	case "reset":
		return in.resetCode
	}
	return nil
}

// hastener returns what makes code that does the same as the node's, faster.
func (in *installer) hastener(name string) func(n *node) exec {
	switch name {
	case "quo", "rem":
		return func(n *node) exec {
			n.exec = located(n, n.exec)
			if x := in.operation(n, name); x != nil {
				return x
			}
			return n.exec
		}
	case "assign":
		return in.assignCode
	case "_return":
		if in.exits {
			return exitCode
		}
		return in.returnCode
	case "getIndexSeq", "getPtrIndexSeq", "getIndexSeqField": // see selects
		return func(n *node) exec {
			n.exec = opened(n, n.exec)
			if x := in.fieldCode(n); x != nil {
				return x
			}
			return n.exec
		}
	case "_len":
		return in.lengthCode
	case "convert":
		return in.numberCode
	case "not", "branch", "land", "lor":
		return func(n *node) exec { return in.logic(n, name) }
	case "add", "sub", "mul", "and", "or", "xor", "andNot", "equal", "notEqual", "lower", "lowerEqual", "greater", "greaterEqual":
		return func(n *node) exec { return in.operation(n, name) }
	}
	return nil
}

// skip makes the code of a node that does nothing that of the next one.
func skip(n *node) exec {
	next, _ := successors(n)
	return next
}

// generator returns the name of yaegi's maker of code for n.
func (in *installer) generator(n *node) string {
	pc := reflect.ValueOf(n.gen).Pointer()
	name, ok := in.kinds[pc]
	if !ok {
		name = runtime.FuncForPC(pc).Name()
		name = name[strings.LastIndexByte(name, '.')+1:]
		in.kinds[pc] = name
	}
	return name
}

// located makes x note that n is running.
func located(n *node, x exec) exec {
	return func(f *frame) exec {
		f.done.at = n
		return x(f)
	}
}

// exitCode makes the code of a return from the body of a function that has
// deferred calls, which has no results: it is there that these are made.
func exitCode(n *node) exec {
	return func(f *frame) exec {
		f.anc.done.at = n
		return nil
	}
}

// successors returns the code of the nodes that follow n: the second one if n
// is a condition that does not hold.
func successors(n *node) (then, otherwise exec) {
	if n.tnext != nil {
		then = n.tnext.exec
	}
	if n.fnext != nil {
		if otherwise = n.fnext.exec; otherwise == nil {
			otherwise = leave
		}
	}
	return then, otherwise
}

// leave ends a function. It stands for a return without results, which has no
// code, where no code says that there is no condition.
func leave(*frame) exec { return nil }

// An operand is how to get the value of a node: the index of a variable of the
// frame, or a constant.
type operand struct {
	index    int
	constant reflect.Value
}

func (o *operand) value(f *frame) reflect.Value {
	if o.index >= 0 {
		return f.data[o.index]
	}
	return o.constant
}

// operandOf returns how to get the value of n, which is to be of type t unless
// that is nil or an interface.
func operandOf(n *node, t reflect.Type) (operand, bool) {
	if n.rval.IsValid() {
		v := constantOf(n.rval, t)
		return operand{-1, v}, v.IsValid()
	}
	if n.level != 0 {
		return operand{}, false
	}
	i := n.findex
	if n.sym != nil {
		i = n.sym.index
	}
	return operand{index: i}, i >= 0
}

// constantOf returns the value of a constant node as a value of type t.
func constantOf(v reflect.Value, t reflect.Type) reflect.Value {
	if c, ok := v.Interface().(constant.Value); ok {
		v = defaultOf(c)
	}
	if v.IsValid() && t != nil && t.Kind() != reflect.Interface && v.Type() != t {
		if !v.CanConvert(t) {
			return reflect.Value{}
		}
		v = v.Convert(t)
	}
	return v
}

func defaultOf(c constant.Value) reflect.Value {
	switch c.Kind() {
	case constant.Bool:
		return reflect.ValueOf(constant.BoolVal(c))
	case constant.String:
		return reflect.ValueOf(constant.StringVal(c))
	case constant.Int:
		if i, ok := constant.Int64Val(c); ok {
			return reflect.ValueOf(int(i))
		}
		u, _ := constant.Uint64Val(c)
		return reflect.ValueOf(u)
	case constant.Float:
		f, _ := constant.Float64Val(c)
		return reflect.ValueOf(f)
	}
	return reflect.Value{}
}

// operands returns how to get the arguments of a call of a function of type t.
func operands(args []*node, t reflect.Type) ([]operand, bool) {
	ops := make([]operand, len(args))
	for i, a := range args {
		var param reflect.Type
		switch last := t.NumIn() - 1; {
		case t.IsVariadic() && i >= last:
			param = t.In(last).Elem()
		default:
			param = t.In(i)
		}
		var ok bool
		if ops[i], ok = operandOf(a, param); !ok {
			return nil, false
		}
	}
	return ops, true
}

// results returns the indices of the variables for the results of a call, -1
// for those that are dropped.
func (in *installer) results(n *node, count int) ([]int, bool) {
	list := make([]int, count)
	for i := range list {
		list[i] = n.findex + i
	}
	if n.level != 0 {
		return nil, false
	}
	n.meta = roleOfCall(count)
	if !assignsSeveral(n.anc) {
		return list, count == 0 || n.findex >= 0
	}
	for i := range list {
		switch c := n.anc.child[i]; {
		case c.ident == "_":
			list[i] = -1
		case c.sym == nil || c.level != 0:
			return nil, false
		default:
			list[i] = c.sym.index
		}
	}
	return list, true
}

// assignsSeveral says whether n assigns the results of one call to several
// variables.
func assignsSeveral(n *node) bool { return kindName(n) == "assignXStmt" }

// callBin makes the code of a call of a symbol of package g.
func (in *installer) callBin(n *node) exec {
	name := symbolOf(n)
	if o := in.t.ops[name]; o != nil {
		x := in.host(n, o.typ, o.do, o.calls)
		if x != nil && o.code != nil {
			return o.code(in, n, x)
		}
		return x
	}
	next, _ := successors(n)
	if name == "Poll" || name == "Forbid" || name == "Enter" {
		n.meta = teller
	}
	switch name {
	case "Poll":
		return func(f *frame) exec {
			if rt.Stopping.Load() != 0 {
				f.done.at = n
				rt.Poll()
			}
			return next
		}
	case "Forbid":
		return func(f *frame) exec {
			f.done.g.Take()
			return next
		}
	case "Enter":
		return func(f *frame) exec {
			f.done.at = n
			f.limit()
			rt.Enter()
			return next
		}
	}
	fn := fixedSymbols[name]
	if !fn.IsValid() {
		fn = in.t.syms[name]
	}
	if !fn.IsValid() {
		return nil
	}
	spread := isSpread(n)
	do := direct(fn)
	if b := in.t.blocking[name]; b != nil {
		do = func(args, out []reflect.Value) { copyResults(out, b.Call(args, spread)) }
	} else if do == nil || spread {
		do = func(args, out []reflect.Value) { copyResults(out, call(fn, args, spread)) }
	}
	return in.host(n, fn.Type(), newest(do, in.t.inside[name] || name == "Result"), true)
}

// symbolOf returns the name of the symbol of package g that n calls, "" if it
// is no such call.
func symbolOf(n *node) string {
	if n == nil || len(n.child) == 0 || len(n.child[0].child) != 2 {
		return ""
	}
	return n.child[0].child[1].ident
}

// host makes the code of a call of a host function: do sets the results. Calls
// says that it may call functions of cells, whose panics it may recover.
func (in *installer) host(n *node, t reflect.Type, do func(in, out []reflect.Value), calls bool) exec {
	args, ok := operands(n.child[1:], t)
	if !ok {
		return nil
	}
	res, ok := in.results(n, t.NumOut())
	if !ok {
		return nil
	}
	then, otherwise := successors(n)
	outs := make([]reflect.Type, t.NumOut())
	for i := range outs {
		outs[i] = t.Out(i)
	}
	na := len(args)
	return func(f *frame) exec {
		f.done.at = n
		buf := f.operandsFor(na + len(res))
		for i := range args {
			buf[i] = args[i].value(f)
		}
		for i, r := range res {
			if r >= 0 {
				buf[na+i] = f.data[r]
			} else {
				buf[na+i] = reflect.New(outs[i]).Elem()
			}
		}
		do(buf[:na:na], buf[na:])
		f.operands = f.operands[:0]
		if calls {
			f.done.g.Top = unsafe.Pointer(f)
		}
		if otherwise != nil && !f.data[res[0]].Bool() {
			return otherwise
		}
		return then
	}
}

// operandsFor returns memory for n operands and results of an op. A frame runs
// one op at a time and ops retain nothing, so it is the same for all; its length
// says what of it is in use.
func (f *frame) operandsFor(n int) []reflect.Value {
	if cap(f.operands) < n {
		f.operands = make([]reflect.Value, n)
	}
	f.operands = f.operands[:n]
	return f.operands[:n:n]
}

// call makes the code of a call of an interpreted function.
func (in *installer) call(n *node) exec {
	callee := n.child[0]
	fn := in.t.callees[callee.ident]
	if fn == nil || n.level != 0 {
		return nil
	}
	args := make([]argument, len(n.child)-1)
	for i, c := range n.child[1:] {
		var ok bool
		if args[i], ok = in.argumentOf(c, fn.sig.In(i)); !ok {
			return nil
		}
	}
	n.meta = roleOfCall(fn.results)
	then, otherwise := successors(n)
	site := &callSite{callee: fn, at: n}
	first := n.findex
	return func(f *frame) exec {
		g := f.done.g
		fr := fn.newFrame(site, f, g)
		for i := range fn.results {
			if v := f.data[first+i]; v.IsValid() {
				fr.data[i] = v
			} else {
				fr.data[i] = reflect.New(fn.slots[i]).Elem()
			}
		}
		for i := range args {
			args[i].pass(f, &fr.data[fn.results+i])
		}
		g.Top = unsafe.Pointer(fr)
		run(fn.start, fr)
		g.Top = unsafe.Pointer(f)
		ok := otherwise == nil || fr.data[0].Bool()
		fn.release(fr)
		if !ok {
			return otherwise
		}
		return then
	}
}
