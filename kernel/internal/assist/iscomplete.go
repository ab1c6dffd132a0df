package assist

import (
	"go/scanner"
	"go/token"
	"strings"

	"gosched/kernel/internal/session"
)

// IsComplete says whether a cell could be run as it is: "complete", "incomplete"
// (indent then is what the next line should start with) or "invalid".
func IsComplete(src string) (status, indent string) {
	o := outline(src)
	switch {
	case o.invalid:
		return "invalid", ""
	case o.unfinished:
		return "incomplete", ""
	case len(o.open) > 0, wantsMore(o.last):
		return "incomplete", strings.Repeat("\t", o.levels())
	}
	errs := session.SyntaxErrors(src)
	if len(errs) == 0 {
		return "complete", ""
	}
	m := session.NewMapper(src)
	if m.LineColOffset(errs[0].Line, errs[0].Col) >= len(strings.TrimRight(src, " \t\r\n")) {
		return "incomplete", lastIndent(src)
	}
	return "invalid", ""
}

// An outlined is what a scanner sees of a cell.
type outlined struct {
	open       []bracket   // that are not closed
	last       token.Token // the last one, automatic semicolons aside
	unfinished bool        // the end is in a raw string or comment
	inString   bool        // the end is in a string or rune literal of one line
	inRaw      bool        // the end is in a raw string
	quote      int         // offset of the quote that opens the literal at the end
	invalid    bool        // brackets do not match, or there is what is no token
}

// A bracket is an opening bracket.
type bracket struct {
	tok    token.Token
	line   int
	offset int
	block  bool // with statements in it
	called bool // parentheses come next: the body of a function literal after go or defer, or type parameters
}

var closing = map[token.Token]token.Token{token.LPAREN: token.RPAREN, token.LBRACK: token.RBRACK, token.LBRACE: token.RBRACE}

// outline scans a cell.
func outline(src string) outlined {
	var o outlined
	var before token.Token // the last one
	literal := -1          // how many brackets were open at the last function literal after go or defer
	var sc scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	sc.Init(file, []byte(src), func(pos token.Position, msg string) { o.scanError(src, pos.Offset, msg) }, 0)
	for {
		pos, tok, lit := sc.Scan()
		switch {
		case tok == token.EOF:
			return o
		case tok == token.SEMICOLON && lit == "\n":
			o.statement()
			continue
		case tok == token.SEMICOLON, tok == token.CASE, tok == token.RETURN:
			o.statement()
		case closing[tok] != 0:
			called := tok == token.LBRACE && literal == len(o.open)
			if called {
				literal = -1
			}
			called = called || tok == token.LBRACK && o.last == token.IDENT && before == token.FUNC
			o.open = append(o.open, bracket{tok: tok, line: file.Line(pos), offset: file.Offset(pos), called: called})
		case tok == token.FUNC && (o.last == token.GO || o.last == token.DEFER):
			literal = len(o.open)
		case tok == token.RPAREN, tok == token.RBRACK, tok == token.RBRACE:
			if n := len(o.open); n == 0 || closing[o.open[n-1].tok] != tok {
				o.invalid = true
			} else {
				o.open = o.open[:n-1]
			}
		}
		before, o.last = o.last, tok
	}
}

// statement notes that a statement is in the innermost brackets.
func (o *outlined) statement() {
	if n := len(o.open); n > 0 && o.open[n-1].tok == token.LBRACE {
		o.open[n-1].block = true
	}
}

func (o *outlined) scanError(src string, offset int, msg string) {
	switch msg {
	case "comment not terminated":
		o.unfinished = true
	case "raw string literal not terminated":
		o.unfinished, o.inRaw, o.quote = true, true, offset
	case "string literal not terminated", "rune literal not terminated":
		o.invalid = true
		o.inString, o.quote = !strings.Contains(src[offset:], "\n"), offset
	default:
		o.invalid = true
	}
}

// levels returns how far the next line is indented: by what is inside the open
// brackets, of which those opened on one line count once, and by the statement or
// operand that the last line leaves unfinished.
func (o *outlined) levels() int {
	n, line := 0, 0
	for _, b := range o.open {
		if b.line != line {
			n++
		}
		line = b.line
	}
	if o.continued() {
		n++
	}
	return n
}

// continued reports whether the next line belongs to the same statement or operand
// as the last one.
func (o *outlined) continued() bool {
	switch o.last {
	case token.LPAREN, token.LBRACK, token.LBRACE, token.COLON:
		return false
	case token.COMMA: // in a list in brackets it separates what stands on lines
		return len(o.open) == 0 || o.open[len(o.open)-1].block
	}
	return wantsMore(o.last)
}

// wantsMore reports whether a cell cannot end with tok.
func wantsMore(tok token.Token) bool {
	switch tok {
	case token.INC, token.DEC, token.RPAREN, token.RBRACK, token.RBRACE, token.SEMICOLON, token.ILLEGAL,
		token.BREAK, token.CONTINUE, token.RETURN, token.FALLTHROUGH:
		return false
	}
	return tok.IsOperator() || tok.IsKeyword()
}

// lastIndent returns the white space at the start of the last line.
func lastIndent(src string) string {
	line := src[strings.LastIndexByte(strings.TrimRight(src, "\r\n"), '\n')+1:]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}
