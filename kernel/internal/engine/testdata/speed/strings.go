package main

import "strings"

func run(n int) int {
	var b strings.Builder
	s := ""
	for i := 0; i < n; i++ {
		b.WriteString("ab")
		b.WriteByte('c')
		if i%100 == 0 {
			s += "x"
		}
	}
	text := b.String()
	c := 0
	for i := 0; i < len(text); i++ {
		if text[i] == 'c' {
			c++
		}
	}
	return c + len(s)
}
