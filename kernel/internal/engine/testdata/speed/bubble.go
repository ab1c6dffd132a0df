package main

func run(n int) int {
	a := make([]int, n)
	for i := 0; i < n; i++ {
		a[i] = (i * 7919) % n
	}
	for i := 0; i < n; i++ {
		for j := 0; j+1 < n-i; j++ {
			if a[j] > a[j+1] {
				a[j], a[j+1] = a[j+1], a[j]
			}
		}
	}
	return a[0] + a[n-1]
}
