package magic

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Completion is what could stand at a cursor in the words of a command.
type Completion struct {
	Matches []Match
	Start   int   // the byte offset from which matches replace what is there
	Files   Files // which could also stand there; Typed is their beginning
	Typed   string
}

// A Match is one completion.
type Match struct {
	Text      string
	Kind      string // "magic", "flag", "keyword", "variable"
	Signature string
}

// Files says which names of files could stand at the cursor.
type Files uint8

// The kinds of names.
const (
	NoFiles Files = iota
	AnyFile
	Directory
	ShellFile // as a shell is given it: what is special has a backslash before it
)

// arguments is what a command takes on its line, or in its body.
type arguments uint8

const (
	takesNothing arguments = iota
	takesGo
	takesFile
	takesDir
	takesShell
	takesKey
	takesKind
	takesName   // of a command, or of Go
	takesAction // of %mod, or a directory
)

// Complete completes names of commands and their arguments. The cursor is a byte
// offset; ok is false where Go code or nothing can stand.
func Complete(src string, cursor int, environ []string) (c Completion, ok bool) {
	s := spotAt(src, cursor)
	switch {
	case s.where == inGo:
		return Completion{}, false
	case s.where == inCommand:
		return Completion{Matches: names(s.text), Start: s.start}, true
	case s.command == nil:
		return Completion{Start: cursor}, true
	}
	word := s.text[strings.LastIndexAny(s.text, separators(s.command))+1:]
	c = Completion{Start: cursor - len(word), Typed: word}
	if strings.HasPrefix(word, "-") && s.where == inArgs && s.command.takes != takesShell {
		c.Matches = s.command.flags(word)
		return c, true
	}
	switch s.command.takes {
	case takesGo:
		return Completion{}, false
	case takesName:
		c.Matches = names(word)
		return c, len(c.Matches) > 0
	case takesKind:
		c.add("keyword", word, kinds...)
	case takesAction:
		c.add("keyword", word, slices.Sorted(maps.Keys(modActions))...)
		c.Files = Directory
	case takesKey:
		c.addKeys(word, environ)
	case takesDir:
		c.Files = Directory
	case takesFile:
		if s.where == inArgs {
			c.Files = AnyFile
		}
	case takesShell:
		c.Files = ShellFile
	}
	return c, true
}

// separators are the characters that end a word in the arguments of a command.
func separators(c *Command) string {
	if c.takes == takesShell {
		return " \t\n;|&<>()=\"'`"
	}
	return " \t\""
}

func (c *Completion) add(kind, word string, texts ...string) {
	for _, text := range texts {
		if strings.HasPrefix(text, word) {
			c.Matches = append(c.Matches, Match{Text: text, Kind: kind})
		}
	}
}

// addKeys adds environment variables, with their values to be read.
func (c *Completion) addKeys(word string, environ []string) {
	for _, kv := range slices.Sorted(slices.Values(environ)) {
		if key, value, _ := strings.Cut(kv, "="); strings.HasPrefix(key, word) {
			c.Matches = append(c.Matches, Match{Text: key, Kind: "variable", Signature: value})
		}
	}
}

// names returns the ways in which commands are written that begin with word.
func names(word string) []Match {
	var matches []Match
	for _, c := range table {
		if c.Form&Symbol != 0 {
			continue
		}
		for _, written := range c.forms() {
			if strings.HasPrefix(written, word) && word != "" {
				matches = append(matches, Match{Text: written, Kind: "magic", Signature: c.Usage})
			}
		}
	}
	slices.SortFunc(matches, func(a, b Match) int { return strings.Compare(a.Text, b.Text) })
	return matches
}

// flags returns the flags of c that begin with word, as its usage has them.
func (c *Command) flags(word string) []Match {
	var matches []Match
	for _, f := range c.usageFlags() {
		if flag := firstWord(f); strings.HasPrefix(flag, word) {
			matches = append(matches, Match{Text: flag, Kind: "flag", Signature: f})
		}
	}
	return matches
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

// Describe returns the documentation of the command that the byte offset is in, in
// Markdown or as plain text. It returns "" for what is no command's name, and ok is
// false where Go code can stand.
func Describe(src string, offset int) (plain, markdown string, ok bool) {
	s := spotAt(src, offset)
	switch {
	case s.where == inGo, s.where == inArgs && s.command != nil && (s.command.takes == takesGo || s.command.takes == takesName):
		return "", "", false
	case s.where == inBody || s.command == nil:
		return "", "", true
	}
	return s.command.text(), s.command.markdown(), true
}

// Blank makes Go of a cell for completion and tooltips: commands and their flags
// are blanked, other arguments stay, every code point in its place.
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

// blankMagic blanks what is not Go in a line, whose trimmed text is given.
func blankMagic(line, text string) string {
	if !starts(text) {
		return line
	}
	if n := question(text); n > 0 {
		return strings.Replace(line, text[len(text)-n:], "  "[:n], 1)
	}
	name := firstWord(text)
	c := lookup(strings.TrimLeft(name, "%"))
	if text[0] == '!' || c != nil && c.takes != takesGo && c.takes != takesName { // nothing of it is Go
		name = text
	} else if c == timeMany {
		if _, rest, err := parsePlan(&Call{Command: c, Args: strings.TrimSpace(text[len(name):])}); err == nil {
			name = text[:len(text)-len(rest)]
		}
	}
	return strings.Replace(line, name, strings.Repeat(" ", utf8.RuneCountInString(name)), 1)
}
