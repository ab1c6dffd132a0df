package session

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A Mapper converts between the coordinates of one cell:
//
//   - Offset: 0-based, bytes, from the start of the source;
//   - LineCol: line and column, both 1-based, the column in bytes;
//   - Cursor: 0-based, Unicode code points, as Jupyter's cursor_pos.
//
// Positions outside the source are moved to its nearest end. Invalid UTF-8
// counts one code point a byte.
type Mapper struct {
	src   string
	lines []int // offsets of the starts of lines
}

// NewMapper returns the Mapper of a source.
func NewMapper(src string) *Mapper {
	lines := make([]int, 1, 1+strings.Count(src, "\n"))
	for i := 0; i < len(src); i++ {
		if src[i] == '\n' {
			lines = append(lines, i+1)
		}
	}
	return &Mapper{src: src, lines: lines}
}

// OffsetLineCol returns the line and column of an offset.
func (m *Mapper) OffsetLineCol(offset int) (line, col int) {
	offset = min(max(offset, 0), len(m.src))
	i, found := slices.BinarySearch(m.lines, offset)
	if !found {
		i--
	}
	return i + 1, offset - m.lines[i] + 1
}

// LineColOffset returns the offset of a line and column.
func (m *Mapper) LineColOffset(line, col int) int {
	line = min(max(line, 1), len(m.lines))
	return min(m.lines[line-1]+max(col, 1)-1, m.lineEnd(line))
}

// OffsetCursor returns the cursor position of an offset.
func (m *Mapper) OffsetCursor(offset int) int {
	return utf8.RuneCountInString(m.src[:min(max(offset, 0), len(m.src))])
}

// CursorOffset returns the offset of a cursor position.
func (m *Mapper) CursorOffset(cursor int) int {
	for offset := range m.src {
		if cursor <= 0 {
			return offset
		}
		cursor--
	}
	return len(m.src)
}

// Lines returns the number of lines, at least 1.
func (m *Mapper) Lines() int { return len(m.lines) }

// Line returns the text of a line without its end, "" if there is no such line.
func (m *Mapper) Line(line int) string {
	if line < 1 || line > len(m.lines) {
		return ""
	}
	return strings.TrimSuffix(m.src[m.lines[line-1]:m.lineEnd(line)], "\r")
}

// lineEnd returns the offset of the newline that ends a line, or the end of the source.
func (m *Mapper) lineEnd(line int) int {
	if line < len(m.lines) {
		return m.lines[line] - 1
	}
	return len(m.src)
}
