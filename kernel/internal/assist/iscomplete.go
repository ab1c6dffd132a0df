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
	case len(o.open) > 0:
		return "incomplete", strings.Repeat("\t", o.levels())
	case wantsMore(o.last):
		return "incomplete", lastIndent(src) + "\t"
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
	called bool // parentheses come next: the body of a function literal after go or defer, or type parameters
}

var closing = map[token.Token]token.Token{token.LPAREN: token.RPAREN, token.LBRACK: token.RBRACK, token.LBRACE: token.RBRACE}

// outline scans a cell.
func outline(src string) outlined {
	var o outlined
	var before token.Token // the last one
	literal := -1          // how many brackets were open at the last function literal after go or defer
	var scan scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	scan.Init(file, []byte(src), func(pos token.Position, msg string) { o.scanError(src, pos.Offset, msg) }, 0)
	for {
		pos, tok, lit := scan.Scan()
		switch {
		case tok == token.EOF:
			return o
		case tok == token.SEMICOLON && lit == "\n":
			continue
		case closing[tok] != 0:
			called := tok == token.LBRACE && literal == len(o.open)
			if called {
				literal = -1
			}
			called = called || tok == token.LBRACK && o.last == token.IDENT && before == token.FUNC
			o.open = append(o.open, bracket{tok, file.Line(pos), file.Offset(pos), called})
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

// A lineToken is a token of a line.
type lineToken struct {
	tok    token.Token
	offset int
	opens  int // index of the token that it closes, -1 if it closes none
}

// scanLine returns the tokens of a line.
func scanLine(src string) []lineToken {
	var list []lineToken
	var open []int
	var scan scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	scan.Init(file, []byte(src), nil, 0)
	for {
		pos, tok, lit := scan.Scan()
		if tok == token.EOF {
			return list
		}
		t := lineToken{tok, file.Offset(pos), -1}
		switch {
		case tok == token.SEMICOLON && lit == "\n":
			continue
		case closing[tok] != 0:
			open = append(open, len(list))
		case tok == token.RPAREN, tok == token.RBRACK, tok == token.RBRACE:
			if len(open) > 0 {
				t.opens, open = open[len(open)-1], open[:len(open)-1]
			}
		}
		list = append(list, t)
	}
}

// levels returns how far what is inside the open brackets is indented: brackets
// opened on one line count once.
func (o *outlined) levels() int {
	n, line := 0, 0
	for _, b := range o.open {
		if b.line != line {
			n++
		}
		line = b.line
	}
	return n
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
