// Types of another package: unexported parts, embedding, interfaces, reflection.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"local/shapes/geo"
)

type wheel struct {
	geo.Circle
	*geo.Named
	spokes int
}

func (w wheel) Area() float64 { return -w.Circle.Area() }

type area float64

func (a area) Area() float64 { return float64(a) }
func (area) private() string { return "cell's" }

type hidden struct{ n int }

func main() {
	w := wheel{geo.NewCircle(2), geo.Name("wheel"), 32}
	var s geo.Shape = w
	fmt.Printf("%.2f %.2f %s %v\n", s.Area(), w.Circle.Area(), w.Label(), w.Circle)
	fmt.Printf("%T %T %T %+v\n", s, geo.NewCircle(1), geo.Sealed(nil), geo.NewCircle(1))
	for _, x := range []any{w, geo.NewCircle(1), area(3), geo.Square{2}, 7, geo.Secret()} {
		fmt.Println(geo.Describe(x))
	}
	t := reflect.TypeOf(geo.NewCircle(1))
	fmt.Println(t.PkgPath(), t.Name(), t.Field(0).PkgPath, t.NumMethod(), reflect.TypeOf(hidden{}) == reflect.TypeOf(geo.Secret()))
	b, err := json.Marshal(geo.Square{3})
	fmt.Println(string(b), err)
	var q geo.Square
	fmt.Println(json.Unmarshal([]byte(`{"side": 4}`), &q), q)
	err = geo.Check(-1)
	var e *geo.Error
	fmt.Println(err, errors.As(err, &e), e.Value, errors.Is(err, geo.ErrNegative))
	f := geo.Square.Area
	g := q.Area
	h := (*geo.Named).Label
	fmt.Println(f(q), g(), h(w.Named), geo.Blue, geo.Color(7), geo.Kinds)
	m := map[geo.Square]geo.Color{{1}: geo.Red, {2}: geo.Blue}
	fmt.Println(m)
	geo.Walk(3, func(n int) bool { fmt.Print(n, " "); return n < 2 })
	fmt.Println(geo.Sum(1, 2, 3), geo.Sum())
	switch x := any(q).(type) {
	case geo.Shape:
		fmt.Println("shape", x.Area())
	}
	defer fmt.Println("deferred")
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		geo.Fail()
	}()
}
