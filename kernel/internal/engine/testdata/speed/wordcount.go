package main

import (
	"sort"
	"strings"
)

func run(n int) int {
	text := strings.Repeat("the quick brown fox jumps over the lazy dog and the cat ", n/12)
	count := make(map[string]int)
	where := make(map[string][]int)
	for i, w := range strings.Fields(text) {
		count[w]++
		where[w] = append(where[w], i)
	}
	words := make([]string, 0, len(count))
	for w := range count {
		words = append(words, w)
	}
	sort.Strings(words)
	sum := 0
	for i, w := range words {
		sum += i*count[w] + where[w][len(where[w])-1]
	}
	return sum
}
