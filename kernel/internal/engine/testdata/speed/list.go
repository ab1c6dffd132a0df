package main

type node struct {
	value int
	next  *node
}

func run(n int) int {
	var list *node
	for i := 0; i < 1000; i++ {
		list = &node{i, list}
	}
	s := 0
	for i := 0; i < n; i += 1000 {
		for p := list; p != nil; p = p.next {
			s += p.value
		}
	}
	return s
}
