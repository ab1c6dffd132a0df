package handover

import (
	"errors"
	"fmt"
	"math/big"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

type node struct {
	Name string
	next *node
	tags map[string][]int
	any  any
}

// carry encodes variables and decodes them again.
func carry(t *testing.T, values ...any) []reflect.Value {
	t.Helper()
	var vars []Variable
	types := make(map[string]reflect.Type)
	for i, v := range values {
		name := fmt.Sprint("v", i)
		vars = append(vars, Variable{name, reflect.ValueOf(v).Elem()})
		types[name] = reflect.TypeOf(v).Elem()
	}
	data, _, err := Encode(vars, false)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(data, types, nil)
	if err != nil {
		t.Fatal(err)
	}
	list := make([]reflect.Value, len(values))
	for i := range values {
		list[i] = got[fmt.Sprint("v", i)]
	}
	return list
}

// Values arrive as they were.
func TestValues(t *testing.T) {
	now := time.Now().Round(0)
	for _, v := range []any{
		new(true), new(-7), new(uint8(200)), new(2.5), new(complex(1, -2)), new("text"), new([2]bool{true, false}),
		new([]int(nil)), new([]int{}), new([]int{1, 2, 3}), new([]string{"a", ""}), new(map[string]bool{"x": true}), new(map[int]int(nil)),
		new(struct {
			A int8
			b string
			_ int
		}{1, "b", 0}),
		new(&node{Name: "n", tags: map[string][]int{"a": {1}}, any: []any{1, "x", 2.5, map[string]any{"k": nil}}}),
		new(now), new(now.UTC()), new(time.Minute), new(*big.NewInt(1 << 62)), new(any(errors.New("plain"))), new(any(time.Second)),
		new(func() {}), new(any(nil)), new([]struct{}{{}, {}}),
	} {
		if f, ok := v.(*func()); ok {
			*f = nil
		}
		got := carry(t, v)[0].Interface()
		if want := reflect.ValueOf(v).Elem().Interface(); !reflect.DeepEqual(got, want) {
			t.Errorf("%T: %#v becomes %#v", want, want, got)
		}
	}
}

// What values share they share afterwards, and what contains itself still does.
func TestSharing(t *testing.T) {
	loop := &node{Name: "loop"}
	loop.next = loop
	also := loop
	cyclic := []any{nil}
	cyclic[0] = cyclic
	m := map[string]int{"a": 1}
	n := m
	got := carry(t, &loop, &also, &cyclic, &m, &n)
	l := got[0].Interface().(*node)
	if l.next != l || got[1].Interface().(*node) != l {
		t.Error("pointers point to different things")
	}
	c := got[2].Interface().([]any)
	if &c[0].([]any)[0] != &c[0] {
		t.Error("a slice does not contain itself")
	}
	got[3].Interface().(map[string]int)["b"] = 2
	if len(got[4].Interface().(map[string]int)) != 2 {
		t.Error("a map has become two")
	}
}

// What cannot be handed over is named.
func TestRefused(t *testing.T) {
	type local struct{ x int }
	for _, test := range []struct {
		v    any
		busy bool
		want string
	}{
		{new(make(chan int)), false, "x cannot be handed over: a channel"},
		{new(func() {}), false, "x cannot be handed over: a function value"},
		{new([]any{1, node{any: make(chan int)}}), false, "x[1] cannot be handed over: the type handover.node"},
		{new(node{next: &node{any: func() {}}}), false, "x.next.any cannot be handed over: the type func()"},
		{new(map[string]chan int{"k": make(chan int)}), false, `x["k"] cannot be handed over: a channel`},
		{new(os.Stdout), false, "x cannot be handed over: a *os.File"},
		{new(any(local{1})), false, "handover.local"},
		{new(map[int]int{}), true, "it is a map"},
		{new(any([]int{1})), true, "it is in an interface"},
	} {
		_, _, err := Encode([]Variable{{"x", reflect.ValueOf(test.v).Elem()}}, test.busy)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%T: %v, want %s", test.v, err, test.want)
		}
	}
}

// Damaged data are an error.
func FuzzDecode(f *testing.F) {
	data, _, err := Encode([]Variable{{"x", reflect.ValueOf(&node{Name: "n", any: []any{1, "x"}})}}, false)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = Decode(data, map[string]reflect.Type{"x": reflect.TypeFor[*node]()}, nil)
	})
}
