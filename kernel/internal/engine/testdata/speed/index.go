package main

func run(n int) int {
	a := make([]int, n)
	for i := 0; i < n; i++ {
		a[i] = i
	}
	s := 0
	for i := 0; i < len(a); i++ {
		s += a[i]
	}
	return s
}
