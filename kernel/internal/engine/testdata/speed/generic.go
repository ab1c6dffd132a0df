package main

type number interface{ ~int | ~float64 }

func sum[T number](list []T) T {
	var s T
	for i := 0; i < len(list); i++ {
		s += list[i]
	}
	return s
}

func run(n int) int {
	a := make([]int, n)
	for i := 0; i < n; i++ {
		a[i] = i
	}
	return sum[int](a)
}
