package chart

import (
	"fmt"
	"math"
	"strings"
)

// Limits of text forms.
const (
	maxTextRows = 24 // of points; twice as many bars
	barColumns  = 40
)

// A textTable is a table for a face of fixed width; its first row is the heading.
type textTable struct{ rows [][]string }

func (t *textTable) add(cells ...string) { t.rows = append(t.rows, cells) }

// String returns the table with numbers to the right, as all of it but the first
// column is.
func (t *textTable) String() string {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], textWidth(cell))
		}
	}
	var b strings.Builder
	for _, row := range t.rows {
		line := ""
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-textWidth(cell))
			switch {
			case i == 0:
				line = cell + pad
			default:
				line += "  " + pad + cell
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// A bars is a bar chart of characters.
type bars struct {
	rows []textBar
	log  bool
}

type textBar struct {
	label, number string
	v             float64
}

func (t *bars) add(label string, v float64, number string) {
	t.rows = append(t.rows, textBar{label, number, v})
}

func (t *bars) String() string {
	rows := t.rows
	if len(rows) > 2*maxTextRows {
		rows = rows[:2*maxTextRows]
	}
	lo, hi, wide := math.Inf(1), 0.0, 0
	for _, r := range rows {
		wide = max(wide, textWidth(r.label))
		if onAxis(r.v, t.log) {
			lo, hi = min(lo, math.Abs(r.v)), max(hi, math.Abs(r.v))
		}
	}
	if t.log {
		lo /= 10
	} else {
		lo = 0
	}
	var b strings.Builder
	for _, r := range rows {
		n := 0.0
		if onAxis(r.v, t.log) {
			n = barColumns * part(math.Abs(r.v), lo, max(hi, 1/largest), t.log)
		}
		pad := strings.Repeat(" ", wide-textWidth(r.label))
		fmt.Fprintf(&b, "%s%s %s %s\n", r.label, pad, blocks(n), r.number)
	}
	if n := len(t.rows) - len(rows); n > 0 {
		fmt.Fprintf(&b, "… %d more\n", n)
	}
	return b.String()
}

// blocks returns a bar of n characters, the last one a part.
func blocks(n float64) string {
	eighths := int(math.Round(n * 8))
	s := strings.Repeat("█", eighths/8)
	if eighths%8 > 0 {
		s += string([]rune("▏▎▍▌▋▊▉")[eighths%8-1])
	}
	return s
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// sentences tells something of each of the first series.
func sentences(ss []series, tell func(i int) string) string {
	const most = 8
	var parts []string
	for i, s := range ss[:min(len(ss), most)] {
		text := tell(i)
		if s.name != "" {
			text = s.name + ": " + text
		}
		parts = append(parts, text)
	}
	if len(ss) > most {
		parts = append(parts, fmt.Sprintf("%d more series", len(ss)-most))
	}
	return strings.Join(parts, ". ")
}
