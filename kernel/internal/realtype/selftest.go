package realtype

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"
	"unsafe"

	"gosched/kernel/internal/core"
)

// goMinor is the Go version whose types descriptor.go and link.go describe.
const goMinor = "go1.26"

// SelfTest reports whether types can be made in this program: it checks
// architecture and Go version, then makes a type with methods and uses it.
func SelfTest() error {
	if err := checkPlatform(); err != nil {
		return fmt.Errorf("this build cannot run Go cells: %w", err)
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	if err := trial(); err != nil {
		return fmt.Errorf("this build cannot run Go cells: types made at run time do not work: %w", err)
	}
	return nil
}

// checkPlatform checks what types are made for.
func checkPlatform() error {
	v := runtime.Version()
	switch {
	case !stubsPresent:
		return fmt.Errorf("types can be made at run time on amd64 and arm64, not on %s", runtime.GOARCH)
	case v != goMinor && !strings.HasPrefix(v, goMinor+".") && !strings.HasPrefix(v, goMinor+"-"):
		return fmt.Errorf("it was built with %s, and types are made for %s: build it with the toolchain that go.mod names", v, goMinor)
	case !stubsFit():
		return errors.New("the method stubs are not laid out as expected")
	case describe(reflect.TypeOf((chan unsafe.Pointer)(nil))).ptrToThis != 0:
		// reflect.ChanOf copies the description of this type, its pointer type included.
		return errors.New("this program mentions *chan unsafe.Pointer")
	}
	return nil
}

// trial makes
//
//	type probe struct { n int; next *probe }
//	func (p probe) Error() string
//	func (p *probe) Add(n int) *probe
//
// and uses it.
func trial() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	const probe, ptr, str, add, body = core.FirstType, core.FirstType + 1, core.FirstType + 2, core.FirstType + 3, core.FirstType + 4
	t := New(nil)
	err = t.Define([]*core.TypeDef{
		{ID: probe, Kind: core.KindNamed, Pkg: "main", Name: "probe", Elem: body, Methods: []core.Method{
			{Name: "Error", Exported: true, Sig: str},
			{Name: "Add", Exported: true, Sig: add, Ptr: true},
		}},
		{ID: ptr, Kind: core.KindPointer, Elem: probe},
		{ID: str, Kind: core.KindFunc, Out: []core.TypeID{core.String}},
		{ID: add, Kind: core.KindFunc, In: []core.TypeID{core.Int}, Out: []core.TypeID{ptr}},
		{ID: body, Kind: core.KindStruct, Pkg: "main", Fields: []core.Field{{Name: "n", Type: core.Int}, {Name: "next", Type: ptr}}},
	})
	if err != nil {
		return err
	}
	typ := t.Type(probe)
	method := func(name string, isPtr bool, recv, sig core.TypeID, fn func([]reflect.Value) []reflect.Value) error {
		e := t.methods[methodKey{typ, name}]
		return t.Link(probe, name, isPtr, reflect.MakeFunc(e.funcType(t.Type(recv)), fn))
	}
	if err := errors.Join(
		method("Error", false, probe, str, func(a []reflect.Value) []reflect.Value {
			return []reflect.Value{reflect.ValueOf(fmt.Sprint("probe ", Field(a[0], 0).Int()))}
		}),
		method("Add", true, ptr, add, func(a []reflect.Value) []reflect.Value {
			Field(a[0].Elem(), 0).SetInt(Field(a[0].Elem(), 0).Int() + a[1].Int())
			return a[:1]
		}),
	); err != nil {
		return err
	}
	return use(reflect.New(typ))
}

// use calls the methods of a probe through interfaces and reflect.
func use(p reflect.Value) error {
	r := p.MethodByName("Add").Call([]reflect.Value{reflect.ValueOf(42)})
	value, isError := p.Elem().Interface().(error)
	pointer, ptrIsError := r[0].Interface().(error)
	switch {
	case !isError || !ptrIsError:
		return errors.New("methods are not found")
	case value.Error() != "probe 42" || pointer.Error() != "probe 42":
		return errors.New("methods are not called as they should be")
	case fmt.Sprintf("%T %T", value, pointer) != "main.probe *main.probe":
		return errors.New("names are wrong")
	case p.Elem().Interface() != p.Elem().Interface():
		return errors.New("equality is wrong")
	}
	return nil
}
