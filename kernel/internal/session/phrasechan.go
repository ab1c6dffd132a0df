package session

import (
	"go/token"
	"slices"
	"strings"
)

// concurrent is the hint for goroutines, channels, select and durations.
func (s spot) concurrent() string {
	last := s.back(1)
	bracket, called := s.inside()
	switch {
	case s.at.tok == token.GO && s.msg == "expected operand, found 'go'":
		return "go is a statement: a goroutine has no result, but it can send one: go func() { c <- f() }()"
	case strings.HasPrefix(s.msg, "expected ':', found ") && s.first() != token.ILLEGAL:
		return "what a case does follows a colon: case x: …"
	case s.at.tok == token.ARROW && s.first() == token.SELECT:
		return "what select waits for are cases: case <-c: …"
	case s.at.tok == token.ARROW && (strings.HasPrefix(s.msg, "expected ';'") || strings.HasPrefix(s.msg, "missing ','")),
		strings.HasPrefix(s.msg, "expected boolean expression, found simple statement") && strings.Contains(s.rest(), "<-"):
		return "a value is received by <-c; c <- x is a statement, and has no value"
	case s.first() == token.GO && (s.at.tok == token.FOR || s.at.tok == token.IF || s.at.tok == token.SELECT):
		return "a block is made a function that is called: go func() { … }()"
	case s.at.tok == token.CHAN && len(s.before) == 1 && last.tok == token.IDENT:
		return "variables are declared by " + last.text + " := value, or var " + last.text + " chan int"
	case s.at.tok == token.RPAREN && last.tok == token.CHAN && called.text == "make":
		return "the type of a channel names that of its values: make(chan int)"
	case strings.EqualFold(last.text, "channel") && bracket.tok == token.LPAREN:
		return "the type of a channel of ints is chan int"
	case s.at.tok == token.LBRACE && last.tok == token.ARROW:
		return "a literal begins with its type: c <- Point{1, 2}, and c <- struct{}{} where there is nothing to tell"
	case s.at.tok == token.GTR && last.tok == token.SUB:
		return "fields and methods are selected by a dot, also of pointers; c <- x sends x"
	case s.at.tok == token.IDENT && (last.tok == token.INT || last.tok == token.FLOAT) && slices.Contains(timeUnits, s.at.text):
		return durationHint
	case len(s.before) > 0 && s.before[0].text == "synchronized":
		return foreignWords["with"]
	}
	return ""
}

var timeUnits = []string{"ns", "us", "ms", "s", "sec", "min", "h"}

const durationHint = "a duration is written 500 * time.Millisecond"

// within is the hint for words of other languages that stand within an expression.
func (s spot) within() string {
	last := s.back(1)
	bracket, called := s.inside()
	switch at := s.at.word(); {
	case at == "and", at == "or", last.text == "not" && last.tok == token.IDENT:
		return s.operator()
	case strings.HasPrefix(s.msg, "expected ';'") && len(s.before) > 1 && slices.Contains([]string{"await", "async", "lambda", "spawn"}, last.text):
		return foreignWords[last.text]
	case bracket.tok == token.LPAREN && slices.Contains([]string{"fn", "lambda", "function"}, called.text), s.arrow():
		return foreignWords["lambda"]
	case s.at.tok == token.STRING && last.text == "f" && last.offset+1 == s.at.offset:
		return "fmt.Sprintf puts values into a text: fmt.Sprintf(\"n = %v\", n)"
	case len(s.before) == 1 && s.at.tok == token.IDENT && slices.Contains(calledNames, last.text):
		return "to call " + last.text + ", write " + last.text + "(" + s.at.text + ")"
	}
	return ""
}

// calledNames are functions that are called without parentheses in other languages.
var calledNames = []string{"print", "println", "panic", "close", "delete", "len"}

// arrow reports whether => follows, which other languages have for functions.
func (s spot) arrow() bool {
	for i := range len(s.next) - 1 {
		if s.next[i].tok == token.ASSIGN && s.next[i+1].tok == token.GTR && s.next[i].offset+1 == s.next[i+1].offset {
			return true
		}
	}
	return false
}

// converted is the hint for values with the name of a type before them.
func (s spot) converted() string {
	value := s.at.tok == token.IDENT || s.at.tok == token.INT || s.at.tok == token.FLOAT || s.at.tok == token.STRING
	if !value {
		return ""
	}
	bracket, _ := s.inside()
	switch last, first := s.back(1), s.first(); {
	case first == token.FUNC && len(s.before) == 2 && basicType(last.text):
		return "the type of the result stands after the parentheses: func " + s.at.text + "(x int) " + last.text + " { … }"
	case first == token.FOR && len(s.before) == 2 && basicType(last.text):
		return "a counting loop is written for i := 0; i < n; i++ { … }"
	case s.at.tok != token.IDENT && len(s.before) > 1 && basicType(last.text) && strings.HasPrefix(s.msg, "expected ';'"),
		last.tok == token.RPAREN && basicType(s.back(2).text) && s.back(3).tok == token.LPAREN && strings.HasPrefix(s.msg, "expected ';'"):
		name := strings.Trim(last.text+s.back(2).text, "():=")
		return "a conversion is written " + name + "(" + s.at.text + ")"
	case bracket.tok == token.LBRACK && s.at.tok != token.IDENT && strings.HasPrefix(s.msg, "expected type, found "):
		return "a slice is written []int{1, 2, 3}"
	}
	return ""
}

// clause is the hint for what stands between a keyword and its block.
func (s spot) clause() string {
	switch {
	case strings.HasPrefix(s.msg, "expected boolean or range expression, found assignment") && !s.assigns() && !strings.Contains(s.rest(), " to "):
		return "to go over a list, write for i, x := range list { … }"
	case strings.HasPrefix(s.msg, "expected boolean expression, found assignment") && !s.assigns() && s.first() == token.IF:
		return "a statement before the condition ends in a semicolon: if x := f(); x > 0 { … }"
	case s.msg == "expected ')', found ':='" && s.first() == token.IF:
		return "a statement before the condition stands without parentheses: if x := f(); x > 0 { … }"
	case s.msg == "expected ')', found ','":
		return "several values stand without parentheses: return 1, 2"
	case s.at.tok == token.ELLIPSIS && s.msg == "missing ',' in parameter list":
		return "the dots stand before the type: xs ..." + s.back(1).text
	case s.at.tok == token.FUNC && strings.HasPrefix(s.msg, "expected '}'") && s.first() == token.TYPE:
		return "methods are declared outside of the type: func (x T) Method() { … }"
	case s.first() == token.SWITCH && strings.HasPrefix(s.msg, "expected '}'"):
		return "what a switch chooses are cases: case 1: …"
	case strings.HasPrefix(s.msg, "expected switch expression, found assignment"):
		return "a statement before the value ends in a semicolon: switch x := f(); x { … }"
	case s.at.tok == token.LBRACE && s.first() == token.FUNC && s.msg == "expected '(', found '{'":
		return "a function has parentheses also where it has no parameters: func " + s.back(1).text + "() { … }"
	case s.at.tok == token.LBRACE && s.first() == token.TYPE && s.back(1).text == "class":
		return foreignWords["class"]
	case len(s.before) > 1 && s.before[1].tok == token.LBRACE && s.before[0].tok == token.IDENT:
		return foreignWords[s.before[0].text]
	}
	return ""
}
