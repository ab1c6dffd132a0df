package chart

import (
	"fmt"
	"math"
	"strings"

	"gosched/kernel/display/internal/monospace"
)

// Limits of text forms.
const (
	maxTextRows = 24 // of points; twice as many bars
	barColumns  = 40
)

// A textTable is a table of figures; its first row is the heading.
type textTable struct{ rows [][]string }

func (t *textTable) add(cells ...string) { t.rows = append(t.rows, cells) }

// String returns the table with the figures, which all columns but the first are,
// to the right.
func (t *textTable) String() string {
	align := make([]monospace.Alignment, len(t.rows[0]))
	for i := range align[1:] {
		align[i+1] = monospace.Right
	}
	return monospace.Table(t.rows, align)
}

// A textBars is a bar chart of characters.
type textBars struct {
	rows []textBar
	log  bool
}

type textBar struct {
	label, number string
	v             float64
}

func (t *textBars) add(label string, v float64, number string) {
	t.rows = append(t.rows, textBar{label, number, v})
}

func (t *textBars) String() string {
	rows := t.rows
	if len(rows) > 2*maxTextRows {
		rows = rows[:2*maxTextRows]
	}
	lo, hi, wide := math.Inf(1), 0.0, 0
	for _, r := range rows {
		wide = max(wide, monospace.Width(r.label))
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
			n = barColumns * part(math.Abs(r.v), lo, max(hi, smallest), t.log)
		}
		pad := monospace.Pad(r.label, wide)
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
