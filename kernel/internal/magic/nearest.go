package magic

import (
	"fmt"
	"unicode"
)

// unknown is the error for a command that does not exist.
func unknown(mark, name string) error {
	if name == "" {
		return &Error{Name: "usage", Text: mark + ": a name is missing; %help lists the commands"}
	}
	text := fmt.Sprintf("there is no %s%s", mark, name)
	if c := nearest(name); c != nil {
		text += "; did you mean " + c.Usage + "?"
	} else {
		text += "; %help lists the commands"
	}
	return &Error{Name: "usage", Text: text}
}

// nearest returns the command whose name is most like name, nil if none is.
func nearest(name string) *Command {
	var best *Command
	limit := max(1, len(name)/2) // a greater distance is no likeness
	for _, c := range table {
		if c.Form&Symbol != 0 {
			continue
		}
		if d := distance(name, c.Name); d <= limit {
			best, limit = c, d-1
		}
	}
	return best
}

// distance is the least number of letters to insert, delete, replace or swap
// with their neighbour that makes b of a.
func distance(a, b string) int {
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			next[j+1] = min(row[j+1], next[j]) + 1
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			next[j+1] = min(next[j+1], row[j]+change)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}

func inName(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
