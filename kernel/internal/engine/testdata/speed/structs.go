package main

type point struct{ x, y int }

func run(n int) int {
	var ps []point
	for i := 0; i < n; i++ {
		ps = append(ps, point{i, -i})
	}
	s := 0
	for i := 0; i < len(ps); i++ {
		ps[i].x += ps[i].y
		s += ps[i].x + 1
	}
	return s
}
