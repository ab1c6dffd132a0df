package twin

import (
	"fmt"
	"strconv"
	"strings"
)

// Where says where a function of a program is, as a profile names it: in which cell
// and line, with the name that it has there, or in no cell, which is number 0.
func (b *Binary) Where(function, file string, line int) (name string, cell, cellLine int) {
	function = strings.ReplaceAll(function, "go.shape.", "") // of type arguments
	m := fileLine.FindStringSubmatch("\t" + b.now.text(fmt.Sprintf("%s:%d", file, line)))
	if m == nil {
		return function, 0, 0
	}
	at := cellName.FindStringSubmatch(m[1])
	if at == nil {
		return function, 0, 0
	}
	cell, _ = strconv.Atoi(at[1]) // what the pattern matches is a number
	if name = funcName(function, at[1]); name == "" {
		name = "cell " + at[1]
	}
	return name, cell, line
}
