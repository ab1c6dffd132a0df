package main

import "sort"

func run(n int) int {
	a := make([]int, n)
	x := 1
	for i := 0; i < n; i++ {
		x = x * 16807 % 2147483647
		a[i] = x
	}
	sort.Slice(a, func(i, j int) bool { return a[i] < a[j] })
	return a[0] + a[n/2] + a[n-1]
}
