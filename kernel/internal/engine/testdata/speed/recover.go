package main

func deep(n int) int {
	if n == 0 {
		panic("deep enough")
	}
	return deep(n-1) + 1
}

func try() (ok int) {
	defer func() {
		if recover() != nil {
			ok = 1
		}
	}()
	return deep(90)
}

func run(n int) int {
	s := 0
	for i := 0; i < n; i++ {
		s += try()
	}
	return s
}
