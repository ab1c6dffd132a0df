// Module: github.com/samber/lo
package main

import (
	"fmt"
	"sort"
	"strings"

	"github.com/samber/lo"
)

type person struct {
	Name string
	Age  int
}

func main() {
	n := lo.Range(10)
	fmt.Println(lo.Filter(n, func(x, _ int) bool { return x%2 == 0 }))
	fmt.Println(lo.Map(n, func(x, i int) string { return strings.Repeat("*", x) })[4])
	fmt.Println(lo.Reduce(n, func(a, x, _ int) int { return a + x }, 0), lo.Sum(n), lo.Max(n))
	fmt.Println(lo.Chunk(n, 4), lo.Uniq([]int{1, 1, 2}), lo.Flatten([][]int{{1}, {2, 3}}))
	ps := []person{{"Ann", 30}, {"Bob", 25}, {"Cid", 30}}
	g := lo.GroupBy(ps, func(p person) int { return p.Age })
	fmt.Println(g)
	keys := lo.Keys(g)
	sort.Ints(keys)
	fmt.Println(keys, lo.KeyBy(ps, func(p person) string { return p.Name })["Bob"])
	t := lo.T2("x", 1)
	fmt.Printf("%v %T %+v\n", t, t, lo.Zip2([]int{1, 2}, []string{"a", "b"}))
	v, ok := lo.Find(ps, func(p person) bool { return p.Age < 30 })
	fmt.Println(v, ok, lo.Ternary(true, "yes", "no"), *lo.ToPtr(3), lo.Must(fmt.Sprint("m"), nil))
	fmt.Println(lo.Contains(n, 3), lo.IndexOf(n, 7), lo.Reverse([]int{1, 2, 3}), lo.CountBy(n, func(x int) bool { return x > 4 }))
	err, ok := lo.TryWithErrorValue(func() error { panic("caught") })
	fmt.Println(err, ok)
}
