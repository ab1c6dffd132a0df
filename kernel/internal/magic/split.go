package magic

import (
	"strings"
	"unicode"
)

// A Script is a cell that has magic lines.
type Script struct {
	Calls []Call
	Go    string // the Go code below them, in its place; "" if there is none
}

// Cell says whether it is a %% magic with its body.
func (s *Script) Cell() bool {
	return len(s.Calls) == 1 && s.Calls[0].cell
}

// Split takes the magic lines of a cell apart. It returns nil for a cell that
// has none; the error is an *Error.
func Split(src string) (*Script, error) {
	if word, ok := leaves(src); ok {
		return &Script{Calls: []Call{newCall(exit, src, word)}}, nil
	}
	if !isMagic(src) {
		return nil, nil
	}
	s := new(Script)
	rest, offset := src, 0
	for rest != "" {
		line, _, _ := strings.Cut(rest, "\n")
		next := min(len(line)+1, len(rest))
		text := strings.TrimSpace(line)
		if !idle(text) && !starts(text) {
			break
		}
		if strings.HasPrefix(text, "%%") {
			return cellMagic(s, text, src[:offset+next], rest[next:])
		}
		if starts(text) {
			call, err := parseLine(line)
			if err != nil {
				return nil, err
			}
			call.pad = blank(src[:offset]) + call.pad
			s.Calls = append(s.Calls, call)
		}
		rest, offset = rest[next:], offset+next
	}
	if strings.TrimSpace(rest) != "" {
		s.Go = blank(src[:offset]) + rest
	}
	return s, s.takeWhole()
}

// isMagic says whether the first line that is not idle is a magic line.
func isMagic(src string) bool {
	for line := range strings.Lines(src) {
		if text := strings.TrimSpace(line); !idle(text) {
			return starts(text)
		}
	}
	return false
}

// idle lines may stand before and among magic lines.
func idle(text string) bool { return text == "" || strings.HasPrefix(text, "//") }

// starts says whether a trimmed line is a magic line.
func starts(text string) bool {
	return strings.HasPrefix(text, "%") || strings.HasPrefix(text, "!") || question(text) > 0
}

// question returns the number of question marks after a name: fmt.Println?
func question(text string) int {
	name := strings.TrimRight(text, "?")
	n := len(text) - len(name)
	if n == 0 || n > 2 || name == "" {
		return 0
	}
	for _, r := range strings.TrimLeft(name, "%") {
		if !inName(r) && r != '.' {
			return 0
		}
	}
	return n
}

// cellMagic parses a %% line, of which body is the rest of the cell and before what
// precedes that. A body of Go is put in its place.
func cellMagic(s *Script, text, before, body string) (*Script, error) {
	if len(s.Calls) > 0 {
		return nil, &Error{Name: "usage", Text: firstWord(text) + ": a %% magic must be the first line of the cell"}
	}
	name, args, _ := cutSpace(text[2:])
	c := lookup(name)
	if c == nil {
		return nil, unknown("%%", name)
	}
	if c.Form&Cell == 0 {
		return nil, &Error{Name: "usage", Text: "%%" + name + ": is written with one %: " + c.Usage}
	}
	s.Calls = []Call{{Command: c, Args: args, Body: body, cell: true}}
	if c.takes == takesGo {
		s.Calls[0].Body = strings.Repeat("\n", strings.Count(before, "\n")) + body
	}
	return s, nil
}

// parseLine parses one magic line.
func parseLine(line string) (Call, error) {
	text := strings.TrimSpace(line)
	if text[0] == '!' {
		return newCall(shell, line, strings.TrimSpace(text[1:])), nil
	}
	if question(text) > 0 {
		return newCall(doc, line, text), nil
	}
	name, args, _ := cutSpace(text[1:])
	c := lookup(name)
	switch {
	case c == nil:
		return Call{}, unknown("%", name)
	case c.Form&Line == 0:
		return Call{}, &Error{Name: "usage", Text: "%" + name + ": is written with %% on the first line of a cell: " + c.Usage}
	}
	return newCall(c, line, args), nil
}

// newCall returns a call whose arguments are the end of line.
func newCall(c *Command, line, args string) Call {
	trimmed := strings.TrimRightFunc(line, unicode.IsSpace)
	return Call{Command: c, Args: args, pad: blank(trimmed[:len(trimmed)-len(args)])}
}

// takeWhole gives the Go code to a command that is written alone above it.
func (s *Script) takeWhole() error {
	for i := range s.Calls {
		c := &s.Calls[i]
		if c.Command.Form&Whole == 0 || c.Args != "" {
			continue
		}
		if i < len(s.Calls)-1 {
			return &Error{Name: "usage", Text: c.written() + ": alone on its line it takes the Go code below; put other magic lines above it"}
		}
		c.Body, s.Go = s.Go, ""
	}
	return nil
}

// cutSpace cuts s at its first run of spaces.
func cutSpace(s string) (before, after string, found bool) {
	i := strings.IndexAny(s, " \t")
	if i < 0 {
		return s, "", false
	}
	return s[:i], strings.TrimSpace(s[i:]), true
}

func firstWord(s string) string {
	w, _, _ := cutSpace(s)
	return w
}

// Misplaced returns the first line of a cell that would be a magic line if it
// stood above the Go code, for a hint when the cell does not compile.
func Misplaced(src string) (line string, ok bool) {
	for l := range strings.Lines(src) {
		text := strings.TrimSpace(l)
		name := strings.TrimLeft(firstWord(text), "%")
		if strings.HasPrefix(text, "%") && lookup(name) != nil {
			return text, true
		}
	}
	return "", false
}
