package main

func reverse(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

func run(n int) int {
	s := ""
	for i := 0; i < n; i++ {
		s += string(rune('a' + i%26))
	}
	vowels := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case 'a', 'e', 'i', 'o', 'u':
			vowels++
		}
	}
	for _, r := range reverse(s) {
		if r == 'z' {
			vowels++
		}
	}
	return vowels
}
