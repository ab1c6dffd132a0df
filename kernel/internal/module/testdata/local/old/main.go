// A module for an older version of Go, whose loops share their variables.
package main

import (
	"fmt"

	"example.com/counters"
)

func main() {
	for _, f := range counters.Loop() {
		fmt.Print(f(), " ")
	}
	for _, f := range counters.Range([]int{5, 6, 7}) {
		fmt.Print(f(), " ")
	}
	fmt.Println(counters.Pointers(map[string]int{"a": 1}), counters.Sum([]int{1, 2, 3}), counters.Strings("añb"))
}
