package main

func fits(grid *[9][9]int, r, c, v int) bool {
	for i := 0; i < 9; i++ {
		if grid[r][i] == v || grid[i][c] == v || grid[r/3*3+i/3][c/3*3+i%3] == v {
			return false
		}
	}
	return true
}

func solve(grid *[9][9]int, tries *int) bool {
	for r := 0; r < 9; r++ {
		for c := 0; c < 9; c++ {
			if grid[r][c] != 0 {
				continue
			}
			for v := 1; v <= 9; v++ {
				*tries++
				if fits(grid, r, c, v) {
					grid[r][c] = v
					if solve(grid, tries) {
						return true
					}
					grid[r][c] = 0
				}
			}
			return false
		}
	}
	return true
}

func run(n int) int {
	puzzle := "530070000600195000098000060800060003400803001700020006060000280000419005000080079"
	tries := 0
	for i := 0; i < n; i++ {
		var grid [9][9]int
		for k := 0; k < 81; k++ {
			grid[k/9][k%9] = int(puzzle[k] - '0')
		}
		solve(&grid, &tries)
	}
	return tries
}
