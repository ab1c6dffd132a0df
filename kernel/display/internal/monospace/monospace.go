// Package monospace lays out text for a face of fixed width, in which Chinese,
// Japanese and Korean characters take two places.
package monospace

import (
	"strings"
	"unicode"
)

// Columns returns how many places r takes: 0, 1 or 2.
func Columns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Yi),
		r >= 0x3000 && r <= 0x303e, r >= 0xff01 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff:
		return 2
	}
	return 1
}

// Width returns how many places s takes.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += Columns(r)
	}
	return n
}

// Pad returns the spaces that s lacks to a width.
func Pad(s string, width int) string { return strings.Repeat(" ", max(0, width-Width(s))) }

// An Alignment says where the text of a column stands.
type Alignment int

// The alignments.
const (
	Left Alignment = iota
	Right
	Center
)

// Table returns rows as lines with columns of equal width, two spaces apart. What
// align does not say is aligned left.
func Table(rows [][]string, align []Alignment) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], Width(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			if i > 0 {
				line += "  "
			}
			line += place(cell, widths[i], align, i)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// place pads a cell of column i to its width.
func place(cell string, width int, align []Alignment, i int) string {
	pad := Pad(cell, width)
	switch {
	case i < len(align) && align[i] == Right:
		return pad + cell
	case i < len(align) && align[i] == Center:
		half := len(pad) / 2
		return pad[:half] + cell + pad[half:]
	}
	return cell + pad
}
