package realtype

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"reflect"
	"sync"
	"unsafe"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/symbols"
)

// A namedType is a named type between beginNamed and complete.
type namedType struct {
	def  *core.TypeDef
	typ  reflect.Type
	own  methodTable
	ptr  methodTable   // of the pointer type, if there are methods
	args []*descriptor // a function's parameters and results
}

// modules are the import paths of the packages of modules that have types here.
var modules sync.Map

// Interpreted says whether types of the package at path are made here: it is that of
// the cells or of a module.
func Interpreted(path string) bool {
	_, ok := modules.Load(path)
	return ok || path == cellPath
}

// A shape is what must be known of an underlying type to allocate a
// descriptor for it.
type shape struct {
	kind       reflect.Kind
	args       int // number of a function's parameters and results
	comparable bool
	regular    bool // equality is that of memory
}

// beginNamed allocates a named type, complete but for what depends on other types.
func (b *builder) beginNamed(def *core.TypeDef) error {
	l, err := b.layoutOf(def.ID)
	if err != nil {
		return fmt.Errorf("type %s: %w", def.Name, err)
	}
	s, err := b.shapeOf(def.Elem)
	if err != nil {
		return fmt.Errorf("type %s: %w", def.Name, err)
	}
	n := &namedType{def: def}
	methods := def.Methods
	if s.kind == reflect.Interface {
		methods = nil // they are part of the underlying type
	}
	d, u, args, ms := allocate(headOf(s.kind), s.args, count(methods, false))
	n.args, n.own = args, methodTable{u, ms}
	l.fill(d)
	d.kind = uint8(s.kind)
	d.flags |= namedFlag | uncommonFlag
	if s.regular {
		d.flags |= regularFlag
	}
	str := def.Pkg + "." + def.Name
	identify(d, str, def.ID)
	if def.Path != "" && symbols.Package(def.Path) == nil {
		modules.Store(def.Path, true)
	}
	u.pkgPath = name{text: cmp.Or(def.Path, def.Pkg)}.offset()
	if s.comparable {
		// Until complete replaces it. Types made of this one meanwhile keep it.
		d.equal = func(p, q unsafe.Pointer) bool { return d.equal(p, q) }
	}
	pretend(d, l)
	n.typ = typeOf(d)
	if len(methods) > 0 {
		n.ptr = pointerTo(d, "*"+str, len(methods))
		n.ptr.head.pkgPath = u.pkgPath
	}
	b.types[def.ID] = n.typ
	b.named = append(b.named, n)
	b.pending[n.typ] = true
	return nil
}

// pointerTo gives d a pointer type with n methods.
func pointerTo(d *descriptor, str string, n int) methodTable {
	p, u, _, ms := allocate(reflect.TypeFor[elemDescriptor](), 0, n)
	pointerLayout.fill(p)
	p.kind = uint8(reflect.Pointer)
	p.flags |= uncommonFlag | regularFlag
	p.equal = describe(reflect.TypeFor[*int]()).equal
	identify(p, str, 0)
	(*elemDescriptor)(unsafe.Pointer(p)).elem = d
	d.ptrToThis = p.offset()
	return methodTable{u, ms}
}

// identify gives a type its string and a hash.
func identify(d *descriptor, str string, id core.TypeID) {
	d.str = name{text: str, exported: true}.offset()
	h := fnv.New32a()
	fmt.Fprintf(h, "%s %d", str, id)
	d.hash = h.Sum32()
}

// headOf returns the kind's type of descriptor.
func headOf(k reflect.Kind) reflect.Type {
	switch k {
	case reflect.Pointer, reflect.Slice:
		return reflect.TypeFor[elemDescriptor]()
	case reflect.Array:
		return reflect.TypeFor[arrayDescriptor]()
	case reflect.Chan:
		return reflect.TypeFor[chanDescriptor]()
	case reflect.Map:
		return reflect.TypeFor[mapDescriptor]()
	case reflect.Func:
		return reflect.TypeFor[funcDescriptor]()
	case reflect.Struct:
		return reflect.TypeFor[structDescriptor]()
	case reflect.Interface:
		return reflect.TypeFor[interfaceDescriptor]()
	}
	return reflect.TypeFor[descriptor]()
}

// shapeOf returns the shape of an underlying type.
func (b *builder) shapeOf(id core.TypeID) (shape, error) {
	if t := b.made(id); t != nil && b.defs[id] == nil {
		return shapeOfType(t), nil
	}
	def := b.defs[id]
	if def == nil {
		return shape{}, fmt.Errorf("type %d is not defined", id)
	}
	switch def.Kind {
	case core.KindPointer:
		return shape{kind: reflect.Pointer, comparable: true, regular: true}, nil
	case core.KindChan:
		return shape{kind: reflect.Chan, comparable: true, regular: true}, nil
	case core.KindSlice:
		return shape{kind: reflect.Slice}, nil
	case core.KindMap:
		return shape{kind: reflect.Map}, nil
	case core.KindFunc:
		return shape{kind: reflect.Func, args: len(def.In) + len(def.Out)}, nil
	case core.KindInterface:
		return shape{kind: reflect.Interface, comparable: true}, nil
	case core.KindArray:
		return shape{kind: reflect.Array, comparable: b.isComparable(id)}, nil
	case core.KindStruct:
		return shape{kind: reflect.Struct, comparable: b.isComparable(id)}, nil
	case core.KindExt:
		t, err := external(def)
		if err != nil {
			return shape{}, err
		}
		return shapeOfType(t), nil
	}
	return shape{}, fmt.Errorf("type %d cannot be an underlying type", id)
}

// shapeOfType returns the shape of a type that exists.
func shapeOfType(t reflect.Type) shape {
	s := shape{kind: t.Kind(), comparable: t.Comparable(), regular: describe(t).flags&regularFlag != 0}
	if s.kind == reflect.Func {
		s.args = t.NumIn() + t.NumOut()
	}
	return s
}

// isComparable reports whether values of a type can be compared. The layout
// has shown that the type does not contain itself.
func (b *builder) isComparable(id core.TypeID) bool {
	def := b.defs[id]
	if def == nil {
		t := b.made(id)
		return t != nil && t.Comparable()
	}
	switch def.Kind {
	case core.KindSlice, core.KindMap, core.KindFunc:
		return false
	case core.KindArray, core.KindNamed:
		return b.isComparable(def.Elem)
	case core.KindStruct:
		for _, f := range def.Fields {
			if !b.isComparable(f.Type) {
				return false
			}
		}
	case core.KindExt:
		t, err := external(def)
		return err == nil && t.Comparable()
	}
	return true
}

// complete gives a named type what its underlying type has, and its methods.
func (b *builder) complete(n *namedType) error {
	t, err := b.typ(n.def.Elem)
	if err != nil {
		return err
	}
	d, u := describe(n.typ), describe(t)
	if d.size != u.size || d.align != u.align || d.ptrBytes != u.ptrBytes || (d.equal == nil) != (u.equal == nil) {
		return fmt.Errorf("it would have another layout than %s", t)
	}
	d.equal = u.equal
	d.flags |= u.flags & regularFlag
	copyKind(d, u)
	delete(b.pending, n.typ)
	if t.Kind() == reflect.Func {
		for i := range t.NumIn() {
			n.args[i] = describe(t.In(i))
		}
		for i := range t.NumOut() {
			n.args[t.NumIn()+i] = describe(t.Out(i))
		}
	}
	return b.fillMethods(n.def, n.typ, n.own, n.ptr)
}

// copyKind copies what follows the common part from a descriptor of the same
// kind.
func copyKind(to, from *descriptor) {
	common := *to
	switch p, q := unsafe.Pointer(to), unsafe.Pointer(from); reflect.Kind(to.kind) {
	case reflect.Pointer, reflect.Slice:
		*(*elemDescriptor)(p) = *(*elemDescriptor)(q)
	case reflect.Array:
		*(*arrayDescriptor)(p) = *(*arrayDescriptor)(q)
	case reflect.Chan:
		*(*chanDescriptor)(p) = *(*chanDescriptor)(q)
	case reflect.Map:
		*(*mapDescriptor)(p) = *(*mapDescriptor)(q)
	case reflect.Func:
		*(*funcDescriptor)(p) = *(*funcDescriptor)(q)
	case reflect.Struct:
		*(*structDescriptor)(p) = *(*structDescriptor)(q)
	case reflect.Interface:
		*(*interfaceDescriptor)(p) = *(*interfaceDescriptor)(q)
	}
	*to = common
}
