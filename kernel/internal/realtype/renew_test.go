package realtype

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// TestRenew gives a type a method and looks at what holds values of its first
// version.
func TestRenew(t *testing.T) {
	table := New(nil)
	old := stringer(first, "T", 0)[:2]
	old[0].Methods = nil
	if err := table.Define(old); err != nil {
		t.Fatal(err)
	}
	v1 := reflect.Zero(table.Type(first)).Interface()
	p := reflect.New(table.Type(first)).Interface()
	if err := table.Define(stringer(first+10, "T", first)); err != nil {
		t.Fatal(err)
	}
	v2 := reflect.Zero(table.Type(first + 10)).Interface()
	type loop struct {
		self *loop
		any  any
	}
	type builder struct{ strings.Builder }
	for _, test := range []struct {
		name string
		x    any
		get  func(x any) any
		old  bool
	}{
		{"slice", []any{1, v1}, func(x any) any { return x.([]any)[1] }, false},
		{"map", map[string]any{"k": v1}, func(x any) any { return x.(map[string]any)["k"] }, false},
		{"nested", &[]any{map[int][]any{1: {[1]any{v1}}}}, func(x any) any { return (*x.(*[]any))[0].(map[int][]any)[1][0].([1]any)[0] }, false},
		{"in a box", any([2]any{nil, any(v1)}), func(x any) any { return x.([2]any)[1] }, false},
		{"NaN", map[any]any{nan: v1}, func(x any) any { return v1 }, true},
		{"key", map[any]int{v1: 1}, func(x any) any {
			for k := range x.(map[any]int) {
				return k
			}
			return nil
		}, true},
		{"behind a pointer", []*[]any{{v1}}, func(x any) any { return (*x.([]*[]any)[0])[0] }, true},
		{"compiled", builder{}, func(x any) any { return v1 }, true},
	} {
		holder := []any{test.x}
		Renew(reflect.ValueOf(holder))
		if test.name == "nested" {
			Renew(reflect.ValueOf(holder[0]))
		}
		want := reflect.TypeOf(v2)
		if test.old {
			want = reflect.TypeOf(v1)
		}
		if got := reflect.TypeOf(test.get(holder[0])); got != want {
			t.Errorf("%s: it holds a %p, want %p", test.name, describe(got), describe(want))
		}
	}
	pointers := []any{p, []any{p}}
	Renew(reflect.ValueOf(pointers))
	if got := fmt.Sprintf("%T", pointers[0]); got != "*main.T" || reflect.TypeOf(pointers[0]).Elem() != reflect.TypeOf(v2) {
		t.Error("a pointer is not renewed")
	}
	l := &loop{}
	l.self, l.any = l, l
	m := map[string]any{}
	m["m"] = m
	s := []any{nil}
	s[0] = s
	for _, x := range []any{l, m, s, []any{l, m, s}} {
		Renew(reflect.ValueOf(x))
	}
}

var nan = func() float64 { z := 0.0; return z / z }()
