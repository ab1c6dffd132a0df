// Map and reduce: documents are counted apart and joined.
package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

var documents = []string{
	"do not communicate by sharing memory",
	"share memory by communicating",
	"concurrency is not parallelism",
	"channels orchestrate mutexes serialize",
	"the bigger the interface the weaker the abstraction",
	"make the zero value useful",
}

type counts map[string]int

func count(text string) counts {
	c := counts{}
	for w := range strings.FieldsSeq(text) {
		c[w]++
	}
	return c
}

func reduce(in <-chan counts, n int) counts {
	if n == 1 {
		return <-in
	}
	var left, right counts
	var wg sync.WaitGroup
	wg.Go(func() { left = reduce(in, n/2) })
	wg.Go(func() { right = reduce(in, n-n/2) })
	wg.Wait()
	sum := maps.Clone(left)
	for w, k := range right {
		sum[w] += k
	}
	return sum
}

func main() {
	mapped := make(chan counts)
	for _, d := range documents {
		go func() { mapped <- count(d) }()
	}
	total := reduce(mapped, len(documents))

	words := slices.SortedFunc(maps.Keys(total), func(a, b string) int {
		return cmp.Or(cmp.Compare(total[b], total[a]), strings.Compare(a, b))
	})
	for _, w := range words[:5] {
		fmt.Println(w, total[w])
	}
	fmt.Println(len(words))
}
