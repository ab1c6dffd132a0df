package display

import (
	"fmt"
	"html"
	"reflect"
	"strings"

	"gosched/kernel/display/internal/monospace"
)

// A Table shows rows with named columns:
//
//	display.Table{Rows: results, Columns: []string{"Name", "Took"}, Format: map[string]string{"Took": "%.1f"}}
//
// Rows is a slice or an array of structs or of pointers to them (a column for each
// field), of maps (for each key that occurs), or of slices (for each index), or a
// map, whose keys become the first column, "key". What is none of these is a
// column "value".
//
// Numbers and durations stand on the right, everything else on the left. A value
// is shown by its own HTML or String method, if it has one that may be called, and
// otherwise as %+v shows it, shortened to a line.
type Table struct {
	Rows    any
	Columns []string          // which, and in which order; nil for all
	Format  map[string]string // verb of fmt by column, as "%.2f"
	Align   map[string]string // "left", "right" or "center" by column
	Caption string
	Limit   int // rows shown: 0 for 30, less for all, but never more than 5000
}

// Limits of tables. A program that wants all of a large value prints it.
const (
	defaultRows = 30
	maxRows     = 5000
	maxColumns  = 60
	maxSorted   = 200_000 // keys of a map; a larger one is not sorted for a few rows
	maxCell     = 100     // characters
)

// MIMEBundle returns the table as HTML and as text.
func (t Table) MIMEBundle() map[string]any {
	r, err := t.records()
	if err != nil {
		return map[string]any{"text/plain": "display.Table: " + err.Error()}
	}
	return map[string]any{"text/html": t.html(r), "text/plain": t.text(r)}
}

// HTML returns the table as a fragment of HTML.
func (t Table) HTML() string {
	r, err := t.records()
	if err != nil {
		return html.EscapeString("display.Table: " + err.Error())
	}
	return t.html(r)
}

// String returns the table as text.
func (t Table) String() string {
	r, err := t.records()
	if err != nil {
		return "display.Table: " + err.Error()
	}
	return t.text(r)
}

// limit returns how many of n rows are shown.
func (t Table) limit(n int) int {
	switch {
	case t.Limit < 0:
		return min(n, maxRows)
	case t.Limit == 0:
		return min(n, defaultRows)
	}
	return min(n, t.Limit, maxRows)
}

// A cell is a value as it is shown.
type cell struct {
	text    string
	html    string // by the value's own method, "" if it has none
	numeric bool
}

// A column is a named column of cells, of which there is one for each row shown.
type column struct {
	name  string
	cells []cell
}

// records reads what is shown, in the order and the formats of t.
func (t Table) records() (records, error) {
	read, err := readRecords(reflect.ValueOf(t.Rows), t.limit)
	if err != nil {
		return records{}, err
	}
	if t.Columns != nil {
		if read.columns, err = read.choose(t.Columns); err != nil {
			return records{}, err
		}
	}
	out := records{total: read.total, shown: read.shown}
	for _, c := range read.columns {
		if len(out.columns) == maxColumns {
			out.left = len(read.columns) - maxColumns
			break
		}
		out.columns = append(out.columns, c.cells(t.Format[c.name], read.shown))
	}
	return out, nil
}

// align returns where the cells of c stand.
func (t Table) align(c column) monospace.Alignment {
	switch t.Align[c.name] {
	case "left":
		return monospace.Left
	case "right":
		return monospace.Right
	case "center":
		return monospace.Center
	}
	some := false
	for _, cell := range c.cells {
		if !cell.numeric && cell.text != "" {
			return monospace.Left
		}
		some = some || cell.numeric
	}
	if some {
		return monospace.Right
	}
	return monospace.Left
}

// text returns the table in a face of fixed width.
func (t Table) text(r records) string {
	rows := make([][]string, 1+r.shown)
	var align []monospace.Alignment
	for _, c := range r.columns {
		align = append(align, t.align(c))
		rows[0] = append(rows[0], oneLine(c.name))
		for i, cell := range c.cells {
			rows[i+1] = append(rows[i+1], cell.text)
		}
	}
	s := monospace.Table(rows, align)
	if t.Caption != "" {
		s = t.Caption + "\n" + s
	}
	return strings.TrimRight(s+r.count(), "\n")
}

// styles are the attributes of cells by alignment. Pages that remove style keep
// align; JupyterLab's own style is stronger than align.
var styles = map[monospace.Alignment]string{
	monospace.Left:   ` align="left" style="text-align:left"`,
	monospace.Right:  ` align="right" style="text-align:right"`,
	monospace.Center: ` align="center" style="text-align:center"`,
}

// html returns the table as HTML without a style of its own, so that it looks as
// tables do on the page.
func (t Table) html(r records) string {
	var b strings.Builder
	b.WriteString(`<table class="dataframe">`)
	if t.Caption != "" {
		fmt.Fprintf(&b, `<caption style="caption-side:top;text-align:left">%s</caption>`, html.EscapeString(t.Caption))
	}
	b.WriteString("<thead><tr>")
	aligns := make([]string, len(r.columns))
	for i, c := range r.columns {
		aligns[i] = styles[t.align(c)]
		fmt.Fprintf(&b, "<th%s>%s</th>", aligns[i], html.EscapeString(oneLine(c.name)))
	}
	b.WriteString("</tr></thead><tbody>")
	for i := range r.shown {
		b.WriteString("<tr>")
		for j, c := range r.columns {
			fmt.Fprintf(&b, "<td%s>%s</td>", aligns[j], c.cells[i].markup())
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</tbody></table>")
	if count := r.count(); count != "" {
		fmt.Fprintf(&b, `<div style="opacity:.75">%s</div>`, count)
	}
	return b.String()
}

// markup returns the cell as HTML.
func (c cell) markup() string {
	if c.html != "" {
		return c.html
	}
	return html.EscapeString(c.text)
}
