// Sorting with a goroutine for each half, and a parallel prefix sum.
package main

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
)

func mergesort[T cmp.Ordered](s []T, depth int) []T {
	if len(s) < 2 {
		return s
	}
	m := len(s) / 2
	var left, right []T
	if depth == 0 {
		left, right = mergesort(s[:m], 0), mergesort(s[m:], 0)
	} else {
		var wg sync.WaitGroup
		wg.Go(func() { left = mergesort(s[:m], depth-1) })
		right = mergesort(s[m:], depth-1)
		wg.Wait()
	}
	out := make([]T, 0, len(s))
	for len(left) > 0 && len(right) > 0 {
		if left[0] <= right[0] {
			out, left = append(out, left[0]), left[1:]
		} else {
			out, right = append(out, right[0]), right[1:]
		}
	}
	return append(append(out, left...), right...)
}

func prefix(s []int, parts int) {
	size := (len(s) + parts - 1) / parts
	carry := make([]chan int, parts+1)
	for i := range carry {
		carry[i] = make(chan int, 1)
	}
	carry[0] <- 0
	var wg sync.WaitGroup
	for p := range parts {
		part := s[min(p*size, len(s)):min((p+1)*size, len(s))]
		wg.Go(func() {
			for i := 1; i < len(part); i++ {
				part[i] += part[i-1]
			}
			c := <-carry[p]
			for i := range part {
				part[i] += c
			}
			if len(part) > 0 {
				c = part[len(part)-1]
			}
			carry[p+1] <- c
		})
	}
	wg.Wait()
}

func main() {
	x, list := uint32(1), []int{}
	for range 500 {
		x = x*1664525 + 1013904223
		list = append(list, int(x>>16)%1000)
	}

	sorted := mergesort(list, 4)
	fmt.Println(slices.IsSorted(sorted), sorted[:8], len(sorted))
	words := mergesort([]string{"pear", "fig", "apple", "date"}, 2)
	fmt.Println(words)

	ones := slices.Repeat([]int{1}, 100)
	prefix(ones, 7)
	fmt.Println(ones[0], ones[49], ones[99])
}
