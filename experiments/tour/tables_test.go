package tour

import (
	"math/rand"
	"strings"

	"gosched/kernel/display"
)

func Example_structs() {
	var all []sorting
	for _, n := range []int{10, 100, 1000} {
		for name, sort := range map[string]func([]int) int{"merging": byMerging, "selection": bySelection} {
			c := sort(rand.Perm(n))
			all = append(all, sorting{name, n, c, float64(c) / float64(n)})
		}
	}
	display.Show(all, display.Table{Rows: all, Columns: []string{"Name", "PerElement"}, Format: map[string]string{"PerElement": "%.1f"}, Limit: 2})
}

func Example_map() {
	words := map[string]int{}
	for _, w := range strings.Fields("a table is a map is a slice of rows is what the last expression is") {
		words[w]++
	}
	display.Show(words)
}
