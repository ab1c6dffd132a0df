package session

import (
	"go/token"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Mistakes of syntax are worded by the parser, which knows what it expected but
// not what was meant. The hints here are for what people write who know another
// language, or who learn this one. They go by what stands in the line.

// A spot is where a mistake of syntax is.
type spot struct {
	msg    string
	before []lexeme // on the line, up to the mistake
	at     lexeme   // at the mistake, or the first token after it
	next   []lexeme // after at
	sx     *syntax
	offset int
}

// word improves the words of a mistake of syntax and adds a hint.
func (sx *syntax) word(m *mistake) {
	src := sx.cell.Source
	m.msg = strings.Replace(m.msg, "found 'EOF'", "found the end of the cell", 1)
	if strings.TrimSpace(src[min(m.offset, len(src)):]) == "" {
		m.msg = strings.Replace(m.msg, "found '}'", "found the end of the cell", 1)
	}
	if m.hint == "" {
		m.hint = sx.spot(*m).hint()
	}
}

// spot looks at the line of a mistake.
func (sx *syntax) spot(m mistake) spot {
	src := sx.cell.Source
	s := spot{msg: m.msg, sx: sx, offset: m.offset}
	from := strings.LastIndexByte(src[:min(m.offset, len(src))], '\n') + 1
	list := scan(src[from:])
	for i := range list {
		list[i].offset += from
	}
	i := slices.IndexFunc(list, func(t lexeme) bool { return t.offset >= m.offset })
	if i < 0 {
		s.before = list
		return s
	}
	s.before, s.at, s.next = list[:i], list[i], list[i+1:]
	return s
}

// hint says what may be meant, "" if that is not certain.
func (s spot) hint() string {
	for _, rule := range []func(spot) string{spot.scanned, spot.phrase, spot.foreign, spot.brace, spot.open, spot.comma, spot.operator} {
		if hint := rule(s); hint != "" {
			return hint
		}
	}
	return ""
}

// scanned is the hint for what is no token of Go.
func (s spot) scanned() string {
	src := s.sx.cell.Source
	switch {
	case s.msg == "illegal rune literal", s.msg == "rune literal not terminated":
		return "strings are written in double quotes or backquotes"
	case strings.HasPrefix(s.msg, "illegal character U+003F") && len(s.before) > 0 && strings.Contains(s.rest(), ":"):
		return "Go has no ?: operator, use if and else"
	case strings.HasPrefix(s.rest(), "??"), strings.HasPrefix(s.rest(), "?."):
		return "Go has no operators for what may be nil: use if x != nil { … }"
	case strings.HasPrefix(s.msg, "illegal character U+0040"):
		return "Go has no decorators: a function can take a function and return another one"
	case strings.HasSuffix(s.msg, " in octal literal"):
		return "a number that begins with 0 is octal: leave that out"
	case strings.HasPrefix(s.rest(), "#include"):
		return foreignWords["include"]
	case strings.HasPrefix(s.msg, "illegal character U+0023"):
		return "comments begin with //"
	case s.msg == "string literal not terminated":
		return "a string ends on its line; text of several lines is written in backquotes"
	case s.msg == "unknown escape sequence":
		return "a backslash is written \\\\; in backquotes it stands for itself"
	case strings.HasPrefix(s.msg, "illegal character"):
		r, _ := utf8.DecodeRuneInString(src[s.offset:])
		if r == '‘' || r == '’' {
			return "strings are written in double quotes or backquotes"
		}
		if ascii := typed(r); ascii != "" {
			return "write " + ascii
		}
	}
	return ""
}

// rest returns the source from the mistake to the end of its line.
func (s spot) rest() string {
	src := s.sx.cell.Source
	line, _, _ := strings.Cut(src[min(s.offset, len(src)):], "\n")
	return line
}

// typed returns what is typed in Go for a character that looks like it, "" if there
// is none.
func typed(r rune) string {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		return string(r - 0xFF01 + '!')
	case r == '，', r == '、':
		return ","
	case r == '。':
		return "."
	}
	return map[rune]string{'≤': "<=", '≥': ">=", '≠': "!=", '×': "*", '÷': "/", '−': "-", '∧': "&&", '∨': "||", '¬': "!"}[r]
}

// foreign is the hint for words that begin statements of other languages.
func (s spot) foreign() string {
	if len(s.before) == 0 || s.before[0].tok == token.ILLEGAL {
		return ""
	}
	first := s.before[0].text
	switch {
	case first == "import" && len(s.before) == 2 && s.at.word() == "as":
		return "packages are imported by their paths: import \"path\", or import name \"path\""
	case s.at.word() == "in" && (s.before[0].tok == token.FOR || s.before[0].text == "foreach"):
		return "loops over something are written for i, x := range list { … }, or for i := range n { … }"
	case s.before[0].tok == token.FOR && len(s.before) > 1 && s.before[1].tok == token.LPAREN:
		return "the clauses of for stand without parentheses: for i := 0; i < n; i++ { … }"
	}
	if s.at.tok == token.LBRACE && s.before[0].text == "while" {
		return foreignWords["while"]
	}
	if s.before[0].tok != token.IDENT || len(s.before) != 1 {
		return ""
	}
	if hint, ok := foreignWords[first]; ok {
		return hint
	}
	if is, ok := foreignNames[first]; ok && strings.HasPrefix(s.msg, "expected ';'") {
		return "in Go: " + is
	}
	if basicType(first) && s.at.tok == token.IDENT {
		return "variables are declared by " + s.at.text + " := value, or var " + s.at.text + " " + first
	}
	switch s.at.tok {
	case token.STRING, token.INT, token.FLOAT, token.CHAR:
		if strings.HasPrefix(s.msg, "expected ';'") {
			return "to call " + first + ", write " + first + "(" + s.at.text + ")"
		}
	}
	return ""
}

// foreignWords are words that begin a statement in other languages, and what Go has.
var foreignWords = map[string]string{
	"while":    "the only loop of Go is for: for condition { … }",
	"until":    "the only loop of Go is for: for condition { … }",
	"do":       "the only loop of Go is for: for { … }, left by break",
	"loop":     "the only loop of Go is for: for { … }, left by break",
	"foreach":  "loops over something are written for i, x := range list { … }",
	"def":      funcHint,
	"function": funcHint,
	"fn":       funcHint,
	"fun":      funcHint,
	"fuc":      funcHint,
	"elif":     "write else if, on the line of the } before it",
	"elsif":    "write else if, on the line of the } before it",
	"elseif":   "write else if, on the line of the } before it",
	"try":      errorHint,
	"throw":    errorHint,
	"raise":    errorHint,
	"catch":    errorHint,
	"except":   errorHint,
	"class":    "a type is declared by type Name struct { … }, its methods by func (x Name) Method() { … }",
	"let":      varHint,
	"auto":     varHint,
	"val":      varHint,
	"from":     "packages are imported by their paths: import \"path\"",
	"include":  "packages are imported by their paths: import \"path\"",
	"using":    "packages are imported by their paths: import \"path\"",
	"lambda":   "a function without a name is written func(x int) int { return x }",
	"not":      "not is written !",
	"await":    goHint,
	"async":    goHint,
	"spawn":    goHint,
	"fork":     goHint,
	"thread":   goHint,
	"parallel": goHint,
	"with":     "what is to be done at the end is deferred: mu.Lock(), and then defer mu.Unlock()",
	"yield":    "an iterator is a function that calls another one: func(yield func(int) bool) { … yield(1) … }",
	"enum":     "constants are numbered by const ( A = iota, and B and C on lines of their own )",
	"new":      "new is a function: new(T)",
	"void":     funcHint,
	"public":   capitalHint,
	"private":  capitalHint,
	"static":   capitalHint,
	"match":    "one of several cases is chosen by switch x { case 1: … }",
	"repeat":   "the only loop of Go is for: for { … }, left by break",
	"assert":   "Go has no assert: write if !condition { panic(\"…\") }",
	"pass":     "an empty block is { }",
}

const (
	funcHint    = "functions are declared by func name(x int) int { … }"
	goHint      = "go f() runs f in a goroutine; channels and package sync wait for it"
	varHint     = "variables are declared by name := value, or var name int"
	capitalHint = "what begins with a capital letter can be used outside of its package; there are no words for that"
	errorHint   = "Go has no exceptions: functions return an error as their last result; see also panic and recover"
)

// basicType reports whether a name is that of a basic type here or in C.
func basicType(name string) bool {
	switch name {
	case "int", "float", "double", "char", "long", "short", "unsigned", "bool", "boolean", "string", "String", "float64", "float32", "int64", "int32", "byte", "rune", "uint":
		return true
	}
	return false
}

// brace is the hint for braces that are missing, or on the wrong line.
func (s spot) brace() string {
	switch {
	case s.at.tok == token.ELSE:
		return "else belongs on the line of the } before it"
	case (s.msg == "missing function body" || strings.Contains(s.msg, "newline")) && s.nextLineOpens():
		return "the { belongs at the end of this line"
	case len(s.before) > 0 && s.at.tok == token.COLON && slices.Contains([]token.Token{token.IF, token.FOR, token.ELSE}, s.before[0].tok):
		return "blocks are put into braces: { … }"
	case len(s.before) > 0 && s.needsBlock() && (strings.HasPrefix(s.msg, "expected '{'") || strings.Contains(s.msg, "expecting {") || strings.HasPrefix(s.msg, "expected ';'")):
		return "the body of " + s.before[0].word() + " is put into braces: { … }"
	case strings.HasPrefix(s.msg, "expected if statement or block"):
		return "the body of else is put into braces: { … }"
	}
	return ""
}

func (s spot) needsBlock() bool {
	switch s.before[0].tok {
	case token.IF, token.FOR, token.SWITCH, token.SELECT, token.FUNC:
		return !slices.ContainsFunc(s.before, func(t lexeme) bool { return t.tok == token.LBRACE })
	}
	return false
}

// nextLineOpens reports whether the next line begins with a brace.
func (s spot) nextLineOpens() bool {
	src := s.sx.cell.Source
	_, rest, _ := strings.Cut(src[min(s.offset, len(src)):], "\n")
	return strings.HasPrefix(strings.TrimLeft(rest, " \t\r\n"), "{")
}

// comma is the hint for lists.
func (s spot) comma() string {
	switch {
	case s.msg == "missing ',' before newline in composite literal":
		return "the last line before } or ) ends in a comma, too"
	case s.msg == "missing ',' before newline in argument list":
		return "a ) is missing, or a comma, which the last line before ) needs, too"
	case strings.HasSuffix(s.msg, "expecting ]"), s.msg == "expected type, found '{'" && s.back(1).tok == token.RBRACK:
		return "a slice is written []int{1, 2, 3}"
	case s.msg == "expected ';', found ','" && slices.ContainsFunc(s.before, func(t lexeme) bool { return t.tok == token.STRUCT }):
		return "fields are separated by line breaks or semicolons"
	}
	return ""
}

// operator is the hint for operators that Go has not, or not in expressions.
func (s spot) operator() string {
	switch {
	case s.at.tok == token.INC, s.at.tok == token.DEC:
		op := s.at.tok.String()
		return "x" + op + " is a statement of its own in Go, and has no value; there is no " + op + "x"
	case s.at.word() == "and":
		return "and is written &&"
	case s.at.word() == "or":
		return "or is written ||"
	case s.at.word() == "not", len(s.before) > 0 && s.before[len(s.before)-1].text == "not":
		return "not is written !"
	case s.at.tok == token.DEFINE && (s.first() == token.VAR || s.first() == token.CONST):
		return "after " + s.first().String() + ", write = instead of :="
	case strings.HasPrefix(s.msg, "expression in go must"), strings.HasPrefix(s.msg, "expression in defer must"):
		return "write f() instead of f; a function literal is called too: func() { … }()"
	case (strings.HasPrefix(s.msg, "cannot use assignment") || strings.Contains(s.msg, "found assignment")) && s.assigns():
		return "== compares"
	}
	return ""
}

// assigns reports whether an = and no := comes before the block.
func (s spot) assigns() bool {
	for _, t := range s.next {
		switch t.tok {
		case token.ASSIGN:
			return true
		case token.DEFINE, token.LBRACE:
			return false
		}
	}
	return false
}

// open is the hint for brackets that are not closed.
func (s spot) open() string {
	if strings.TrimSpace(s.sx.cell.Source[min(s.offset, len(s.sx.cell.Source)):]) != "" {
		return ""
	}
	var stack []lexeme
	for _, t := range scan(s.sx.cell.Source) {
		switch t.tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			stack = append(stack, t)
		case token.RPAREN, token.RBRACK, token.RBRACE:
			if len(stack) > 0 {
				stack = stack[:len(stack)-1]
			}
		}
	}
	if len(stack) == 0 {
		return ""
	}
	t := stack[len(stack)-1]
	line, _ := s.sx.mapper.OffsetLineCol(t.offset)
	return "the " + t.tok.String() + " of line " + strconv.Itoa(line) + " is not closed"
}
