package engine

import (
	"fmt"
	"reflect"
	"unsafe"

	"gosched/kernel/internal/core"
)

// An op is a compiled operation made for particular types. Its do gets the
// operands and sets the results, which are settable and of the right types.
// They may be the memory of operands, which do therefore reads first. Of a
// variadic op, do gets the arguments listed. Operands are not to be retained.
type op struct {
	name  string
	typ   reflect.Type // func type
	do    func(in, out []reflect.Value)
	calls bool // a function that is not known
	// code makes code that does the same for a node that calls the op, as
	// operation.code does; it is nil if there is none.
	code func(in *installer, n *node, slow exec) exec
}

// value returns the op as a func value for yaegi to call.
func (o *op) value() reflect.Value {
	return reflect.MakeFunc(o.typ, func(in []reflect.Value) []reflect.Value {
		if o.typ.IsVariadic() {
			in = spread(in)
		}
		out := make([]reflect.Value, o.typ.NumOut())
		for i := range out {
			out[i] = reflect.New(o.typ.Out(i)).Elem()
		}
		o.do(in, out)
		return out
	})
}

// op returns the op with the given key, making it if it is new to the unit.
func (t *text) op(key string, typ func() reflect.Type, do func(in, out []reflect.Value)) *op {
	if name, ok := t.keys[key]; ok {
		return t.ops[name]
	}
	o := &op{name: t.name("O"), typ: typ(), do: do}
	t.keys[key] = o.name
	t.ops[o.name] = o
	t.syms[o.name] = o.value()
	return o
}

// coded is op for an operation with code.
func (t *text) coded(key string, typ func() reflect.Type, x operation) *op {
	o := t.op(key, typ, x.do)
	o.code = x.code
	return o
}

// callOp prints a call of an op.
func (t *text) callOp(o *op, args ...*core.Node) {
	t.str("g." + o.name)
	t.args(args)
}

// opCall prints an expression that is done by an op.
func (t *text) opCall(n *core.Node) {
	o, args := t.opFor(n)
	t.callOp(o, args...)
}

// funcType makes the type of an op; a nil result is none.
func funcType(in []reflect.Type, variadic bool, out ...reflect.Type) func() reflect.Type {
	return func() reflect.Type {
		if len(out) == 1 && out[0] == nil {
			out = nil
		}
		return reflect.FuncOf(in, out, variadic)
	}
}

func list(types ...reflect.Type) []reflect.Type { return types }

var (
	boolType   = reflect.TypeFor[bool]()
	intType    = reflect.TypeFor[int]()
	stringType = reflect.TypeFor[string]()
	anyType    = reflect.TypeFor[any]()
)

// newVariable makes pointers of type out to new variables, zero or a copy of the operand.
func newVariable(out reflect.Type) func(in, o []reflect.Value) {
	return func(in, o []reflect.Value) {
		p := reflect.New(out.Elem())
		if len(in) > 0 {
			p.Elem().Set(in[0])
		}
		o[0].Set(p.Convert(out))
	}
}

// opFor returns the op that does what n says, and its arguments.
func (t *text) opFor(n *core.Node) (*op, []*core.Node) {
	buf := fmt.Appendf(nil, "%v %d %d %q", n.Op, n.Type, n.Int, n.Str)
	var in []reflect.Type
	for _, a := range n.Args {
		if a == nil {
			buf = append(buf, " _"...)
			continue
		}
		buf = fmt.Append(buf, " ", a.Type)
		if a.Type != core.NoType {
			in = append(in, t.typeOf(a.Type))
		}
	}
	key := string(buf)
	var out reflect.Type
	if n.Type != core.NoType {
		out = t.typeOf(n.Type)
	}
	simple := func(do func(in, out []reflect.Value)) (*op, []*core.Node) {
		return t.op(key, funcType(in, false, out), do), n.Args
	}
	switch n.Op {
	case core.OpEq, core.OpNe, core.OpEqual, core.OpIsNil:
		return simple(compare(n.Op, in[0]))
	case core.OpConv, core.OpRuneString, core.OpBytesString, core.OpStringBytes, core.OpArrayOf:
		return simple(convert(n.Op, in[0], out))
	case core.OpSliceAt:
		return simple(func(in, out []reflect.Value) {
			out[0].Set(reflect.SliceAt(out[0].Type().Elem(), in[0].UnsafePointer(), int(in[1].Int())).Convert(out[0].Type()))
		})
	case core.OpStringAt:
		return simple(func(in, out []reflect.Value) {
			out[0].SetString(unsafe.String((*byte)(in[0].UnsafePointer()), int(in[1].Int())))
		})
	case core.OpToIface:
		return simple(toInterface(in[0]))
	case core.OpIface:
		return simple(fromInterface(out))
	case core.OpAssert:
		return simple(assert(in[0], out))
	case core.OpAssertOk:
		return t.op(key, funcType(in, false, out, boolType), assertOk(out)), n.Args
	case core.OpIs:
		return simple(is(t.typeOf(core.TypeID(n.Int))))
	case core.OpNew:
		return simple(newVariable(out))
	case core.OpMakeSlice, core.OpMakeMap, core.OpMakeChan:
		return simple(makeValue(n.Op, out))
	case core.OpField:
		return simple(func(in, out []reflect.Value) { out[0].Set(field(in[0], int(n.Int))) })
	case core.OpLen, core.OpCap:
		return simple(length(n.Op, in[0]))
	case core.OpMapIndex:
		return t.coded(key, funcType(in, false, out), mapIndex), n.Args
	case core.OpMapIndexOk:
		return t.coded(key, funcType(in, false, in[0].Elem(), boolType), mapIndexOk), n.Args
	case core.OpMin, core.OpMax:
		return t.op(key, funcType(list(reflect.SliceOf(out)), true, out), extreme(n.Op == core.OpMax)), n.Args
	case core.OpComplex, core.OpReal, core.OpImag:
		return simple(complexOp(n.Op))
	case core.OpCopy:
		return simple(func(in, out []reflect.Value) { out[0].SetInt(int64(reflect.Copy(in[0], in[1]))) })
	case core.OpAppendSlice:
		return simple(appendSlice)
	case core.OpRecv:
		return t.coded(key, funcType(in, false, out), channel(in[0]).recv), n.Args
	case core.OpRecvOk:
		return t.coded(key, funcType(in, false, in[0].Elem(), boolType), channel(in[0]).recvOk), n.Args
	case core.OpStruct:
		return t.op(key, funcType(list(reflect.TypeFor[[]any]()), true, out), structOf), n.Args
	case core.OpAppend:
		return t.coded(key, funcType(list(out, reflect.SliceOf(out.Elem())), true, out), operation{appendValues, appendOne}), n.Args
	case core.OpElems:
		return t.elems(n, out)
	case core.OpMap:
		return t.op(key, funcType(list(reflect.TypeFor[[]any]()), true, out), mapOf), n.Args
	case core.OpSlice:
		return t.slice(n, key, out)
	case core.OpAddr:
		return t.addr(n)
	case core.OpClosure:
		return t.op(key, funcType(in, false, out), t.known(core.FuncID(n.Int)).closure(out)), n.Args
	case core.OpBound:
		return simple(bound(n.Str))
	case core.OpCallValue:
		return t.callValue(n, key, in)
	}
	t.fail("no op for %v", n.Op)
	return nil, nil
}

// dropOp evaluates an operand of the type and drops it.
func (t *text) dropOp(id core.TypeID) *op {
	return t.op(fmt.Sprint("drop ", id), funcType(list(t.typeOf(id)), false), func(in, _ []reflect.Value) {
		if !in[0].IsValid() {
			panic(nilPointer)
		}
	})
}

// setOp assigns to an element of a map.
func (t *text) setOp(place *core.Node) *op {
	m := t.typeOf(place.Args[0].Type)
	return t.coded(fmt.Sprint("setmap ", place.Args[0].Type), funcType(list(m, m.Key(), m.Elem()), false), setMap)
}

// hostStmt prints a statement that is done by the host.
func (t *text) hostStmt(n *core.Node) {
	switch n.Op {
	case core.OpGo:
		t.str("g.Go(")
		t.expr(n.Args[0])
		t.printf(", %q, %d)", n.Str, n.Pos.Line)
	case core.OpNewFrame:
		t.printf("s%d = g.NewFrame()", n.Int)
	case core.OpRunFrame:
		y := t.known(core.FuncID(n.Args[1].Int))
		y.body, y.exits = true, n.Int == 1
		t.str("g.RunFrame")
		t.args(n.Args)
	case core.OpDefer:
		if n.Args[1] == nil {
			t.str("g.DeferRecover")
			t.args(n.Args[:1])
			break
		}
		t.str("g.Defer(")
		t.expr(n.Args[0])
		t.str(", ")
		t.expr(n.Args[1])
		t.printf(", %t)", n.Int == 1)
	case core.OpPanic:
		t.str("g.Panic")
		t.args(n.Args)
	case core.OpRangePanic:
		t.printf("g.RangePanic(%d)", n.Int)
	case core.OpPrint:
		t.str("g.Print")
		t.args(n.Args)
	case core.OpPrintln:
		t.str("g.Println")
		t.args(n.Args)
	case core.OpResult:
		t.str("g.Result")
		t.args(n.Args)
	default:
		t.typedStmt(n)
	}
	t.str("\n")
}

// typedStmt prints a statement that is done by an op.
func (t *text) typedStmt(n *core.Node) {
	key := fmt.Sprintf("%v %q", n.Op, n.Str)
	var in []reflect.Type
	for _, a := range n.Args {
		key += fmt.Sprint(" ", a.Type)
		in = append(in, t.typeOf(a.Type))
	}
	var x operation
	switch n.Op {
	case core.OpDelete:
		x = deleteMap
	case core.OpClear:
		x.do = func(in, _ []reflect.Value) { in[0].Clear() }
	case core.OpClose:
		x.do = func(in, _ []reflect.Value) { in[0].Close() }
	case core.OpSend:
		x = channel(in[0]).send
	case core.OpSetExt:
		v := t.variable(n.Str)
		x.do = func(in, _ []reflect.Value) { v.Set(in[0]) }
	default:
		t.fail("no text for %v", n.Op)
	}
	t.callOp(t.coded(key, funcType(in, false), x), n.Args...)
}
