// Cells of a table wait for their neighbours, by a channel for each.
package main

import (
	"fmt"
	"sync"
)

type entry struct {
	ready chan struct{}
	v     int
}

func lcs(a, b string) int {
	table := make([][]entry, len(a)+1)
	for i := range table {
		table[i] = make([]entry, len(b)+1)
		for j := range table[i] {
			table[i][j].ready = make(chan struct{})
			if i == 0 || j == 0 {
				close(table[i][j].ready)
			}
		}
	}
	at := func(i, j int) int {
		<-table[i][j].ready
		return table[i][j].v
	}
	for i := len(a); i > 0; i-- {
		for j := len(b); j > 0; j-- {
			go func() {
				defer close(table[i][j].ready)
				if a[i-1] == b[j-1] {
					table[i][j].v = at(i-1, j-1) + 1
				} else {
					table[i][j].v = max(at(i-1, j), at(i, j-1))
				}
			}()
		}
	}
	return at(len(a), len(b))
}

func main() {
	fmt.Println(lcs("concurrency", "currency"))
	fmt.Println(lcs("goroutine", "routing"), lcs("", "x"), lcs("abc", "abc"))

	var wg sync.WaitGroup
	lengths := make([]int, 5)
	for i := range lengths {
		wg.Go(func() { lengths[i] = lcs("abcde"[:i+1], "ace") })
	}
	wg.Wait()
	fmt.Println(lengths)
}
