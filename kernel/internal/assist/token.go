package assist

import (
	"go/scanner"
	"go/token"
)

// A lexeme is a token, also a semicolon that is not written out.
type lexeme struct {
	tok    token.Token
	offset int
	opens  int // index of the token that it closes, -1 if it closes none
	text   string
}

// scan returns the tokens of a text.
func scan(src string) []lexeme {
	var list []lexeme
	var open []int
	var sc scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	sc.Init(file, []byte(src), nil, 0)
	for {
		pos, tok, lit := sc.Scan()
		if tok == token.EOF {
			return list
		}
		t := lexeme{tok, file.Offset(pos), -1, lit}
		switch {
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
