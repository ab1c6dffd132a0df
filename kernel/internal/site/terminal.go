package main

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"gosched/kernel/internal/pattern"
)

var escape = pattern.New(`\x1b\[([0-9;]*)m`)

// terminal returns text with the colours that its escape sequences ask for, as far
// as the kernel uses them: bold, the eight colours, and those by number. Other
// control sequences are left out.
func terminal(text string) string {
	var b strings.Builder
	style := ""
	for text != "" {
		plain, rest, next := text, "", ""
		if m := escape.FindStringSubmatchIndex(text); m != nil {
			plain, rest, next = text[:m[0]], text[m[1]:], look(strings.Split(text[m[2]:m[3]], ";"))
		}
		plain = template.HTMLEscapeString(printable(plain))
		if style != "" && plain != "" {
			plain = fmt.Sprintf("<span style=\"%s\">%s</span>", style, plain)
		}
		b.WriteString(plain)
		text, style = rest, next
	}
	return b.String()
}

// printable leaves out control characters but those that lay out text.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}

// colours are the eight of a terminal, as they can be read on white and on black.
var colours = []string{"#6e7781", "#d1343b", "#2a8f3f", "#b07d00", "#2f74d0", "#a83fb3", "#1b8a94", "#8b949e"}

// look returns the style that the parameters of an escape sequence ask for.
func look(parameters []string) string {
	style := ""
	for i := 0; i < len(parameters); i++ {
		n, _ := strconv.Atoi(parameters[i]) // "" means 0
		switch {
		case n == 0:
			style = ""
		case n == 1:
			style += "font-weight:bold;"
		case 30 <= n && n <= 37:
			style += "color:" + colours[n-30] + ";"
		case 90 <= n && n <= 97:
			style += "color:" + colours[n-90] + ";"
		case n == 38 && i+2 < len(parameters) && parameters[i+1] == "5":
			number, _ := strconv.Atoi(parameters[i+2])
			style += "color:" + numbered(number) + ";"
			i += 2
		}
	}
	return style
}

// numbered returns a colour of the 256: eight and eight, a cube of 6 × 6 × 6, and
// 24 greys.
func numbered(n int) string {
	switch {
	case n < 16:
		return colours[n%8]
	case n < 232:
		n -= 16
		steps := [...]int{0, 95, 135, 175, 215, 255}
		return fmt.Sprintf("#%02x%02x%02x", steps[n/36], steps[n/6%6], steps[n%6])
	}
	grey := 8 + 10*(min(n, 255)-232)
	return fmt.Sprintf("#%02x%02x%02x", grey, grey, grey)
}
