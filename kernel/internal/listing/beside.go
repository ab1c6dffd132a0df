package listing

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"
)

// A Page is something to be shown, as text and as HTML.
type Page struct {
	Text, HTML string
}

// widest is how wide code may be in text before remarks go below it.
const widest = 56

// Beside shows the lines of a cell with the remarks beside them. Lines before the
// first and after the last that have one are left out if they are blank or a
// command.
func Beside(src Source, remarks []Remark) Page {
	by := make(map[int][]Remark)
	for _, r := range remarks {
		by[r.Line] = append(by[r.Line], r)
	}
	first, last := src.body()
	width := 0
	for n := first; n <= last; n++ {
		if w := utf8.RuneCountInString(expand(src.line(n))); w <= widest {
			width = max(width, w)
		}
	}
	var text, page strings.Builder
	page.WriteString("<table style=\"font-family: monospace\">\n<tbody>\n")
	for n := first; n <= last; n++ {
		besideText(&text, n, expand(src.line(n)), width, by[n])
		besideHTML(&page, n, expand(src.line(n)), by[n])
	}
	page.WriteString("</tbody>\n</table>\n")
	return Page{text.String(), page.String()}
}

// body returns the first and last line of the cell's code.
func (s Source) body() (first, last int) {
	first, last = 1, strings.Count(s.Text, "\n")+1
	blank := func(n int) bool {
		t := strings.TrimSpace(s.line(n))
		return t == "" || strings.HasPrefix(t, "%")
	}
	for first < last && blank(first) {
		first++
	}
	for last > first && blank(last) {
		last--
	}
	return first, last
}

// expand makes tabs spaces, as wide as they are in the cell.
func expand(s string) string { return strings.ReplaceAll(s, "\t", "    ") }

func besideText(b *strings.Builder, n int, code string, width int, remarks []Remark) {
	line := fmt.Sprintf("%3d  %s", n, code)
	gap := width - utf8.RuneCountInString(code)
	for _, r := range remarks {
		if gap < 0 {
			b.WriteString(line + "\n")
			line, gap = "     ", width
		}
		b.WriteString(line + strings.Repeat(" ", gap) + "  " + r.Text + "\n")
		line, gap = "     ", width
	}
	if len(remarks) == 0 {
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// compact keeps the rows of a table as close as lines of code.
const compact = "padding: 0.1em 0.6em; line-height: 1.3"

// colours are those of remarks that cost something, in light and dark themes.
var colours = map[Kind]string{Heap: "#d1453b", Leak: "#b8860b"}

func besideHTML(b *strings.Builder, n int, code string, remarks []Remark) {
	var said []string
	for _, r := range remarks {
		text := html.EscapeString(r.Text)
		if c := colours[r.Kind]; c != "" {
			text = fmt.Sprintf(`<span style="color: %s">%s</span>`, c, text)
		}
		said = append(said, text)
	}
	fmt.Fprintf(b, `<tr><td style="`+compact+`; text-align: right; vertical-align: top; opacity: 0.6">%d</td>`+
		`<td style="`+compact+`; text-align: left; vertical-align: top; white-space: pre">%s</td>`+
		`<td style="`+compact+`; text-align: left; white-space: pre-wrap">%s</td></tr>`+"\n",
		n, html.EscapeString(code), strings.Join(said, "<br>"))
}
