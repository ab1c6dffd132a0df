package session

import (
	"go/token"
	"slices"
	"strings"
)

// phrase is the hint for what is written so in other languages, or nearly so in Go.
// It goes by the tokens around the mistake.
func (s spot) phrase() string {
	for _, rule := range []func(spot) string{spot.concurrent, spot.within, spot.converted, spot.word, spot.equals, spot.colon, spot.bracketed, spot.loop, spot.clause, spot.declaration, spot.operand} {
		if hint := rule(s); hint != "" {
			return hint
		}
	}
	return ""
}

// first is the token that the line begins with, up to the mistake.
func (s spot) first() token.Token {
	if len(s.before) == 0 {
		return token.ILLEGAL
	}
	return s.before[0].tok
}

// back is the n-th token before the mistake on its line, counted from 1.
func (s spot) back(n int) lexeme {
	if n > len(s.before) {
		return lexeme{}
	}
	return s.before[len(s.before)-n]
}

// ahead is the first token after the one at the mistake.
func (s spot) ahead() lexeme {
	if len(s.next) == 0 {
		return lexeme{}
	}
	return s.next[0]
}

// inside returns the bracket around the mistake that is opened last on its line, and
// what is before it.
func (s spot) inside() (bracket, before lexeme) {
	depth := 0
	for i, t := range slices.Backward(s.before) {
		switch t.tok {
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth++
		case token.LPAREN, token.LBRACK, token.LBRACE:
			if depth == 0 {
				if i > 0 {
					before = s.before[i-1]
				}
				return t, before
			}
			depth--
		}
	}
	return lexeme{}, lexeme{}
}

// word is the hint for words of other languages within a line.
func (s spot) word() string {
	switch at, last := s.at.word(), s.back(1); {
	case s.first() == token.IF && at == "in":
		return "slices.Contains(list, x) looks for an element, _, ok := m[key] for a key"
	case at == "is" && s.at.tok == token.IDENT && (s.first() == token.IF || len(s.before) == 1):
		return "is is written =="
	case last.tok == token.RBRACE && s.at.tok == token.IDENT && foreignWords[at] != "":
		return foreignWords[at]
	case last.text == "implements":
		return "a type that has the methods of an interface implements it, without a word"
	case last.text == "extends":
		return "Go has no subclasses: a struct can embed another type, type D struct { B }"
	case last.text == "new" && s.at.tok == token.IDENT:
		return "new is a function: new(T); a value of a type is written T{…}, a slice is made by make([]T, n)"
	case s.at.tok == token.IF && (strings.HasPrefix(s.msg, "expected operand") || strings.HasPrefix(s.msg, "expected ';'")) && len(s.before) > 0:
		return "if is a statement in Go, and has no value"
	case s.at.tok == token.RANGE && s.first() != token.FOR:
		return "range stands in loops: for i := range n { … }"
	case s.at.tok == token.IMPORT && len(s.before) > 0:
		return "imports stand on lines of their own, outside of functions"
	}
	return ""
}

// equals is the hint for an = that stands where none can.
func (s spot) equals() string {
	if s.at.tok == token.ASSIGN && s.ahead().tok == token.GTR {
		return foreignWords["lambda"]
	}
	if s.at.tok != token.ASSIGN {
		return ""
	}
	bracket, before := s.inside()
	switch first := s.first(); {
	case s.back(1).tok == token.EQL:
		return "== compares"
	case s.msg == "missing ',' in parameter list":
		return "parameters have no default values"
	case s.msg != "expected '==', found '='":
	case bracket.tok == token.LPAREN && before.tok == token.IDENT:
		return "arguments are passed in order, without names"
	case bracket.tok == token.LBRACE && before.tok == token.IDENT:
		return "the fields of a literal are given with a colon: Field: value"
	case bracket.tok == token.ILLEGAL && slices.ContainsFunc(s.before, func(t lexeme) bool { return t.tok == token.ASSIGN || t.tok == token.DEFINE }) && first == token.IDENT:
		return "an assignment has no value: assign one variable after the other, or write x, y = 1, 1"
	case first == token.CONST || first == token.VAR:
		return "several are declared by " + first.String() + " x, y = 1, 2"
	}
	return ""
}

// colon is the hint for a colon between a name and a type, and the like.
func (s spot) colon() string {
	switch {
	case s.at.tok == token.COLON && s.first() == token.FUNC && s.back(1).tok == token.RPAREN,
		s.at.tok == token.SUB && s.first() == token.FUNC && s.ahead().tok == token.GTR:
		return "the type of the result stands after the parentheses: func f(x int) int { … }"
	case s.at.tok == token.COLON && (s.msg == "expected type, found ':'" || s.msg == "missing ',' in parameter list"):
		return "the type stands after the name, without a colon"
	case s.at.tok == token.COLON && s.back(1).text == "std":
		return "Go prints by fmt.Println"
	case s.msg == "missing import path":
		return "the path of a package is a string: import \"" + s.back(1).word() + "\""
	case s.first() == token.IMPORT && s.at.tok == token.COMMA:
		return "several packages are imported line by line, in import ( … )"
	}
	return ""
}

// bracketed is the hint for literals and types.
func (s spot) bracketed() string {
	switch last := s.back(1); {
	case s.at.tok == token.LBRACE && last.tok == token.MAP:
		return "a map is written with the types of keys and values: map[string]int{…}"
	case s.at.tok == token.LBRACE && (s.first() == token.GO || s.first() == token.DEFER):
		return "a block is made a function that is called: " + s.first().String() + " func() { … }()"
	case s.at.tok == token.LBRACE && s.msg == "expected operand, found '{'" && slices.Contains(beforeValue, last.tok):
		return "a literal begins with its type: []int{1, 2}, map[string]int{\"a\": 1}"
	case s.at.tok == token.LBRACE && s.first() == token.TYPE && s.msg == "expected type, found '{'":
		return "a type of fields is declared by type Name struct { … }"
	case s.at.tok == token.RBRACK && s.msg == "expected operand, found ']'" && last.tok == token.LBRACK:
		return "the type of a slice is written []int"
	case s.at.tok == token.LSS && (s.first() == token.FUNC || s.first() == token.TYPE):
		return "type parameters stand in brackets: [T any]"
	}
	return ""
}

// beforeValue are tokens after which a literal can stand.
var beforeValue = []token.Token{token.ASSIGN, token.DEFINE, token.RETURN, token.COMMA, token.LPAREN, token.COLON, token.ADD_ASSIGN}

// loop is the hint for the clauses of for.
func (s spot) loop() string {
	if s.first() != token.FOR {
		return ""
	}
	const count = "for i := 1; i <= n; i++ { … } counts, and so does for i := range n { … }, from 0 on"
	if s.at.tok == token.FLOAT && strings.HasPrefix(s.at.text, ".") {
		return count
	}
	defines := 0
	for _, t := range s.next {
		switch {
		case t.tok == token.LBRACE:
			return ""
		case t.text == "in" && t.tok == token.IDENT:
			return "loops over something are written for i, x := range list { … }, or for i := range n { … }"
		case t.text == "to" && t.tok == token.IDENT:
			return count
		case t.tok == token.COMMA && slices.ContainsFunc(s.before, func(t lexeme) bool { return t.tok == token.SEMICOLON }):
			return "the clauses of for are separated by semicolons: for i := 0; i < n; i++ { … }"
		case t.tok == token.DEFINE:
			if defines++; defines == 2 {
				return "several variables are declared by for i, j := 0, 1; …"
			}
		}
	}
	return ""
}

// declaration is the hint for functions, methods and types.
func (s spot) declaration() string {
	switch first, at := s.first(), s.at.tok; {
	case first == token.FUNC && at == token.PERIOD && len(s.before) == 2:
		return "a method is declared by func (x " + s.back(1).text + ") " + s.ahead().text + "() { … }"
	case s.back(1).tok == token.FUNC && at == token.IDENT && s.msg == "expected '(', found "+s.at.text:
		return "in functions, a function is made by " + s.at.text + " := func() { … }"
	case first == token.STRUCT && at == token.IDENT && len(s.before) == 1:
		return "a type of fields is declared by type " + s.at.text + " struct { … }"
	case first == token.TYPE && at == token.INT:
		return "type declares types; fmt.Printf(\"%T\", x) prints the type of x"
	case len(s.before) == 1 && at == token.IDENT && s.ahead().tok == token.LPAREN && basicType(s.before[0].text):
		return funcHint
	}
	return ""
}

// operand is the hint for operators that Go does not have, and for calls.
func (s spot) operand() string {
	last := s.back(1)
	switch {
	case s.at.tok == token.GTR && last.tok == token.LSS:
		return "not equal is written !="
	case s.at.tok == token.IDENT && strings.HasPrefix(s.msg, "expected ';'") && (s.ahead().tok == token.DEFINE || s.ahead().tok == token.ASSIGN) &&
		slices.ContainsFunc(s.before, func(t lexeme) bool { return t.tok == token.DEFINE || t.tok == token.ASSIGN }):
		return "statements are separated by line breaks or semicolons"
	case len(s.before) == 3 && s.before[1].tok == token.PERIOD && strings.HasPrefix(s.msg, "expected ';'") &&
		(s.at.tok == token.STRING || s.at.tok == token.INT || s.at.tok == token.FLOAT):
		name := s.before[0].text + "." + last.text
		return "to call " + name + ", write " + name + "(" + s.at.text + ")"
	}
	return ""
}
