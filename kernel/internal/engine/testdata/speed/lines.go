package main

import "fmt"

func run(n int) int {
	printed := 0
	for i := 0; i < n; i++ {
		k, _ := fmt.Println("line", i, "of", n)
		printed += k
	}
	return printed
}
