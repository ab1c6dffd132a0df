package main

func run(n int) int {
	a, b, c := make([][]int, n), make([][]int, n), make([][]int, n)
	for i := 0; i < n; i++ {
		a[i], b[i], c[i] = make([]int, n), make([]int, n), make([]int, n)
		for j := 0; j < n; j++ {
			a[i][j], b[i][j] = i+j, i-j
		}
	}
	for i := 0; i < n; i++ {
		for j := 0; j < n; j++ {
			s := 0
			for k := 0; k < n; k++ {
				s += a[i][k] * b[k][j]
			}
			c[i][j] = s
		}
	}
	return c[n-1][1]
}
