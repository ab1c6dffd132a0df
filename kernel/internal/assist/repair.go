package assist

import (
	"go/token"
	"slices"
	"strings"

	"gosched/kernel/internal/session"
)

// tails are what statements may want after the word at the cursor: a call after go
// and defer, the body of an if, for or switch, the other side of an assignment.
var tails = []string{"", "{\n}", "()", "; {\n}", " = 0"}

// find checks a cell, repaired, and returns what is at its word from start to end,
// or at name after it. It takes the first tail with which the parser sees the word
// and does not complain from its line on, or else the first with which it sees the
// word. Where that never happens because of mistakes before, lines with mistakes
// are left away, and at last what stands in the line before the operand that the
// word belongs to.
func find(s *session.Session, src string, start, end int, name string) *place {
	doubtful := "" // the first text in which the word is seen
	for _, tail := range tails {
		text := repaired(src, end, name, tail)
		p := locate(s, text, start)
		if p.ident != nil && !p.probe.Broken(lineStart(src, start)) {
			return p
		}
		if p.ident != nil && doubtful == "" {
			doubtful = text
		}
	}
	if doubtful != "" {
		return locate(s, doubtful, start)
	}
	p := locate(s, repaired(withoutMistakes(src, start, end, name), end, name, ""), start)
	if p.ident == nil {
		src = blank(src, lineStart(src, start), operandStart(src, start))
		p = locate(s, repaired(withoutMistakes(src, start, end, name), end, name, ""), start)
	}
	return p
}

// repaired returns the cell up to end, with name after it and everything closed
// that is open there; tail follows once parentheses and brackets are. Declarations
// that follow stay.
func repaired(src string, end int, name, tail string) string {
	var b strings.Builder
	b.WriteString(src[:end])
	b.WriteString(name)
	open := outline(src[:end]).open
	innermost := true
	for _, bracket := range slices.Backward(open) {
		if bracket.tok == token.LBRACE {
			if innermost {
				b.WriteString(tail)
				innermost = false
			}
			b.WriteString("\n")
		}
		b.WriteString(closing[bracket.tok].String())
		if bracket.called {
			b.WriteString("()")
		}
	}
	if innermost {
		b.WriteString(tail)
	}
	b.WriteString("\n")
	b.WriteString(session.DeclarationsAfter(src, end))
	return b.String()
}

// maxMistakes bounds the lines that withoutMistakes leaves away.
const maxMistakes = 8

// withoutMistakes returns a cell in which the lines before that of start are blank
// if the parser stumbles over them.
func withoutMistakes(src string, start, end int, name string) string {
	line := lineStart(src, start)
	for range maxMistakes {
		text := repaired(src, end, name, "")
		errs := session.SyntaxErrors(text)
		if len(errs) == 0 {
			break
		}
		at := session.NewMapper(text).LineColOffset(errs[0].Line, errs[0].Col)
		if at >= line {
			break
		}
		first := lineStart(src, at)
		last := first + strings.IndexByte(src[first:], '\n')
		if strings.TrimSpace(src[first:last]) == "" {
			break
		}
		src = blank(src, first, last)
	}
	return src
}

// operandStart returns where the operand begins that the word at start is selected
// from, as f(x)[i] is in f(x)[i].word; start if there is none on its line.
func operandStart(src string, start int) int {
	line := lineStart(src, start)
	list := scan(src[line:start])
	if n := len(list); n > 0 && list[n-1].text == "\n" {
		list = list[:n-1]
	}
	i := len(list)
	for i > 0 && list[i-1].tok == token.PERIOD {
		operand := i - 1
		for operand > 0 && list[operand-1].opens >= 0 { // arguments and indices
			operand = list[operand-1].opens
		}
		if operand > 0 && list[operand-1].tok == token.IDENT {
			operand--
		}
		if operand == i-1 {
			break
		}
		i = operand
	}
	if i == len(list) {
		return start
	}
	return line + list[i].offset
}

// lineStart returns the offset of the start of the line that an offset is in.
func lineStart(src string, offset int) int { return strings.LastIndexByte(src[:offset], '\n') + 1 }

// blank replaces a range of a text by white space of the same length.
func blank(src string, start, end int) string {
	b := []byte(src)
	for i := start; i < end; i++ {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
	return string(b)
}
