package main

func quicksort(a []int, lo, hi int) {
	if lo >= hi {
		return
	}
	p := a[(lo+hi)/2]
	i, j := lo, hi
	for i <= j {
		for a[i] < p {
			i++
		}
		for a[j] > p {
			j--
		}
		if i <= j {
			a[i], a[j] = a[j], a[i]
			i++
			j--
		}
	}
	quicksort(a, lo, j)
	quicksort(a, i, hi)
}

func run(n int) int {
	a := make([]int, n)
	x := 1
	for i := 0; i < n; i++ {
		x = x * 16807 % 2147483647
		a[i] = x
	}
	quicksort(a, 0, n-1)
	return a[0] + a[n/2] + a[n-1]
}
