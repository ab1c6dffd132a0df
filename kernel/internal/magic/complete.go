package magic

import (
	"slices"
	"strings"
	"unicode/utf8"
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

// Blank makes Go of a cell for completion and tooltips: the names of commands
// are blanked, their arguments stay, every code point in its place.
func Blank(src string) string {
	if !isMagic(src) {
		return src
	}
	var b strings.Builder
	rest := src
	for rest != "" {
		line, after, _ := strings.Cut(rest, "\n")
		text := strings.TrimSpace(line)
		if !idle(text) && !starts(text) {
			break
		}
		b.WriteString(blankMagic(line, text))
		if len(line) < len(rest) {
			b.WriteByte('\n')
		}
		rest = after
	}
	b.WriteString(rest)
	return b.String()
}

// blankMagic blanks the command in a line, whose trimmed text is given.
func blankMagic(line, text string) string {
	if !starts(text) {
		return line
	}
	name := firstWord(text)
	if text[0] == '!' { // all of it is the shell's
		name = text
	}
	return strings.Replace(line, name, strings.Repeat(" ", utf8.RuneCountInString(name)), 1)
}
