package chart

import (
	"fmt"
	"math"
	"strings"
)

// text is a table of the points, a sample of them if they are many.
func (f *xy) text(c *Chart) string {
	var b strings.Builder
	for _, group := range f.sharing() {
		x := group[0].x.v
		var t textTable
		head := []string{orElse(c.X.Label, "x")}
		for i, s := range group {
			head = append(head, orElse(s.name, orElse(c.Y.Label, fmt.Sprintf("y%d", i))))
		}
		t.add(head...)
		for _, i := range sampled(len(x)) {
			row := []string{format(x[i], c.X.Unit, 6)}
			for _, s := range group {
				row = append(row, format(s.y.v[i], c.Y.Unit, 4))
			}
			t.add(row...)
		}
		if f.slopes {
			row := []string{"slope"}
			for _, s := range group {
				row = append(row, strings.TrimPrefix(slopeText(s), "slope "))
			}
			t.add(row...)
		}
		b.WriteString(t.String())
		if len(x) > maxTextRows {
			fmt.Fprintf(&b, "(%d of %d points)\n", maxTextRows, len(x))
		}
	}
	return b.String()
}

// sharing groups series that have the same x.
func (f *xy) sharing() [][]series {
	var groups [][]series
next:
	for _, s := range f.series {
		for i, g := range groups {
			if same(g[0].x.v, s.x.v) {
				groups[i] = append(g, s)
				continue next
			}
		}
		groups = append(groups, []series{s})
	}
	return groups
}

// same reports whether a and b are equal, NaNs too.
func same(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && !(math.IsNaN(a[i]) && math.IsNaN(b[i])) {
			return false
		}
	}
	return true
}

// sampled returns at most maxTextRows of n indices, evenly, the first and the last
// among them.
func sampled(n int) []int {
	rows := min(n, maxTextRows)
	at := make([]int, rows)
	for i := range at {
		at[i] = i * (n - 1) / max(rows-1, 1)
	}
	return at
}

// summary gives the range of each series.
func (f *xy) summary() string {
	return sentences(f.series, func(i int) string {
		s := f.series[i]
		lo, hi, ok := extent(false, s.y.v)
		if !ok {
			return "no points"
		}
		text := fmt.Sprintf("%d points from %s to %s", len(s.y.v), format(lo, s.y.unit, 3), format(hi, s.y.unit, 3))
		if f.slopes {
			text += ", " + slopeText(s)
		}
		return text
	})
}
