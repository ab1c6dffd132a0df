package main

type shape interface{ area() int }

type square struct{ side int }

func (s square) area() int { return s.side * s.side }

type rect struct{ w, h int }

func (r *rect) area() int { return r.w * r.h }

func run(n int) int {
	shapes := []shape{square{3}, &rect{2, 5}}
	s := 0
	for i := 0; i < n; i++ {
		s += shapes[i%2].area()
	}
	return s
}
