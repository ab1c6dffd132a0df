package main

type board struct {
	n            int
	cols         []bool
	diag1, diag2 []bool
}

func (b *board) place(row int) int {
	if row == b.n {
		return 1
	}
	count := 0
	for c := 0; c < b.n; c++ {
		if b.cols[c] || b.diag1[row+c] || b.diag2[row-c+b.n-1] {
			continue
		}
		b.cols[c], b.diag1[row+c], b.diag2[row-c+b.n-1] = true, true, true
		count += b.place(row + 1)
		b.cols[c], b.diag1[row+c], b.diag2[row-c+b.n-1] = false, false, false
	}
	return count
}

func run(n int) int {
	b := &board{n, make([]bool, n), make([]bool, 2*n), make([]bool, 2*n)}
	return b.place(0)
}
