package realtype

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unsafe"
)

// samples are values of all sample types and of types made of them.
func samples() []any {
	n := 7
	return []any{
		Point{1, 2}, &Point{3, 4}, Celsius(36.6), Weekday(1), Name("n"), Flags(5), Names{"b", "a"}, Grid{{{1, 2}}},
		Index{{1, 2}: {"x"}}, Floats{{1.5}: 1}, AnyKey{"k", 1}, AnyMap{{1, 2}: true},
		Op(nil), Feed(nil), Ref(nil), Raw(nil), Complex(1 + 2i), Empty{},
		Tree{&Tree{nil, nil, 1}, nil, "v"}, &Tree{}, List{{}, {{}}}, Dict{"a": {"b": nil}}, Chain(nil), Pipe(nil), Self(nil),
		Box{&n}, Boxes{{5, 6}}, Mixed{a: true, b: 2, c: "c", d: []byte{1}}, Tagged{1, "secret", time.Second, nil, 0},
		Square{2}, Stack{[]any{1, "two"}}, &Stack{}, Base{1}, Derived{Base: Base{1}, Shape: Square{3}},
		&Outer{Extra: "x"}, NotFound{"it"}, &NotFound{"it"}, Handler{},
		[]Point{{1, 2}}, map[Name]*Point{"p": nil}, [2]Celsius{1, 2}, func(Point) Names { return nil }, make(chan Shape),
		struct {
			A Point
			b Name `tag:"t"`
		}{Point{1, 2}, "n"},
		struct {
			Base
			*Stack
		}{},
		struct {
			Shape
			C Celsius
		}{Square{1}, 3},
		[]Shape{Square{2}, nil}, []interface{ Area() float64 }{Square{2}}, struct{ X, Y int }{1, 2}, struct{}{},
		(*Big)(nil), (*Huge)(nil), (*Request)(nil), (*Nothing)(nil), map[Big]int(nil), map[Point]Huge(nil),
	}
}

func sampleTypes() []reflect.Type {
	var ts []reflect.Type
	for _, x := range samples() {
		ts = append(ts, reflect.TypeOf(x))
	}
	return ts
}

func describeAs(t reflect.Type) unsafe.Pointer { return unsafe.Pointer(describe(t)) }

func TestTypesAreDescribedAsCompiledOnes(t *testing.T) {
	tw := twin(t, sampleTypes()...)
	for typ := range tw.ids {
		if typ == tw.table.Type(tw.ids[typ]) {
			continue
		}
		compare(t, typ, tw.of(typ))
		compare(t, reflect.PointerTo(typ), reflect.PointerTo(tw.of(typ)))
	}
}

// TestPrintsAsCompiled compares what fmt makes of values of both types.
func TestPrintsAsCompiled(t *testing.T) {
	tw := twin(t, sampleTypes()...)
	for _, x := range samples() {
		y := tw.value(x)
		for _, format := range strings.Fields("%T %v %+v %#v %s %d %x %q %p") {
			if got, want := fmt.Sprintf(format, y), fmt.Sprintf(format, x); got != want {
				t.Errorf("%s of %T prints %s, want %s", format, x, got, want)
			}
		}
	}
}

func TestNameAndPackage(t *testing.T) {
	tw := twin(t, reflect.TypeFor[Point]())
	p := tw.of(reflect.TypeFor[Point]())
	if p.Name() != "Point" || p.PkgPath() != "realtype" || reflect.PointerTo(p).Name() != "" {
		t.Errorf("name is %q, package %q, pointer %q", p.Name(), p.PkgPath(), reflect.PointerTo(p).Name())
	}
}
