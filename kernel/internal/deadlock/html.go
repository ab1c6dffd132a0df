package deadlock

import (
	"encoding/base64"
	"fmt"
	"html"
	"strings"

	"gosched/kernel/rt"
)

// HTML returns the explanation as a table, with pictures of the circles.
func HTML(d *rt.Deadlock) string {
	var b strings.Builder
	b.WriteString("<table style='text-align:left'><thead><tr>")
	for _, cell := range header.cells() {
		b.WriteString("<th style='text-align:left'>" + cell + "</th>")
	}
	b.WriteString("</tr></thead><tbody>")
	list, more := rows(d)
	for i := range list {
		b.WriteString("<tr>")
		for j, cell := range list[i].cells() {
			text := html.EscapeString(cell)
			if text != "" && (j == 3 || j == 5) {
				text = "<code>" + text + "</code>"
			}
			b.WriteString("<td style='text-align:left'>" + text + "</td>")
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</tbody></table>")
	if more > 0 {
		fmt.Fprintf(&b, "<p>… and %d more goroutines</p>", more)
	}
	rings := circles(d)
	for _, c := range rings {
		fmt.Fprintf(&b, "<p>%s</p>", html.EscapeString(sentence(c, d.Cell)))
		if svg := SVG(c, d.Cell); svg != "" {
			b.WriteString("<p>" + image(svg, sentence(c, d.Cell)) + "</p>")
		}
	}
	for _, s := range hints(d, rings) {
		fmt.Fprintf(&b, "<p>%s</p>", html.EscapeString(s))
	}
	return b.String()
}

// image is a picture that becomes a part of the page where scripts may make it so.
func image(svg, says string) string {
	const prefix = "data:image/svg+xml;base64,"
	return fmt.Sprintf(`<img alt="%s" style="max-width:100%%" src="%s%s" onload="this.outerHTML=decodeURIComponent(escape(atob(this.src.slice(%d))))">`,
		html.EscapeString(says), prefix, base64.StdEncoding.EncodeToString([]byte(svg)), len(prefix))
}
