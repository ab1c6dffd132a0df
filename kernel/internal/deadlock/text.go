package deadlock

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gosched/kernel/rt"
)

// An explanation is what is said of a deadlock.
type explanation struct {
	cell    int
	rows    []row // the header first
	more    int   // goroutines that are in no row
	circles [][]link
	hints   []string
}

func explain(d *rt.Deadlock) *explanation {
	list, more := rows(d)
	rings := circles(d)
	return &explanation{d.Cell, append([]row{header}, list...), more, rings, hints(d, rings)}
}

// text returns the explanation as lines.
func (e *explanation) text() string {
	var b strings.Builder
	writeText(&b, e.rows, e.more)
	for _, s := range e.remarks() {
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
func (e *explanation) remarks() (list []string) {
	for _, c := range e.circles {
		list = append(list, sentence(c, e.cell))
	}
	return append(list, e.hints...)
}

// Bundle returns the explanation by media type.
func Bundle(d *rt.Deadlock) map[string]any {
	e := explain(d)
	return map[string]any{"text/plain": e.text(), "text/html": e.page()}
}

// Standstill says in one line what goroutines wait for that stand still while others do not.
func Standstill(d *rt.Deadlock) string {
	return strings.Join(append(explain(d).remarks(), "The cell goes on waiting, since something else of the session is alive and might unlock it: interrupt the cell if nothing will."), " ")
}
