package main

func escapes(c complex128, limit int) int {
	z := complex(0, 0)
	for i := 0; i < limit; i++ {
		z = z*z + c
		if real(z)*real(z)+imag(z)*imag(z) > 4 {
			return i
		}
	}
	return limit
}

func run(n int) int {
	sum := 0
	for py := 0; py < n; py++ {
		for px := 0; px < n; px++ {
			sum += escapes(complex(float64(px)/float64(n)*3-2, float64(py)/float64(n)*2-1), 50)
		}
	}
	return sum
}
