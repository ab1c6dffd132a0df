package session

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxErrors is the number of mistakes that are shown of one cell.
const maxErrors = 10

// An Error is one mistake in a cell.
type Error struct {
	Cell      int
	Line, Col int    // 1-based, the column in bytes
	Msg       string // in the words of the Go compiler
	Hint      string // what may be meant, "" if nothing comes to mind

	mapper *Mapper // of the cell
	stack  []byte  // of an error of our own
}

// Position returns "cell 12, line 3, column 7".
func (e Error) Position() string {
	return fmt.Sprintf("cell %d, line %d, column %d", e.Cell, e.Line, e.Col)
}

func (e Error) Error() string { return e.Position() + ": " + e.Msg }

// Traceback shows e: position and message, up to three source lines with a caret
// under the column, and the hint.
func (e Error) Traceback() []string {
	lines := strings.Split(e.Error(), "\n")
	if e.mapper != nil {
		lines = append(lines, e.excerpt()...)
	}
	if e.Hint != "" {
		lines = append(lines, "hint: "+e.Hint)
	}
	return lines
}

// excerpt returns the line of e between its neighbours, with a caret.
func (e Error) excerpt() []string {
	var lines []string
	last := min(e.Line+1, e.mapper.Lines())
	width := len(fmt.Sprint(last))
	for n := max(e.Line-1, 1); n <= last; n++ {
		text, col := e.mapper.Line(n), 1
		if n == e.Line {
			col = e.Col
		} else if strings.TrimSpace(text) == "" {
			continue
		}
		text, col = clip(text, col)
		lines = append(lines, strings.TrimRight(fmt.Sprintf("  %*d | %s", width, n, visible(text)), " \t"))
		if n == e.Line {
			lines = append(lines, fmt.Sprintf("  %*s | %s^", width, "", indentOf(text, col)))
		}
	}
	return lines
}

// maxLine bounds the bytes shown of a source line.
const maxLine = 200

// clip shortens a line of source to what is worth showing around a column, and
// returns where that is then.
func clip(line string, col int) (string, int) {
	if rest, ok := strings.CutPrefix(line, byteOrderMark); ok {
		line, col = rest, max(col-len(byteOrderMark), 1)
	}
	if len(line) <= maxLine {
		return line, col
	}
	from := 0
	if col > maxLine*3/4 {
		from = runeStart(line, min(col-1, len(line))-maxLine/2)
	}
	end := runeStart(line, min(from+maxLine, len(line)))
	short := line[from:end]
	if end < len(line) {
		short += " …"
	}
	if from > 0 {
		short = "… " + short
		col += len("… ") - from
	}
	return short, col
}

// runeStart returns the offset of the character that offset is in.
func runeStart(s string, offset int) int {
	for offset > 0 && offset < len(s) && !utf8.RuneStart(s[offset]) {
		offset--
	}
	return offset
}

// visible replaces what would move the cursor, change colours or turn the direction
// of the text, and what is no text, by a character as wide as any.
func visible(line string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r >= ' ' && !unicode.Is(unicode.Bidi_Control, r) && !unicode.IsControl(r) {
			return r
		}
		return utf8.RuneError
	}, line)
}

// indentOf returns white space as wide as the text before a column: tabs stay
// tabs, wide characters count two, and marks on others nothing.
func indentOf(line string, col int) string {
	var b strings.Builder
	for _, r := range line[:min(col-1, len(line))] {
		switch {
		case r == '\t':
			b.WriteByte('\t')
		case isWide(r):
			b.WriteString("  ")
		case unicode.In(r, unicode.Mn, unicode.Me): // stands on the character before
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// isWide reports whether terminals and browsers show r in two columns: East Asian
// wide and full-width characters and emoji.
func isWide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115F, r >= 0x2E80 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3,
		r >= 0xF900 && r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF00 && r <= 0xFF60,
		r >= 0xFFE0 && r <= 0xFFE6, r >= 0x1F300 && r <= 0x1FAFF, r >= 0x20000 && r <= 0x3FFFD:
		return true
	}
	return false
}

// Errors are the mistakes of a cell in the order of the source, at most 10.
type Errors []Error

func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Traceback shows all the mistakes, one after the other.
func (es Errors) Traceback() []string {
	var lines []string
	for i, e := range es {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, e.Traceback()...)
	}
	return lines
}
