package random

import (
	"fmt"
	"strings"
)

// A kind is what a type is made of.
type kind int

const (
	kBool kind = iota
	kInt
	kUint
	kFloat
	kComplex
	kString
	kSlice
	kArray
	kMap
	kStruct
	kPointer
	kAny
	kIface // a declared interface
	kFunc
)

// A typ is a Go type.
type typ struct {
	name   string
	kind   kind
	bits   int  // of numbers
	elem   *typ // of slices, arrays, maps, pointers
	key    *typ // of maps
	len    int  // of arrays
	fields []field
	embeds *typ // struct whose fields and methods are promoted
	pure   []method
	change []method // with pointer receivers
	small  bool     // a type parameter: only constants that fit all its types
}

type field struct {
	name string
	typ  *typ
}

// A method of a named type.
type method struct {
	name   string
	param  *typ
	result *typ // nil for those that change the receiver
}

// A variable is in scope.
type variable struct {
	name    string
	typ     *typ
	shared  bool // a closure may change it
	fixed   bool // must not be assigned: a loop counts with it
	closure int  // how many function literals are around its declaration
}

var (
	tBool    = &typ{name: "bool", kind: kBool}
	tInt     = &typ{name: "int", kind: kInt, bits: 64}
	tInt8    = &typ{name: "int8", kind: kInt, bits: 8}
	tInt16   = &typ{name: "int16", kind: kInt, bits: 16}
	tInt32   = &typ{name: "int32", kind: kInt, bits: 32}
	tInt64   = &typ{name: "int64", kind: kInt, bits: 64}
	tUint    = &typ{name: "uint", kind: kUint, bits: 64}
	tUint8   = &typ{name: "uint8", kind: kUint, bits: 8}
	tUint16  = &typ{name: "uint16", kind: kUint, bits: 16}
	tUint32  = &typ{name: "uint32", kind: kUint, bits: 32}
	tUint64  = &typ{name: "uint64", kind: kUint, bits: 64}
	tUintptr = &typ{name: "uintptr", kind: kUint, bits: 64}
	tFloat32 = &typ{name: "float32", kind: kFloat, bits: 32}
	tFloat64 = &typ{name: "float64", kind: kFloat, bits: 64}
	tComplex = &typ{name: "complex128", kind: kComplex, bits: 128}
	tString  = &typ{name: "string", kind: kString}
	tAny     = &typ{name: "any", kind: kAny}
)

func (g *gen) basics() {
	g.frozen = map[*typ]string{}
	g.ints = []*typ{tInt, tInt8, tInt16, tInt32, tInt64, tUint, tUint8, tUint16, tUint32, tUint64, tUintptr, tInt, tInt}
	g.floats = []*typ{tFloat32, tFloat64}
	g.scalars = append([]*typ{tBool, tString, tString}, g.ints...)
}

// types declares the program's types and their methods.
func (g *gen) types() {
	for range g.IntN(2) {
		g.namedBasic()
	}
	for range g.IntN(3) {
		g.structType()
	}
	if len(g.named)+len(g.structs) == 0 {
		return
	}
	for _, t := range append(append([]*typ(nil), g.named...), g.structs...) {
		g.methods(t)
	}
	for range g.IntN(2) {
		g.ifaceType()
	}
}

func (g *gen) namedBasic() {
	under := pick(g, append(append([]*typ{tString, tBool, tBool}, g.ints...), g.floats...))
	t := *under
	t.name = g.name("N")
	g.named = append(g.named, &t)
	fmt.Fprintf(&g.decls, "type %s %s\n\n", t.name, under.name)
	switch t.kind {
	case kFloat:
		g.floats = append(g.floats, &t)
	case kString, kBool:
		g.scalars = append(g.scalars, &t)
	default:
		g.ints = append(g.ints, &t)
		g.scalars = append(g.scalars, &t)
	}
}

func (g *gen) structType() {
	t := &typ{name: g.name("S"), kind: kStruct}
	var b strings.Builder
	if len(g.structs) > 0 && g.chance(40) {
		t.embeds = pick(g, g.structs)
		fmt.Fprintf(&b, "\t%s\n", t.embeds.name)
	}
	for range 1 + g.IntN(4) {
		f := field{g.local("f"), g.anyType(2)}
		t.fields = append(t.fields, f)
		fmt.Fprintf(&b, "\t%s %s\n", f.name, f.typ.name)
	}
	fmt.Fprintf(&g.decls, "type %s struct {\n%s}\n\n", t.name, b.String())
	g.structs = append(g.structs, t)
}

// methods gives a type a pure method and one that changes its receiver.
func (g *gen) methods(t *typ) {
	m := method{g.local("get"), pick(g, g.scalars), pick(g, g.scalars)}
	g.scope = []*variable{{name: "r", typ: t}, {name: "p", typ: m.param}}
	g.noisy, g.panics = false, 0
	fmt.Fprintf(&g.decls, "func (r %s) %s(p %s) %s { return %s }\n\n", t.name, m.name, m.param.name, m.result.name, g.expr(m.result, 3))
	t.pure = append(t.pure, m)
	c := method{name: g.local("set"), param: pick(g, g.scalars)}
	target, elem := "*r", t
	if t.kind == kStruct {
		f := pick(g, t.fields)
		target, elem = "r."+f.name, f.typ
	}
	g.scope = []*variable{{name: "(*r)", typ: t}, {name: "p", typ: c.param}}
	fmt.Fprintf(&g.decls, "func (r *%s) %s(p %s) { %s = %s }\n\n", t.name, c.name, c.param.name, target, g.stored(elem, g.expr(elem, 2)))
	t.change = append(t.change, c)
	if g.chance(25) {
		shown := "int(r)"
		switch {
		case t.kind == kBool:
			shown = "!r == false"
		case t.kind == kString:
			shown = "len(r)"
		case t.kind == kStruct, t.kind == kFloat:
			shown = "r." + m.name + "(" + m.param.zero() + ")"
		}
		fmt.Fprintf(&g.decls, "func (r %s) String() string { return fmt.Sprint(\"<%s \", %s, \">\") }\n\n", t.name, t.name, shown)
	}
	g.scope = nil
}

// ifaceType declares an interface with the pure method of some type.
func (g *gen) ifaceType() {
	all := append(append([]*typ(nil), g.named...), g.structs...)
	m := pick(g, all).pure[0]
	t := &typ{name: g.name("I"), kind: kIface, pure: []method{m}}
	fmt.Fprintf(&g.decls, "type %s interface{ %s(%s) %s }\n\n", t.name, m.name, m.param.name, m.result.name)
	g.ifaces = append(g.ifaces, t)
}

// implements reports whether values of t have the method of an interface.
func (t *typ) implements(i *typ) bool {
	for ; t != nil; t = t.embeds {
		for _, m := range t.pure {
			if m.name == i.pure[0].name {
				return true
			}
		}
	}
	return false
}

// anyType returns some type, at most depth levels deep.
func (g *gen) anyType(depth int) *typ {
	switch n := g.IntN(24); {
	case n < 8 || depth == 0:
		return pick(g, g.ints)
	case n < 9:
		return tBool
	case n < 11:
		return pick(g, g.floats)
	case n < 12:
		return tComplex
	case n < 14:
		return tString
	case n < 15:
		return pick(g, append([]*typ{tInt}, g.named...))
	case n < 17:
		return sliceOf(g.anyType(depth - 1))
	case n < 18:
		return arrayOf(1+g.IntN(4), g.anyType(depth-1))
	case n < 19:
		return mapOf(pick(g, g.scalars), g.anyType(depth-1))
	case n < 20 && len(g.ifaces) > 0:
		return pick(g, g.ifaces)
	case n < 21:
		return tAny
	case n < 23 && len(g.structs) > 0:
		t := pick(g, g.structs)
		if g.chance(30) {
			return pointerTo(t)
		}
		return t
	}
	return pick(g, g.scalars)
}

func sliceOf(e *typ) *typ { return &typ{name: "[]" + e.name, kind: kSlice, elem: e} }

func arrayOf(n int, e *typ) *typ {
	return &typ{name: fmt.Sprintf("[%d]%s", n, e.name), kind: kArray, len: n, elem: e}
}

func mapOf(k, e *typ) *typ {
	return &typ{name: "map[" + k.name + "]" + e.name, kind: kMap, key: k, elem: e}
}

func pointerTo(e *typ) *typ { return &typ{name: "*" + e.name, kind: kPointer, elem: e} }

func (t *typ) integer() bool { return t.kind == kInt || t.kind == kUint }

// zero is the text of the zero value.
func (t *typ) zero() string {
	switch t.kind {
	case kBool:
		return "false"
	case kInt, kUint, kFloat, kComplex:
		return t.name + "(0)"
	case kString:
		return t.name + `("")`
	case kArray, kStruct:
		return t.name + "{}"
	}
	return "nil"
}

// shown reports whether fmt shows values of t without addresses.
func (t *typ) shown() bool {
	switch t.kind {
	case kPointer, kFunc, kAny, kIface:
		return false
	case kSlice, kArray, kMap:
		return t.elem.shown()
	case kStruct:
		for _, f := range t.fields {
			if !f.typ.shown() {
				return false
			}
		}
		return t.embeds == nil || t.embeds.shown()
	}
	return true
}

// comparable reports whether == is defined for t and cannot panic.
func (t *typ) comparable() bool {
	switch t.kind {
	case kSlice, kMap, kFunc, kAny, kIface:
		return false
	case kArray:
		return t.elem.comparable()
	case kStruct:
		for _, f := range t.fields {
			if !f.typ.comparable() {
				return false
			}
		}
		return t.embeds == nil || t.embeds.comparable()
	}
	return true
}
