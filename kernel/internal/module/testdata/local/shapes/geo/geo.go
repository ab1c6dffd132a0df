// Package geo has shapes.
package geo

import (
	"errors"
	"fmt"
	"math"
)

type Shape interface{ Area() float64 }

type sealed interface {
	Shape
	private() string
}

// Sealed returns what only this package implements.
func Sealed(x any) any {
	if s, ok := x.(sealed); ok {
		return s
	}
	return "not sealed"
}

type Circle struct {
	r    float64
	memo map[string]float64
}

func NewCircle(r float64) Circle { return Circle{r: r} }

func (c Circle) Area() float64   { return math.Pi * c.r * c.r }
func (c Circle) private() string { return "geo's" }

type Square struct {
	Side float64 `json:"side"`
}

func (s Square) Area() float64 { return s.Side * s.Side }

type Named struct{ name string }

func Name(s string) *Named        { return &Named{s} }
func (n *Named) Label() string    { return "<" + n.name + ">" }
func (n *Named) setName(s string) { n.name = s }

type Color int

const (
	Red Color = iota
	Green
	Blue
)

var Kinds = [...]string{Red: "red", Green: "green", Blue: "blue"}

func (c Color) String() string {
	if int(c) < len(Kinds) {
		return Kinds[c]
	}
	return fmt.Sprintf("Color(%d)", int(c))
}

type hidden struct{ n int }

func Secret() any { return hidden{1} }

// Describe tells types apart.
func Describe(x any) string {
	switch x := x.(type) {
	case sealed:
		return "sealed " + x.private()
	case interface{ private() string }:
		return "private " + x.private()
	case Shape:
		return fmt.Sprintf("shape %.1f", x.Area())
	case hidden:
		return fmt.Sprintf("hidden %+v", x)
	}
	return fmt.Sprintf("%T", x)
}

var ErrNegative = errors.New("negative")

type Error struct{ Value int }

func (e *Error) Error() string { return fmt.Sprintf("bad value %d", e.Value) }
func (e *Error) Unwrap() error { return ErrNegative }

func Check(n int) error {
	if n < 0 {
		return &Error{n}
	}
	return nil
}

func Walk(n int, f func(int) bool) {
	for i := range n {
		if !f(i) {
			return
		}
	}
}

func Sum(list ...int) (s int) {
	defer func() { s *= 10 }()
	for _, x := range list {
		s += x
	}
	return s
}

func Fail() {
	var m map[string]int
	m["x"] = 1
}
