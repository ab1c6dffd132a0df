package listing

import (
	"fmt"
	"html"
	"strings"
)

// Instructions shows functions with the instructions of each line below it.
func Instructions(src Source, funcs []Func) Page {
	var text, page strings.Builder
	page.WriteString("<table style=\"font-family: monospace\">\n<tbody>\n")
	for i, f := range funcs {
		if i > 0 {
			text.WriteByte('\n')
		}
		head := fmt.Sprintf("%s: %d bytes, %s", f.Name, f.Size, f.count())
		text.WriteString(head + "\n")
		fmt.Fprintf(&page, `<tr><th colspan="4" style="text-align: left">%s</th></tr>`+"\n", html.EscapeString(head))
		for _, l := range f.Lines {
			code := expand(src.line(l.Number))
			fmt.Fprintf(&text, "%3d  %s\n", l.Number, code)
			fmt.Fprintf(&page, `<tr><td style="`+compact+`; text-align: right; opacity: 0.6">%d</td><td colspan="3" style="`+compact+`; text-align: left; white-space: pre"><b>%s</b></td></tr>`+"\n",
				l.Number, html.EscapeString(code))
			for _, i := range l.Instrs {
				text.WriteString(i.text() + "\n")
				page.WriteString(i.html() + "\n")
			}
		}
	}
	page.WriteString("</tbody>\n</table>\n")
	return Page{text.String(), page.String()}
}

// count says how many instructions f has but those that are folded.
func (f Func) count() string {
	n := 0
	for _, l := range f.Lines {
		for _, i := range l.Instrs {
			if i.Op != "" {
				n++
			}
		}
	}
	if n == 1 {
		return "1 instruction"
	}
	return fmt.Sprintf("%d instructions", n)
}

func (i Instr) text() string {
	if i.Op == "" {
		return fmt.Sprintf("     %5d  · %s", i.Offset, i.Note)
	}
	line := fmt.Sprintf("     %5d  %-7s %s", i.Offset, i.Op, i.Args)
	if i.Note != "" {
		line = fmt.Sprintf("%-48s ; %s", line, i.Note)
	}
	return strings.TrimRight(line, " ")
}

func (i Instr) html() string {
	cells := fmt.Sprintf(`<td style="`+compact+`; text-align: left">%s</td><td style="`+compact+`; text-align: left; white-space: pre">%s</td><td style="`+compact+`; text-align: left; opacity: 0.6">%s</td>`,
		html.EscapeString(i.Op), html.EscapeString(i.Args), html.EscapeString(i.Note))
	if i.Op == "" {
		cells = fmt.Sprintf(`<td colspan="3" style="`+compact+`; text-align: left; opacity: 0.6">· %s</td>`, html.EscapeString(i.Note))
	}
	return fmt.Sprintf(`<tr><td style="`+compact+`; text-align: right; opacity: 0.6">%d</td>%s</tr>`, i.Offset, cells)
}
