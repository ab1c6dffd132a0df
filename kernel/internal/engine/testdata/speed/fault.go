package main

func deep(n int, list []int) int {
	if n == 0 {
		return list[len(list)]
	}
	return deep(n-1, list) + 1
}

func try(list []int) (ok int) {
	defer func() {
		if recover() != nil {
			ok = 1
		}
	}()
	return deep(90, list)
}

func run(n int) int {
	list := make([]int, 3)
	s := 0
	for i := 0; i < n; i++ {
		s += try(list)
	}
	return s
}
