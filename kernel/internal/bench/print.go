package bench

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"
)

// vs heads the column of ratios.
const vs = "vs first"

// Text prints the table for a terminal.
func (t *Table) Text() string {
	grid := [][]string{t.head()}
	for _, r := range t.Rows {
		grid = append(grid, t.line(r))
	}
	var b strings.Builder
	width := widths(grid)
	for _, line := range grid {
		b.WriteString(strings.TrimRight(align(line, width), " ") + "\n")
	}
	for i, note := range t.Notes {
		fmt.Fprintf(&b, "%s %s\n", superscript(i+1), note)
	}
	if c := t.caption(); c != "" {
		b.WriteString(c + "\n")
	}
	return b.String()
}

func (t *Table) head() []string {
	line := []string{"name"}
	for _, unit := range t.Units {
		line = append(line, title(unit))
	}
	if len(t.Rows) > 1 {
		line = append(line, vs)
	}
	return line
}

func (t *Table) line(r Row) []string {
	line := []string{r.Name}
	for i, c := range r.Cells {
		line = append(line, c.text(t.reach(i)))
	}
	if len(t.Rows) > 1 {
		line = append(line, r.Ratio.text())
	}
	return line
}

// reach is the width of the spreads of a column.
func (t *Table) reach(column int) int {
	width := 0
	for _, r := range t.Rows {
		width = max(width, utf8.RuneCountInString(r.Cells[column].Spread))
	}
	return width
}

func (c Cell) text(reach int) string {
	if c.Center == "" {
		return ""
	}
	return fmt.Sprintf("%s ± %*s%s", c.Center, reach, c.Spread, superscripts(c.Notes))
}

func (r *Ratio) text() string {
	if r == nil {
		return ""
	}
	return fmt.Sprintf("%s (%s)%s", r.Value, r.Proof, superscripts(r.Notes))
}

// widths returns the widths of the columns of a grid.
func widths(grid [][]string) []int {
	var width []int
	for _, line := range grid {
		for i, s := range line {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], utf8.RuneCountInString(s))
		}
	}
	return width
}

// align writes a line: names to the left, numbers to the right.
func align(line []string, width []int) string {
	var b strings.Builder
	for i, s := range line {
		space := strings.Repeat(" ", width[i]-utf8.RuneCountInString(s))
		if i == 0 {
			b.WriteString(s + space)
		} else {
			b.WriteString("  " + space + s)
		}
	}
	return b.String()
}

// HTML prints the table for a browser.
func (t *Table) HTML() string {
	var b strings.Builder
	b.WriteString("<table>\n<thead><tr>")
	for i, s := range t.head() {
		b.WriteString(element("th", s, i == 0))
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for _, r := range t.Rows {
		b.WriteString("<tr>")
		for i, s := range t.line(r) {
			b.WriteString(element("td", s, i == 0))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody>\n</table>\n")
	for i, note := range t.Notes {
		fmt.Fprintf(&b, "<div><small>%s %s</small></div>\n", superscript(i+1), html.EscapeString(note))
	}
	if c := t.caption(); c != "" {
		fmt.Fprintf(&b, "<div><small>%s</small></div>\n", html.EscapeString(c))
	}
	return b.String()
}

// element is a cell of the table in HTML.
func element(tag, text string, left bool) string {
	side := "right"
	if left {
		side = "left"
	}
	return fmt.Sprintf(`<%s style="text-align: %s; white-space: nowrap">%s</%s>`, tag, side, html.EscapeString(strings.Join(strings.Fields(text), " ")), tag)
}

// superscripts writes the numbers of notes.
func superscripts(notes []int) string {
	var parts []string
	for _, n := range notes {
		parts = append(parts, superscript(n))
	}
	return strings.Join(parts, " ")
}

func superscript(n int) string {
	digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	var b strings.Builder
	for _, d := range fmt.Sprint(n) {
		b.WriteRune(digits[d-'0'])
	}
	return b.String()
}
