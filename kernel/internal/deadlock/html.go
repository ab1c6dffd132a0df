package deadlock

import (
	"encoding/base64"
	"fmt"
	"html"
	"strings"
)

// page returns the explanation as a table, with pictures of the circles.
func (e *explanation) page() string {
	var b strings.Builder
	writeHTML(&b, e.rows, e.more)
	for _, c := range e.circles {
		fmt.Fprintf(&b, "<p>%s</p>%s", html.EscapeString(sentence(c, e.cell)), picture(c, e.cell))
	}
	for _, s := range e.hints {
		fmt.Fprintf(&b, "<p>%s</p>", html.EscapeString(s))
	}
	return b.String()
}

// picture returns the picture of a circle in a paragraph, "" if it is too large to be drawn.
func picture(c []link, cell int) string {
	svg := SVG(c, cell)
	if svg == "" {
		return ""
	}
	return "<p>" + image(svg, sentence(c, cell)) + "</p>"
}

// writeHTML writes a table, in which so many goroutines are missing.
func writeHTML(b *strings.Builder, list []row, more int) {
	const left, place = " style='text-align:left'", " style='text-align:left;white-space:nowrap'"
	b.WriteString("<table" + left + "><thead><tr>")
	for _, cell := range list[0].cells() {
		b.WriteString("<th" + left + ">" + cell + "</th>")
	}
	b.WriteString("</tr></thead><tbody>")
	for i := range list[1:] {
		b.WriteString("<tr>")
		for j, cell := range list[1+i].cells() {
			text, style := html.EscapeString(cell), left
			switch {
			case j == 1 || j == 2 || j == 4:
				style = place // on a narrow page it would be one word a line
			case text != "" && (j == 3 || j == 5):
				text = "<code>" + text + "</code>"
			}
			b.WriteString("<td" + style + ">" + text + "</td>")
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</tbody></table>")
	if more > 0 {
		fmt.Fprintf(b, "<p>… and %d more goroutines</p>", more)
	}
}

// image is a picture that becomes a part of the page where scripts may make it so.
func image(svg, says string) string {
	const prefix = "data:image/svg+xml;base64,"
	return fmt.Sprintf(`<img alt="%s" style="max-width:100%%" src="%s%s" onload="this.outerHTML=decodeURIComponent(escape(atob(this.src.slice(%d))))">`,
		html.EscapeString(says), prefix, base64.StdEncoding.EncodeToString([]byte(svg)), len(prefix))
}
