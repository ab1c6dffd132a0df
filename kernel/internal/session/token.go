package session

import (
	"go/scanner"
	"go/token"
	"strings"
)

// A lexeme is a token of a source.
type lexeme struct {
	tok    token.Token
	offset int
	text   string // of names, literals and keywords
}

// end returns the offset after a token.
func (t lexeme) end() int {
	if t.text != "" {
		return t.offset + len(t.text)
	}
	return t.offset + len(t.tok.String())
}

// word returns what a token is in the source.
func (t lexeme) word() string {
	if t.text != "" {
		return t.text
	}
	return t.tok.String()
}

// scan returns the tokens of a source, without comments and semicolons that are
// not written out.
func scan(src string) []lexeme {
	var list []lexeme
	var sc scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	sc.Init(file, []byte(src), nil, 0)
	for {
		pos, tok, text := sc.Scan()
		switch {
		case tok == token.EOF:
			return list
		case tok == token.SEMICOLON && text != ";":
		default:
			if tok.IsOperator() {
				text = ""
			}
			list = append(list, lexeme{tok, file.Offset(pos), text})
		}
	}
}

// tokens returns source without comments and with single spaces, so that equal
// texts mean equal declarations. A line break counts if it ends a statement.
func tokens(src string) string {
	var scan scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	scan.Init(file, []byte(src), nil, 0)
	var b strings.Builder
	for {
		_, tok, lit := scan.Scan()
		switch {
		case tok == token.EOF:
			return b.String()
		case tok == token.SEMICOLON:
			b.WriteByte(';')
		case lit != "":
			b.WriteString(lit)
		default:
			b.WriteString(tok.String())
		}
		b.WriteByte(' ')
	}
}

// comments returns the offsets of the comments of a source.
func comments(src string) []int {
	var list []int
	var sc scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	sc.Init(file, []byte(src), nil, scanner.ScanComments)
	for {
		switch pos, tok, _ := sc.Scan(); tok {
		case token.EOF:
			return list
		case token.COMMENT:
			list = append(list, file.Offset(pos))
		}
	}
}
