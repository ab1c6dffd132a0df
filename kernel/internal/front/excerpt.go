package front

import (
	"strconv"
	"strings"
)

// maxSource is the size of cells, in bytes, up to which they are kept to be quoted.
const maxSource = 64 << 10

// maxQuoted is how long a quoted line may be, in bytes.
const maxQuoted = 160

// quoting adds the source to the calls of a stack: below each line that names a
// place in a cell, the line there.
func (p *parents) quoting(stack []string) []string {
	var out []string
	for _, line := range stack {
		out = append(out, line)
		if text := p.line(cellPosition.FindString(line)); text != "" {
			out = append(out, "    "+text)
		}
	}
	return out
}

// line returns the source at a place such as "cell 3, line 5", "" if it is not kept.
func (p *parents) line(place string) string {
	cell, line, _ := strings.Cut(strings.TrimPrefix(place, "cell "), ", line ")
	c, _ := strconv.Atoi(cell)
	n, _ := strconv.Atoi(line)
	lines := strings.Split(p.byCell[c].source, "\n")
	if n < 1 || n > len(lines) {
		return ""
	}
	text := strings.TrimSpace(lines[n-1])
	if len(text) > maxQuoted {
		text = strings.ToValidUTF8(text[:maxQuoted], "") + " …"
	}
	return text
}
