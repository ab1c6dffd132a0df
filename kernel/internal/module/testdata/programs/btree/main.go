// Module: github.com/google/btree
package main

import (
	"fmt"

	"github.com/google/btree"
)

type pair struct {
	k int
	v string
}

func main() {
	t := btree.NewOrderedG[int](3)
	for i := range 1000 {
		t.ReplaceOrInsert(i * 7919 % 1000)
	}
	fmt.Println(t.Len(), t.Has(17))
	min, _ := t.Min()
	max, _ := t.Max()
	fmt.Println(min, max)
	t.AscendRange(10, 15, func(i int) bool { fmt.Print(i, " "); return true })
	t.DescendLessOrEqual(5, func(i int) bool { fmt.Print(i, " "); return i > 3 })
	fmt.Println()
	p := btree.NewG(2, func(a, b pair) bool { return a.k < b.k })
	for i, s := range []string{"a", "b", "c", "d"} {
		p.ReplaceOrInsert(pair{i, s})
	}
	c := p.Clone()
	old, ok := c.Delete(pair{k: 2})
	fmt.Println(old, ok, p.Len(), c.Len())
	g, ok := p.Get(pair{k: 3})
	fmt.Println(g, ok)
	o := btree.New(2)
	o.ReplaceOrInsert(btree.Int(3))
	o.ReplaceOrInsert(btree.Int(1))
	fmt.Printf("%v %T %T\n", o.Min(), o.Min(), p)
}
