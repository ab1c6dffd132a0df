package realtype

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"gosched/kernel/internal/core"
)

const first = core.FirstType

// stringer describes a type with a String method and its parts, from id on.
func stringer(id core.TypeID, name string, prev core.TypeID) []*core.TypeDef {
	return []*core.TypeDef{
		{ID: id, Kind: core.KindNamed, Pkg: "main", Name: name, Elem: id + 1, Prev: prev, Methods: []core.Method{{Name: "String", Exported: true, Sig: id + 2}}},
		{ID: id + 1, Kind: core.KindStruct, Pkg: "main", Fields: []core.Field{{Name: "n", Type: core.Int}}},
		{ID: id + 2, Kind: core.KindFunc, Out: []core.TypeID{core.String}},
	}
}

func TestDefineErrors(t *testing.T) {
	for want, defs := range map[string][]*core.TypeDef{
		"type 99 is not defined":     {{ID: first, Kind: core.KindSlice, Elem: 99}},
		"type 23 contains itself":    {{ID: first + 1, Kind: core.KindNamed, Name: "T", Elem: first}, {ID: first, Kind: core.KindStruct, Fields: []core.Field{{Name: "t", Type: first + 1}}}},
		"has no type Nonesuch":       {{ID: first, Kind: core.KindExt, Pkg: "fmt", Name: "Nonesuch"}},
		"package none":               {{ID: first, Kind: core.KindExt, Pkg: "none", Name: "T"}},
		"invalid key type":           {{ID: first, Kind: core.KindMap, Key: first + 1, Elem: core.Int}, {ID: first + 1, Kind: core.KindSlice, Elem: core.Int}},
		"array of -1 elements":       {{ID: first, Kind: core.KindArray, Elem: core.Int, Len: -1}},
		"is too large":               {{ID: first, Kind: core.KindArray, Elem: core.Int, Len: 1 << 60}},
		"type 22 has no kind":        {{ID: first}},
		"type 2 is defined twice":    {{ID: core.Int, Kind: core.KindSlice, Elem: core.Int}},
		"method String has type int": {{ID: first, Kind: core.KindNamed, Pkg: "main", Name: "T", Elem: core.Int, Methods: []core.Method{{Name: "String", Exported: true, Sig: core.Int}}}},
		"cannot be an underlying":    {{ID: first, Kind: core.KindNamed, Name: "T", Elem: first + 1}, {ID: first + 1, Kind: core.KindNamed, Name: "U", Elem: core.Int}},
	} {
		table := New(nil)
		good := stringer(first+10, "Good", 0)
		err := table.Define(append(good, defs...))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
		if table.Type(first+10) != nil || table.Type(first) != nil {
			t.Errorf("%s: something is defined", want)
		}
	}
}

func TestUndefined(t *testing.T) {
	table := New(reflect.TypeFor[*testing.T]())
	if table.Type(0) != nil || table.Type(-1) != nil || table.Type(1000) != nil {
		t.Error("there is a type")
	}
	if table.Type(core.Frame) != reflect.TypeFor[*testing.T]() || table.Type(core.Error) != reflect.TypeFor[error]() {
		t.Error("predeclared types are wrong")
	}
}

func TestCompiledTypes(t *testing.T) {
	table := New(nil)
	for i, name := range []string{"net/http.Client", "time.Duration", "os.FileMode", "net/http.noBody", "sync/atomic.Int64"} {
		dot := strings.LastIndex(name, ".")
		id := first + core.TypeID(i)
		if err := table.Define([]*core.TypeDef{{ID: id, Kind: core.KindExt, Pkg: name[:dot], Name: name[dot+1:]}}); err != nil {
			t.Error(err)
		} else if typ := table.Type(id); typ.Name() != strings.TrimPrefix(name[dot+1:], ".") {
			t.Errorf("%s is %v", name, typ)
		}
	}
}

// TestUnitsShareTypes defines identical literals in two units, before and
// after the named type in them is complete.
func TestUnitsShareTypes(t *testing.T) {
	table := New(nil)
	literals := func(id core.TypeID) []*core.TypeDef {
		return []*core.TypeDef{
			{ID: id, Kind: core.KindStruct, Pkg: "main", Fields: []core.Field{{Name: "P", Type: first, Exported: true}}},
			{ID: id + 1, Kind: core.KindStruct, Pkg: "main", Fields: []core.Field{{Name: "p", Type: first}}},
			{ID: id + 2, Kind: core.KindFunc, Out: []core.TypeID{first}},
			{ID: id + 3, Kind: core.KindInterface, Pkg: "main", Methods: []core.Method{{Name: "m", Sig: id + 2}}},
			{ID: id + 4, Kind: core.KindMap, Key: first, Elem: id},
		}
	}
	if err := table.Define(append(stringer(first, "P", 0), literals(first+10)...)); err != nil {
		t.Fatal(err)
	}
	if err := table.Define(literals(first + 20)); err != nil {
		t.Fatal(err)
	}
	for i := range core.TypeID(5) {
		if a, b := table.Type(first+10+i), table.Type(first+20+i); a != b {
			t.Errorf("%v is not %v", a, b)
		}
	}
}

// TestUnexportedMethods checks that they satisfy interfaces of cells, and only
// those, are not seen by reflect, and can be called by an Invoker.
func TestUnexportedMethods(t *testing.T) {
	table := New(nil)
	secret := []core.Method{{Name: "Open", Exported: true, Sig: first}, {Name: "secret", Sig: first}}
	err := table.Define([]*core.TypeDef{
		{ID: first, Kind: core.KindFunc, Out: []core.TypeID{core.Int}},
		{ID: first + 1, Kind: core.KindNamed, Pkg: "main", Name: "T", Elem: core.Int, Methods: secret},
		{ID: first + 2, Kind: core.KindInterface, Pkg: "main", Methods: secret},
		{ID: first + 3, Kind: core.KindNamed, Pkg: "main", Name: "I", Elem: first + 2},
	})
	if err != nil {
		t.Fatal(err)
	}
	typ, iface := table.Type(first+1), table.Type(first+3)
	if typ.NumMethod() != 1 || !typ.Implements(iface) || typ.Implements(reflect.TypeFor[interface{ secret() int }]()) {
		t.Error("method sets are wrong")
	}
	if s := table.Type(first + 2).String(); s != "interface { Open() int; main.secret() int }" {
		t.Error(s)
	}
	fn := reflect.MakeFunc(reflect.FuncOf([]reflect.Type{typ}, []reflect.Type{reflect.TypeFor[int]()}, false), func(args []reflect.Value) []reflect.Value {
		return []reflect.Value{reflect.ValueOf(int(args[0].Int()))}
	})
	if err := table.Link(first+1, "secret", false, fn); err != nil {
		t.Fatal(err)
	}
	v := reflect.New(iface).Elem()
	v.Set(reflect.New(typ).Elem())
	for i, name := range []string{"secret", "Open"} {
		invoker, ok := NewInvoker(iface, name)
		if !ok || iface.Method(1-i).Name != name || iface.Method(1-i).IsExported() != (name == "Open") {
			t.Fatalf("%s is not described as it should be", name)
		}
		if name == "secret" {
			if n := invoker.Call(v, nil, false)[0].Int() + invoker.Bind(v).Call(nil)[0].Int(); n != 0 {
				t.Error(n)
			}
		}
	}
	if err := MissingMethod(v.Elem().Interface(), iface); err != nil {
		t.Error(err)
	}
	err = MissingMethod(v.Elem().Interface(), reflect.TypeFor[interface{ secret() int }]())
	if err == nil || !strings.HasSuffix(err.Error(), "missing method secret") {
		t.Error(err)
	}
}

func TestVersions(t *testing.T) {
	table := New(nil)
	old := []*core.TypeDef{
		{ID: first, Kind: core.KindNamed, Pkg: "main", Name: "T", Elem: first + 1},
		{ID: first + 1, Kind: core.KindStruct, Pkg: "main", Fields: []core.Field{{Name: "n", Type: core.Int}}},
		{ID: first + 2, Kind: core.KindMap, Key: first, Elem: first + 3},
		{ID: first + 3, Kind: core.KindFunc, In: []core.TypeID{first, core.Int}, Out: []core.TypeID{first}},
	}
	if err := table.Define(old); err != nil {
		t.Fatal(err)
	}
	v1 := table.Type(first)
	if Current(v1) != v1 || Same(v1, reflect.TypeFor[int]()) {
		t.Error("a first version is replaced")
	}
	for i := range core.TypeID(2) {
		if err := table.Define(stringer(first+10+10*i, "T", first+10*i)); err != nil {
			t.Fatal(err)
		}
	}
	v3 := table.Type(first + 20)
	for old, now := range map[reflect.Type]reflect.Type{
		v1:                          v3,
		table.Type(first + 10):      v3,
		reflect.PointerTo(v1):       reflect.PointerTo(v3),
		reflect.SliceOf(v1):         reflect.SliceOf(v3),
		reflect.ArrayOf(2, v1):      reflect.ArrayOf(2, v3),
		reflect.ChanOf(1, v1):       reflect.ChanOf(1, v3),
		table.Type(first + 2):       reflect.MapOf(v3, Current(table.Type(first+3))),
		table.Type(first + 3):       reflect.FuncOf([]reflect.Type{v3, reflect.TypeFor[int]()}, []reflect.Type{v3}, false),
		reflect.TypeFor[[]int]():    reflect.TypeFor[[]int](),
		reflect.TypeFor[error]():    reflect.TypeFor[error](),
		reflect.TypeFor[struct{}](): reflect.TypeFor[struct{}](),
	} {
		if Current(old) != now || !Same(old, now) {
			t.Errorf("the newest version of %v is %v", old, Current(old))
		}
	}
	x := reflect.New(v1).Elem()
	Field(x, 0).SetInt(5)
	if y := As(x, v3); y.Type() != v3 || fmt.Sprint(y.Field(0)) != "5" {
		t.Error(y)
	}
}

// list describes a type with methods that refers to itself and to another one of
// its unit, from id on.
func list(id, prev core.TypeID, field string) []*core.TypeDef {
	shift := func(prev core.TypeID, i core.TypeID) core.TypeID {
		if prev == core.NoType {
			return prev
		}
		return prev + i
	}
	return []*core.TypeDef{
		{ID: id, Kind: core.KindNamed, Pkg: "main", Name: "List", Elem: id + 1, Prev: prev, Methods: []core.Method{
			{Name: "Next", Exported: true, Sig: id + 3, Ptr: true}, {Name: "Len", Exported: true, Sig: id + 4},
		}},
		{ID: id + 1, Kind: core.KindStruct, Pkg: "main", Fields: []core.Field{{Name: "next", Type: id + 2}, {Name: "e", Type: id + 5}}},
		{ID: id + 2, Kind: core.KindPointer, Elem: id},
		{ID: id + 3, Kind: core.KindFunc, Out: []core.TypeID{id + 2}},
		{ID: id + 4, Kind: core.KindFunc, Out: []core.TypeID{core.Int}},
		{ID: id + 5, Kind: core.KindNamed, Pkg: "main", Name: "Elem", Elem: id + 6, Prev: shift(prev, 5)},
		{ID: id + 6, Kind: core.KindStruct, Pkg: "main", Fields: []core.Field{{Name: field, Type: core.Int}, {Name: "in", Type: id + 7}}},
		{ID: id + 7, Kind: core.KindSlice, Elem: id},
	}
}

// TestDeclaredAgain checks that a type that is declared again as it was is the
// same one, and that one that depends on another that changed is not.
func TestDeclaredAgain(t *testing.T) {
	table := New(nil)
	define := func(defs []*core.TypeDef) reflect.Type {
		t.Helper()
		if err := table.Define(defs); err != nil {
			t.Fatal(err)
		}
		return table.Type(defs[0].ID)
	}
	v1 := define(list(first, core.NoType, "n"))
	used := slots.used
	id := first
	for range 10 {
		id += 10
		if v := define(list(id, id-10, "n")); v != v1 || table.Type(id+5) != table.Type(first+5) {
			t.Fatalf("%v is not what it was", v)
		}
	}
	if slots.used != used {
		t.Errorf("it took %d stubs", slots.used-used)
	}
	v2 := define(list(id+10, id, "m"))
	if v2 == v1 || Current(v1) != v2 || table.Type(id+15) == table.Type(first+5) {
		t.Error("another declaration is taken for the same")
	}
	if n := slots.used - used; n != 1 { // of Next, whose result is of another type
		t.Errorf("the new version took %d stubs", n)
	}
	if v := define(list(id+20, id+10, "m")); v != v2 {
		t.Error("the second version is not what it was")
	}
	if v := define(list(id+30, first, "n")); v == v1 || v == v2 {
		t.Error("what was replaced has come back")
	}
	again := stringer(id+40, "S", 0)
	define(again)
	again = stringer(id+50, "S", id+40)
	again[0].Methods[0].Sig, again[2].Out = id+52, []core.TypeID{core.Int}
	if define(again) == table.Type(id+40) {
		t.Error("a method with another result is the same")
	}
}
