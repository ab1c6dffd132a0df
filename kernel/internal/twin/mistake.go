package twin

import (
	"strconv"
	"strings"

	"gosched/kernel/internal/pattern"
)

// A Mistake is what the compiler complains of at a place in a cell.
type Mistake struct {
	Cell, Line, Col int // Col is 0 if it is not known
	Msg             string
}

// cellPlace matches a place in a cell as the toolchain prints it: "cell 12:3:7".
// Where a file's directory is known, the name has it in front.
const cellPlace = `(?:[^\s:]*/)?cell (\d+):(\d+)(?::(\d+))?`

var (
	complaintLine = pattern.New(`^` + cellPlace + `: (.*)$`)
	excerptLine   = pattern.New(`^\s*\d* \|`)
	anyPlace      = pattern.New(cellPlace)
)

// complaints reads what the compiler prints. A line that is indented continues the
// one before.
func complaints(text, dir string) *Rejection {
	r := new(Rejection)
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if excerptLine.MatchString(line) { // of the C compiler, from the printed file
			continue
		}
		m := complaintLine.FindStringSubmatch(line)
		switch n := len(r.Mistakes); {
		case m != nil && strings.HasPrefix(m[4], "note: "): // of the C compiler
		case m != nil:
			r.Mistakes = append(r.Mistakes, Mistake{number(m[1]), number(m[2]), number(m[3]), Places(strings.TrimPrefix(m[4], "error: "))})
		case strings.HasPrefix(line, "\t") && n > 0:
			r.Mistakes[n-1].Msg += "\n" + Places(line)
		case strings.HasPrefix(line, "# ") || strings.TrimSpace(line) == "" || strings.HasSuffix(line, ": too many errors"):
		default:
			r.Other = append(r.Other, Places(strings.ReplaceAll(line, dir+"/", "")))
		}
	}
	return r
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// Places words the places in cells in a text of the toolchain as the kernel does:
// "cell 12, line 3, column 7".
func Places(text string) string {
	return anyPlace.ReplaceAllStringFunc(text, func(at string) string {
		m := anyPlace.FindStringSubmatch(at)
		words := "cell " + m[1] + ", line " + m[2]
		if m[3] != "" {
			words += ", column " + m[3]
		}
		return words
	})
}
