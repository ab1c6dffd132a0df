package deadlock

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gosched/kernel/rt"
)

// Text returns the explanation as lines.
func Text(d *rt.Deadlock) string {
	var b strings.Builder
	list, more := rows(d)
	writeText(&b, append([]row{header}, list...), more)
	for _, s := range remarks(d) {
		b.WriteString("\n" + s)
	}
	return strings.TrimRight(b.String(), "\n")
}

// writeText writes a table, in which so many goroutines are missing.
func writeText(b *strings.Builder, list []row, more int) {
	widths := make([]int, len(header.cells()))
	for i := range list {
		for j, cell := range list[i].cells() {
			widths[j] = max(widths[j], utf8.RuneCountInString(cell))
		}
	}
	for i := range list {
		var line strings.Builder
		for j, cell := range list[i].cells() {
			line.WriteString(cell + strings.Repeat(" ", widths[j]-utf8.RuneCountInString(cell)+2))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	if more > 0 {
		fmt.Fprintf(b, "… and %d more goroutines\n", more)
	}
}

// remarks returns the circles and the hints as sentences.
func remarks(d *rt.Deadlock) (list []string) {
	rings := circles(d)
	for _, c := range rings {
		list = append(list, sentence(c, d.Cell))
	}
	return append(list, hints(d, rings)...)
}

// Bundle returns the explanation by media type.
func Bundle(d *rt.Deadlock) map[string]any {
	return map[string]any{"text/plain": Text(d), "text/html": HTML(d)}
}

// Standstill says in one line what goroutines wait for that stand still while others do not.
func Standstill(d *rt.Deadlock) string {
	return strings.Join(append(remarks(d), "The cell goes on waiting, since something else of the session is alive and might unlock it: interrupt the cell if nothing will."), " ")
}
