package realtype

import (
	"cmp"
	"reflect"
	"strings"
	"testing"

	"gosched/kernel/internal/core"
)

// A twinning makes, for types that the compiler made, the same types anew:
// twins. Twins have the same layout, so that a value can be looked at as
// either, and their methods call those of the original.
type twinning struct {
	t     testing.TB
	table *Table
	ids   map[reflect.Type]core.TypeID
	defs  []*core.TypeDef
	named []reflect.Type
}

// twin makes the twin of each type. Types of this test are taken for cell
// types.
func twin(t testing.TB, types ...reflect.Type) *twinning {
	t.Helper()
	tw := &twinning{t: t, table: New(reflect.TypeFor[*testing.T]()), ids: map[reflect.Type]core.TypeID{}}
	for id := core.Bool; id < core.Frame; id++ {
		tw.ids[tw.table.Type(id)] = id
	}
	for _, typ := range types {
		tw.id(typ)
	}
	if err := tw.table.Define(tw.defs); err != nil {
		t.Fatal(err)
	}
	for _, typ := range tw.named {
		tw.link(typ)
	}
	return tw
}

var testPath = reflect.TypeFor[twinning]().PkgPath()

// id describes a type.
func (tw *twinning) id(typ reflect.Type) core.TypeID {
	if id, ok := tw.ids[typ]; ok {
		return id
	}
	def := &core.TypeDef{ID: core.FirstType + core.TypeID(len(tw.defs))}
	tw.defs = append(tw.defs, def)
	tw.ids[typ] = def.ID
	switch {
	case typ.Name() != "" && typ.PkgPath() != testPath:
		def.Kind, def.Pkg, def.Name = core.KindExt, typ.PkgPath(), typ.Name()
	case typ.Name() != "":
		def.Kind, def.Pkg = core.KindNamed, "realtype"
		def.Name = typ.Name()
		def.Elem = tw.underlying(typ)
		if typ.Kind() != reflect.Interface {
			def.Methods = tw.methods(typ)
			tw.named = append(tw.named, typ)
		}
	default:
		tw.literal(def, typ)
		if typ.Kind() == reflect.Struct {
			def.Methods = tw.methods(typ)
			tw.named = append(tw.named, typ)
		}
	}
	return def.ID
}

// underlying describes the underlying type of a named one.
func (tw *twinning) underlying(typ reflect.Type) core.TypeID {
	for id := core.Bool; id <= core.UnsafePointer; id++ {
		if tw.table.Type(id).Kind() == typ.Kind() {
			return id
		}
	}
	def := &core.TypeDef{ID: core.FirstType + core.TypeID(len(tw.defs))}
	tw.defs = append(tw.defs, def)
	tw.literal(def, typ)
	return def.ID
}

// literal describes the structure of a type.
func (tw *twinning) literal(def *core.TypeDef, typ reflect.Type) {
	switch typ.Kind() {
	case reflect.Pointer:
		def.Kind, def.Elem = core.KindPointer, tw.id(typ.Elem())
	case reflect.Slice:
		def.Kind, def.Elem = core.KindSlice, tw.id(typ.Elem())
	case reflect.Array:
		def.Kind, def.Elem, def.Len = core.KindArray, tw.id(typ.Elem()), int64(typ.Len())
	case reflect.Map:
		def.Kind, def.Key, def.Elem = core.KindMap, tw.id(typ.Key()), tw.id(typ.Elem())
	case reflect.Chan:
		def.Kind, def.Elem = core.KindChan, tw.id(typ.Elem())
		def.Dir = map[reflect.ChanDir]core.Dir{reflect.BothDir: core.Both, reflect.SendDir: core.SendOnly, reflect.RecvDir: core.RecvOnly}[typ.ChanDir()]
	case reflect.Func:
		def.Kind, def.Variadic = core.KindFunc, typ.IsVariadic()
		for in := range typ.Ins() {
			def.In = append(def.In, tw.id(in))
		}
		for out := range typ.Outs() {
			def.Out = append(def.Out, tw.id(out))
		}
	case reflect.Struct:
		def.Kind, def.Pkg = core.KindStruct, testPath
		for f := range typ.Fields() {
			def.Pkg = cmp.Or(f.PkgPath, def.Pkg)
			def.Fields = append(def.Fields, core.Field{Name: f.Name, Type: tw.id(f.Type), Tag: string(f.Tag), Embedded: f.Anonymous, Exported: f.IsExported()})
		}
	case reflect.Interface:
		def.Kind, def.Pkg = core.KindInterface, testPath
		for m := range typ.Methods() {
			def.Methods = append(def.Methods, core.Method{Name: m.Name, Exported: m.IsExported(), Sig: tw.id(m.Type)})
		}
	default:
		tw.t.Fatalf("no description of %v", typ)
	}
}

// methods describes the exported methods of a type and of its pointer type.
func (tw *twinning) methods(typ reflect.Type) []core.Method {
	var ms []core.Method
	ptr := reflect.PointerTo(typ)
	for m := range ptr.Methods() {
		in := []reflect.Type{}
		for t := range m.Type.Ins() {
			in = append(in, t)
		}
		out := []reflect.Type{}
		for t := range m.Type.Outs() {
			out = append(out, t)
		}
		_, value := typ.MethodByName(m.Name)
		sig := reflect.FuncOf(in[1:], out, m.Type.IsVariadic())
		ms = append(ms, core.Method{Name: m.Name, Exported: true, Sig: tw.id(sig), Ptr: !value})
	}
	return ms
}

// link makes the methods of a twin call those of the original.
func (tw *twinning) link(typ reflect.Type) {
	for m := range reflect.PointerTo(typ).Methods() {
		recv := typ
		value, isValue := typ.MethodByName(m.Name)
		fn := value.Func
		if !isValue {
			recv, fn = reflect.PointerTo(typ), m.Func
		}
		e := tw.table.methods[methodKey{tw.of(typ), m.Name}]
		twinRecv := tw.of(typ)
		if !isValue {
			twinRecv = reflect.PointerTo(twinRecv)
		}
		made := reflect.MakeFunc(e.funcType(twinRecv), func(args []reflect.Value) []reflect.Value {
			args[0] = As(args[0], recv)
			for i := 1; i < len(args); i++ {
				args[i] = As(args[i], fn.Type().In(i))
			}
			results := implementation(fn)(args)
			for i := range results {
				results[i] = As(results[i], e.sig.Out(i))
			}
			return results
		})
		if err := tw.table.Link(tw.ids[typ], m.Name, !isValue, made); err != nil {
			tw.t.Error(err)
		}
	}
}

// of returns the twin of a type that was described.
func (tw *twinning) of(typ reflect.Type) reflect.Type {
	t := tw.table.Type(tw.ids[typ])
	if t == nil && typ.Kind() == reflect.Pointer {
		return reflect.PointerTo(tw.of(typ.Elem()))
	}
	if t == nil {
		tw.t.Fatalf("%v has no twin", typ)
	}
	return t
}

// value returns x as a value of the twin of its type.
func (tw *twinning) value(x any) any {
	return As(reflect.ValueOf(x), tw.of(reflect.TypeOf(x))).Interface()
}

// compare checks that a twin is described as its original.
func compare(t *testing.T, typ, twin reflect.Type) {
	t.Helper()
	check := func(what string, got, want any) {
		t.Helper()
		if got != want {
			t.Errorf("%v: %s is %v, want %v", typ, what, got, want)
		}
	}
	check("string", twin.String(), typ.String())
	check("name", twin.Name(), typ.Name())
	check("kind", twin.Kind(), typ.Kind())
	check("size", twin.Size(), typ.Size())
	check("alignment", twin.Align(), typ.Align())
	check("field alignment", twin.FieldAlign(), typ.FieldAlign())
	check("comparable", twin.Comparable(), typ.Comparable())
	check("pointers", pointers(describe(twin)), pointers(describe(typ)))
	check("held directly", describe(twin).flags&directFlag, describe(typ).flags&directFlag)
	check("number of methods", twin.NumMethod(), typ.NumMethod())
	for i := range min(twin.NumMethod(), typ.NumMethod()) {
		check("method", twin.Method(i).Name, typ.Method(i).Name)
		check("type of method", twin.Method(i).Type.String(), typ.Method(i).Type.String())
	}
	if typ.Kind() == reflect.Struct {
		check("number of fields", twin.NumField(), typ.NumField())
		for i := range typ.NumField() {
			f, g := twin.Field(i), typ.Field(i)
			check("field", f.Name, g.Name)
			check("offset of "+f.Name, f.Offset, g.Offset)
			check("embedding of "+f.Name, f.Anonymous, g.Anonymous)
			check("type of "+f.Name, f.Type.String(), g.Type.String())
			check("tag of "+f.Name, f.Tag, g.Tag)
			check("export of "+f.Name, f.IsExported(), g.IsExported())
		}
	}
	if typ.Kind() == reflect.Map {
		d, e := (*mapDescriptor)(describeAs(twin)), (*mapDescriptor)(describeAs(typ))
		check("map flags", d.flags, e.flags)
		check("size of map groups", d.groupSize, e.groupSize)
	}
}

// pointers shows which words of a type are pointers.
func pointers(d *descriptor) string {
	if d.flags&onDemandFlag != 0 {
		return "on demand"
	}
	var s strings.Builder
	for _, on := range layoutOfType(typeOf(d)).words {
		if on {
			s.WriteByte('p')
		} else {
			s.WriteByte('.')
		}
	}
	return s.String()
}
