// Generators by channels and by iterators, pulled in turn.
package main

import (
	"fmt"
	"iter"
	"slices"
)

type tree struct {
	left, right *tree
	v           int
}

func insert(t *tree, v int) *tree {
	if t == nil {
		return &tree{v: v}
	}
	if v < t.v {
		t.left = insert(t.left, v)
	} else {
		t.right = insert(t.right, v)
	}
	return t
}

func (t *tree) all() iter.Seq[int] {
	return func(yield func(int) bool) { t.push(yield) }
}

func (t *tree) push(yield func(int) bool) bool {
	return t == nil || t.left.push(yield) && yield(t.v) && t.right.push(yield)
}

func (t *tree) walk(c chan<- int) {
	if t == nil {
		return
	}
	t.left.walk(c)
	c <- t.v
	t.right.walk(c)
}

func channel(t *tree) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		t.walk(c)
	}()
	return c
}

func zip[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		nextA, stopA := iter.Pull(a)
		defer stopA()
		nextB, stopB := iter.Pull(b)
		defer stopB()
		for {
			x, ok := nextA()
			y, also := nextB()
			if !ok || !also || !yield(x, y) {
				return
			}
		}
	}
}

func main() {
	var a, b *tree
	for _, v := range []int{5, 2, 8, 1, 9, 3} {
		a = insert(a, v)
	}
	for _, v := range []int{9, 8, 5, 3, 2, 1} {
		b = insert(b, v)
	}

	same := true
	x, y := channel(a), channel(b)
	for v := range x {
		same = same && v == <-y
	}
	_, more := <-y
	fmt.Println(same, more)

	for v, w := range zip(a.all(), slices.Values([]string{"one", "two", "three"})) {
		fmt.Println(v, w)
	}

	next, stop := iter.Pull2(slices.All([]string{"x", "y"}))
	for range 3 {
		fmt.Println(next())
	}
	stop()
	fmt.Println(next())

	fib := func(yield func(int) bool) {
		defer fmt.Println("generator ends")
		for a, b := 0, 1; yield(a); a, b = b, a+b {
		}
	}
	pull, end := iter.Pull(fib)
	for range 10 {
		v, _ := pull()
		fmt.Print(v, " ")
	}
	end()
	fmt.Println(pull())

	failing, endFailing := iter.Pull(func(yield func(int) bool) {
		yield(1)
		panic("spoilt")
	})
	fmt.Println(failing())
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		failing()
	}()
	fmt.Println(failing())
	endFailing()
}
