package realtype

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"testing"
)

func TestReceivers(t *testing.T) {
	tw := twin(t, sampleTypes()...)
	type getter interface{ Get() int }
	n := 7
	for _, x := range []any{Box{&n}, Boxes{{7, 0}}} { // interfaces hold them directly
		b := tw.value(x)
		p := reflect.New(reflect.TypeOf(b))
		p.Elem().Set(reflect.ValueOf(b))
		if b.(getter).Get() != 7 || p.Interface().(getter).Get() != 7 {
			t.Errorf("%T is called with the wrong receiver", x)
		}
	}
	var p *Point
	s := tw.value(p).(fmt.Stringer)
	defer func() {
		err, ok := recover().(runtime.Error)
		if !ok || err.Error() != "value method realtype.Point.String called using nil *Point pointer" {
			t.Error(err)
		}
	}()
	_ = s.String()
}

// TestArguments calls a method whose arguments are in registers and on the
// stack.
func TestArguments(t *testing.T) {
	tw := twin(t, sampleTypes()...)
	type summer interface {
		Sum(a int8, b float64, c string, d []int, e any, f complex128, g [2]int, h Point) string
	}
	sum := tw.table.Type(tw.ids[reflect.TypeFor[Mixed]()]).Method(0).Type
	args := []any{int8(1), 2.5, "c", []int{4}, "e", 6 + 7i, [2]int{8, 9}, tw.value(Point{10, 11})}
	in := []reflect.Value{}
	for i, a := range args {
		v := reflect.New(sum.In(i + 1)).Elem()
		v.Set(reflect.ValueOf(a))
		in = append(in, v)
	}
	x := Mixed{b: 12}
	want := x.Sum(1, 2.5, "c", []int{4}, "e", 6+7i, [2]int{8, 9}, Point{10, 11})
	for _, v := range []any{tw.value(x), tw.value(&x)} {
		if got := reflect.ValueOf(v).MethodByName("Sum").Call(in)[0].String(); got != want {
			t.Errorf("%T: %s, want %s", v, got, want)
		}
	}
	var _ summer = x
}

func TestVariadic(t *testing.T) {
	tw := twin(t, sampleTypes()...)
	iface := tw.of(reflect.TypeFor[Shape]())
	s := reflect.New(iface).Elem()
	s.Set(reflect.ValueOf(tw.value(Square{2})))
	by, more := reflect.ValueOf(3.0), []reflect.Value{reflect.ValueOf("a"), reflect.ValueOf("b")}
	r := s.MethodByName("Scale").Call(append([]reflect.Value{by}, more...))[0]
	if got := fmt.Sprintf("%T %v", r.Interface(), r); got != "realtype.Square {18}" {
		t.Error(got)
	}
	r = s.MethodByName("Scale").CallSlice([]reflect.Value{by, reflect.ValueOf([]string{"a"})})[0]
	if area := r.MethodByName("Area").Call(nil)[0].Float(); area != 144 {
		t.Error(area)
	}
}

func TestEmbedding(t *testing.T) {
	tw := twin(t, sampleTypes()...)
	d := Derived{Stack: &Stack{}, Shape: Square{3}}
	for _, x := range []any{tw.value(&d), tw.value(&Outer{Derived: d})} {
		x.(interface{ Push(any) }).Push(1)
		if x.(interface{ Area() float64 }).Area() != 9 {
			t.Error("the embedded interface is not called")
		}
	}
	if d.Len() != 2 {
		t.Error("the embedded pointer is not called")
	}
}

func TestLinkAgainAndWrongly(t *testing.T) {
	tw := twin(t, reflect.TypeFor[Celsius]())
	id := tw.ids[reflect.TypeFor[Celsius]()]
	c := reflect.New(tw.of(reflect.TypeFor[Celsius]())).Elem()
	fn := func(result string) reflect.Value {
		typ := reflect.FuncOf([]reflect.Type{c.Type()}, []reflect.Type{reflect.TypeFor[string]()}, false)
		return reflect.MakeFunc(typ, func([]reflect.Value) []reflect.Value { return []reflect.Value{reflect.ValueOf(result)} })
	}
	before := c.Interface().(fmt.Stringer)
	if err := tw.table.Link(id, "String", false, fn("again")); err != nil || before.String() != "again" {
		t.Error(err, before)
	}
	for _, err := range []error{
		tw.table.Link(id, "String", true, fn("")),
		tw.table.Link(id, "Strong", false, fn("")),
		tw.table.Link(9999, "String", false, fn("")),
		tw.table.Link(id, "String", false, reflect.ValueOf(func(float64) string { return "" })),
	} {
		if err == nil {
			t.Error("linked")
		}
	}
}

func TestTooManyMethods(t *testing.T) {
	if _, err := reserve(stubCount + 1); !errors.Is(err, ErrTooManyMethods) {
		t.Error(err)
	}
}

func BenchmarkCall(b *testing.B) {
	tw := twin(b, sampleTypes()...)
	type getter interface{ Get() int }
	n := 7
	g := tw.value(Box{&n}).(getter)
	b.Run("direct", func(b *testing.B) {
		for b.Loop() {
			g.Get()
		}
	})
	s := tw.value(Square{2}).(interface{ Area() float64 })
	b.Run("boxed", func(b *testing.B) {
		for b.Loop() {
			s.Area()
		}
	})
}
