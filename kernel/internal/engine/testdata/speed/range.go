package main

func run(n int) int {
	a := make([]int, n)
	s := 0
	for i, v := range a {
		s += v + i
	}
	return s
}
