package deadlock

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"gosched/kernel/rt"
)

// Goroutines returns the table of what goroutines do, by media type, and a text that is
// the same as long as nothing but time has gone by. Cell is the running cell, 0 if none is.
func Goroutines(list []rt.Situation, cell int) (bundle map[string]any, state string) {
	if len(list) == 0 {
		return nil, ""
	}
	all, more := rows(&rt.Deadlock{Cell: cell, Goroutines: list})
	all = append([]row{doing}, all...)
	var text, page strings.Builder
	writeText(&text, all, more)
	writeHTML(&page, all, more)
	for i := range all {
		state += strings.Join(slices.Delete(all[i].cells(), 4, 5), "\t") + "\n"
	}
	return map[string]any{"text/plain": strings.TrimRight(text.String(), "\n"), "text/html": page.String()}, state
}

// doing is above rows about goroutines that need not wait.
var doing = row{"goroutine", "started at", "is at", "does", "for", "holds", 1}

// writeHTML writes a table, in which so many goroutines are missing.
func writeHTML(b *strings.Builder, list []row, more int) {
	const left = " style='text-align:left'"
	b.WriteString("<table" + left + "><thead><tr>")
	for _, cell := range list[0].cells() {
		b.WriteString("<th" + left + ">" + cell + "</th>")
	}
	b.WriteString("</tr></thead><tbody>")
	for i := range list[1:] {
		b.WriteString("<tr>")
		for _, cell := range list[1+i].cells() {
			b.WriteString("<td" + left + ">" + html.EscapeString(cell) + "</td>")
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</tbody></table>")
	if more > 0 {
		fmt.Fprintf(b, "<p>… and %d more goroutines</p>", more)
	}
}
