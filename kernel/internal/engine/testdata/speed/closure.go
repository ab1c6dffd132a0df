package main

func adder(a int) func(int) int {
	return func(x int) int { return a + x }
}

func run(n int) int {
	f := adder(5)
	s := 0
	for i := 0; i < n; i++ {
		s = f(s)
	}
	return s
}
