package main

import (
	"fmt"
	"strings"
)

func run(n int) int {
	count := make(map[string]int)
	for i := 0; i < n; i++ {
		for _, w := range strings.Fields("the quick brown fox jumps over the lazy dog") {
			count[w]++
		}
	}
	s := 0
	for i := 0; i < n; i++ {
		s += len(fmt.Sprintf("%d: %s", i, "fox"))
	}
	return s + count["the"]
}
