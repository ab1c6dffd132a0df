// Module: github.com/hashicorp/golang-lru/v2
package main

import (
	"fmt"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/hashicorp/golang-lru/v2/expirable"
)

func main() {
	c, err := lru.NewWithEvict(3, func(k string, v int) { fmt.Println("evicted", k, v) })
	fmt.Println(err)
	for i, k := range []string{"a", "b", "c", "d"} {
		fmt.Println(c.Add(k, i))
	}
	v, ok := c.Get("b")
	fmt.Println(v, ok, c.Contains("a"), c.Keys(), c.Len())
	c.Add("e", 5)
	c.Remove("b")
	fmt.Println(c.Keys())
	q, _ := lru.New2Q[int, string](4)
	for i := range 10 {
		q.Add(i, fmt.Sprint(i))
	}
	fmt.Println(q.Len())
	x := expirable.NewLRU[string, int](2, nil, time.Hour)
	x.Add("k", 1)
	fmt.Println(x.Get("k"))
	_, err = lru.New[int, int](-1)
	fmt.Println(err)
	fmt.Printf("%T\n", c)
}
