package engine

import (
	"fmt"
	"reflect"

	"gosched/kernel/internal/core"
)

// Literals of constants, such as tables of numbers, are made by one op without
// operands that goes through the core itself. As text, each element would be a node
// of yaegi's, and packages have tables of thousands.

// smallLiteral is the number of nodes up to which a literal is not worth an op of its own.
const smallLiteral = 16

// A literal is a composite literal of constants.
type literal struct {
	types  map[core.TypeID]reflect.Type // of what becomes an interface value
	leaves map[*core.Node]reflect.Value // func values and addresses
}

// literal prints n if it is such a literal.
func (t *text) literal(n *core.Node) bool {
	size := 0
	if !constantLiteral(n, &size) || size <= smallLiteral {
		return false
	}
	x := &literal{make(map[core.TypeID]reflect.Type), make(map[*core.Node]reflect.Value)}
	t.prepare(x, n)
	t.callOp(t.op(fmt.Sprintf("literal %p", n), funcType(nil, false, t.typeOf(n.Type)), func(_, out []reflect.Value) {
		v := reflect.New(out[0].Type()).Elem()
		x.fill(v, n)
		out[0].Set(v)
	}))
	return true
}

// constantLiteral says whether n is made of constants alone, and counts its nodes.
func constantLiteral(n *core.Node, size *int) bool {
	switch n.Op {
	case core.OpConst, core.OpZero, core.OpFunc, core.OpGlobal:
	case core.OpStruct, core.OpElems, core.OpAt, core.OpMap, core.OpToIface, core.OpNew:
	default:
		return false
	}
	*size++
	for _, a := range n.Args {
		if !constantLiteral(a, size) {
			return false
		}
	}
	return true
}

// prepare looks up what the elements of n need.
func (t *text) prepare(x *literal, n *core.Node) {
	switch n.Op {
	case core.OpToIface:
		x.types[n.Args[0].Type] = t.typeOf(n.Args[0].Type)
	case core.OpFunc:
		x.leaves[n] = t.syms[t.funcValue(core.FuncID(n.Int), n.Type)].Elem()
	case core.OpGlobal:
		x.leaves[n] = t.syms[t.global(core.GlobalID(n.Int))]
	}
	for _, a := range n.Args {
		t.prepare(x, a)
	}
}

// fill gives v, which is zero, the value of n.
func (x *literal) fill(v reflect.Value, n *core.Node) {
	switch n.Op {
	case core.OpConst:
		setConst(v, n)
	case core.OpFunc, core.OpGlobal:
		v.Set(x.leaves[n].Convert(v.Type()))
	case core.OpStruct:
		for i, a := range n.Args {
			x.fill(field(v, i), a)
		}
	case core.OpElems:
		if v.Kind() == reflect.Slice {
			v.Set(reflect.MakeSlice(v.Type(), int(n.Int), int(n.Int)))
		}
		for _, a := range n.Args {
			x.fill(v.Index(int(a.Int)), a.Args[0])
		}
	case core.OpMap:
		x.fillMap(v, n)
	case core.OpToIface:
		dyn := reflect.New(x.types[n.Args[0].Type]).Elem()
		x.fill(dyn, n.Args[0])
		v.Set(dyn)
	case core.OpNew:
		p := reflect.New(v.Type().Elem())
		for _, a := range n.Args {
			x.fill(p.Elem(), a)
		}
		v.Set(p.Convert(v.Type()))
	}
}

func (x *literal) fillMap(v reflect.Value, n *core.Node) {
	t := v.Type()
	v.Set(reflect.MakeMapWithSize(t, len(n.Args)/2))
	for i := 0; i < len(n.Args); i += 2 {
		key, elem := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
		x.fill(key, n.Args[i])
		x.fill(elem, n.Args[i+1])
		v.SetMapIndex(key, elem)
	}
}
