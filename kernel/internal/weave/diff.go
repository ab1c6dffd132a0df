package weave

import (
	"fmt"
	"reflect"
	"strings"

	"gosched/kernel/internal/nbformat"
)

// Diff says in one line each how the notebook have differs from the woven one,
// want; nil if it does not. What running adds is not compared: outputs, counts,
// timing, and the description of the language.
func Diff(have, want *nbformat.Notebook) []string {
	var lines []string
	for i := range max(len(have.Cells), len(want.Cells)) {
		switch {
		case i >= len(have.Cells):
			lines = append(lines, fmt.Sprintf("cell %d is missing: %s", i+1, summary(want.Cells[i])))
		case i >= len(want.Cells):
			lines = append(lines, fmt.Sprintf("cell %d is not in the sources: %s", i+1, summary(have.Cells[i])))
		default:
			if diff := diffCell(have.Cells[i], want.Cells[i]); diff != "" {
				lines = append(lines, fmt.Sprintf("cell %d: %s", i+1, diff))
			}
		}
	}
	for _, key := range []string{"kernelspec", "title"} {
		if !reflect.DeepEqual(have.Metadata[key], want.Metadata[key]) {
			lines = append(lines, fmt.Sprintf("metadata %s is %v, want %v", key, have.Metadata[key], want.Metadata[key]))
		}
	}
	return lines
}

func diffCell(have, want *nbformat.Cell) string {
	switch {
	case have.Type != want.Type || have.ID != want.ID:
		return fmt.Sprintf("have %s, want %s", summary(have), summary(want))
	case have.Source != want.Source:
		n, h, w := diffLine(have.Source, want.Source)
		return fmt.Sprintf("line %d of %s: have %q, want %q", n, want.ID, h, w)
	}
	for _, key := range []string{"gosched", "jupyter"} {
		if h, w := have.Metadata[key], want.Metadata[key]; !reflect.DeepEqual(h, w) {
			return fmt.Sprintf("metadata %s of %s: have %q, want %q", key, want.ID, h, w)
		}
	}
	return ""
}

// diffLine returns the first line in which two texts differ, and its number.
func diffLine(have, want string) (n int, h, w string) {
	for n = 1; ; n++ {
		h, have, _ = strings.Cut(have, "\n")
		w, want, _ = strings.Cut(want, "\n")
		if h != w || have == want {
			return n, h, w
		}
	}
}

// summary names a cell by its kind, id and first line.
func summary(c *nbformat.Cell) string {
	line, _, _ := strings.Cut(c.Source, "\n")
	return fmt.Sprintf("%s %s %.60q", c.Type, c.ID, line)
}
