// Generic types and functions of another package, with types of the cell.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"local/generic/set"
)

type point struct{ x, y int }

func (p point) String() string { return fmt.Sprintf("(%d|%d)", p.x, p.y) }

type number interface{ ~int | ~float64 }

func sum[T number](list ...T) (s T) {
	for _, x := range list {
		s += x
	}
	return s
}

func main() {
	s := set.Of(point{1, 2}, point{3, 4}, point{1, 2})
	fmt.Println(s.Len(), s.Has(point{3, 4}), s.Has(point{}))
	fmt.Printf("%T %T %v\n", s, set.Of("x"), s)
	list := slices.SortedFunc(s.All(), func(a, b point) int { return cmp.Compare(a.x, b.x) })
	fmt.Println(list)
	fmt.Println(set.Map(s, func(p point) int { return p.x + p.y }).Sorted())
	t := set.Tree[string, point]{}
	for i, k := range []string{"m", "c", "x", "a"} {
		t.Put(k, point{i, i})
	}
	for k, v := range t.All() {
		fmt.Print(k, v, " ")
	}
	fmt.Println(sum(1, 2, 3), sum(0.5, 1))
	_, err := t.Get("nothing")
	var missing *set.Missing[string]
	fmt.Println(err, errors.As(err, &missing), missing.Key)
	fmt.Printf("%T %T\n", err, t)
	var c set.Collection[int] = set.Of(3, 1)
	fmt.Println(c.Len(), set.Largest(c.(set.Set[int])))
}
