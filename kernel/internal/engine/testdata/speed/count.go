package main

func run(n int) int {
	m := make(map[int]int)
	for i := 0; i < n; i++ {
		m[i%1000]++
	}
	return m[1] + len(m)
}
