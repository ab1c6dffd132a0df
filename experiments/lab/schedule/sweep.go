package schedule

import (
	"cmp"
	"slices"
)

// An edge is where a stay begins or ends.
type edge struct {
	at   float64
	step int // 1 where one begins, -1 where it ends
}

// sweep calls f for each stretch of time between two edges of the stays, in order, with
// how many of them there are at that time.
func sweep(stays []Stay, f func(n int, length float64)) {
	var edges []edge
	for _, s := range stays {
		edges = append(edges, edge{s.From, 1}, edge{s.To, -1})
	}
	slices.SortFunc(edges, func(a, b edge) int { // one that ends when another begins was not there with it
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.step, b.step))
	})
	n := 0
	for i, e := range edges {
		if i > 0 {
			f(n, e.at-edges[i-1].at)
		}
		n += e.step
	}
}

// together returns for how long there were at least n of the stays at the same time.
func together(n int, stays []Stay) (total float64) {
	sweep(stays, func(now int, length float64) {
		if now >= n {
			total += length
		}
	})
	return total
}

// most returns how many of the stays there were at the same time, at most.
func most(stays []Stay) (n int) {
	sweep(stays, func(now int, length float64) {
		if length > 0 {
			n = max(n, now)
		}
	})
	return n
}
