package magic

import (
	"slices"
	"strings"
)

// A Match is a completion of a command.
type Match struct {
	Text      string // replaces src[Start:cursor]
	Signature string // its usage
}

// Complete completes the name of a command. The cursor is a byte offset; ok is
// false if it does not stand in such a name.
func Complete(src string, cursor int) (matches []Match, start int, ok bool) {
	start = strings.LastIndexByte(src[:cursor], '\n') + 1
	start += len(src[start:cursor]) - len(strings.TrimLeft(src[start:cursor], " \t"))
	word := src[start:cursor]
	if !strings.HasPrefix(word, "%") || strings.ContainsAny(word, " \t") || !isMagic(src) {
		return nil, 0, false
	}
	for _, c := range table {
		if c.Form&Symbol != 0 {
			continue
		}
		for _, written := range c.forms() {
			if strings.HasPrefix(written, word) {
				matches = append(matches, Match{Text: written, Signature: c.Usage})
			}
		}
	}
	slices.SortFunc(matches, func(a, b Match) int { return strings.Compare(a.Text, b.Text) })
	return matches, start, true
}

// forms returns the ways in which c is written.
func (c *Command) forms() []string {
	var forms []string
	if c.Form&Line != 0 {
		forms = append(forms, "%"+c.Name)
	}
	if c.Form&Cell != 0 {
		forms = append(forms, "%%"+c.Name)
	}
	return forms
}
