package listing

import (
	"go/scanner"
	"go/token"
	"path"
	"strconv"
	"strings"
)

// A Source is the cell that a listing is of.
type Source struct {
	File string // what positions call it, without directories
	Text string
	Body string // what the function is called that the statements are, "" if there is none
}

// line returns the text of a line of the cell, counted from 1.
func (s Source) line(n int) string {
	lines := strings.Split(s.Text, "\n")
	if n < 1 || n > len(lines) {
		return ""
	}
	return strings.TrimRight(lines[n-1], "\r")
}

// A place is a position in the cell, or in another file.
type place struct {
	file      string
	line, col int // col is 0 if it is not known
}

// parsePlace reads "dir/file:line:col" and "dir/file:line".
func parsePlace(s string) (place, bool) {
	rest, last, ok := cutNumber(s)
	if !ok {
		return place{}, false
	}
	if file, line, ok := cutNumber(rest); ok {
		return place{path.Base(file), line, last}, true
	}
	return place{path.Base(rest), last, 0}, true
}

func cutNumber(s string) (rest string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i <= 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil
}

// callee returns the name before the parenthesis of a call that begins at a place.
func (s Source) callee(p place) string {
	text := s.line(p.line)
	if p.col < 2 || p.col > len(text) || text[p.col-1] != '(' {
		return ""
	}
	end := p.col - 1
	start := strings.LastIndexFunc(text[:end], func(r rune) bool {
		return !(r == '_' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f)
	}) + 1
	return text[start:end]
}

// A lineSpan is lines from first to last.
type lineSpan struct{ first, last int }

func (s lineSpan) has(line int) bool { return s.first <= line && line <= s.last }

// funcs returns the lines of the functions that the cell declares.
func (s Source) funcs() []lineSpan {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(s.Text))
	var sc scanner.Scanner
	sc.Init(file, []byte(s.Text), func(token.Position, string) {}, 0)
	var spans []lineSpan
	depth, start, begins := 0, 0, true // begins: a statement or declaration may begin here
	for {
		pos, tok, _ := sc.Scan()
		line := file.Line(pos)
		switch tok {
		case token.EOF:
			return spans
		case token.FUNC:
			if depth == 0 && begins {
				start = line
			}
		case token.LBRACE, token.LPAREN, token.LBRACK:
			depth++
		case token.RBRACE, token.RPAREN, token.RBRACK:
			depth--
		case token.SEMICOLON:
			if depth == 0 && start > 0 {
				spans = append(spans, lineSpan{start, line})
				start = 0
			}
		}
		begins = tok == token.SEMICOLON
	}
}
