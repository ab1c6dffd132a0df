// Package quota says how much memory a program of the user may take: the process that
// runs cells, or a cell that was compiled.
//
// It is three quarters of the memory of the machine, or of what the control group of
// the process may take if that is less. The environment variable GOSCHED_MEMORY
// says otherwise: a number of bytes, or one with a unit, as "6GiB", or "off". For a
// compiled cell the flag -mem does, too.
package quota

import (
	"fmt"
	"os"
	"strings"
)

// Variable is the environment variable that sets the limit.
const Variable = "GOSCHED_MEMORY"

// A Limit is how much memory a program may take.
type Limit struct {
	Bytes int64  // 0 if there is no limit
	From  string // who says so, as in "-mem allows 64 MiB"
}

// Of returns the limit of a program with an environment.
func Of(environ []string) (Limit, error) {
	value := ""
	for _, e := range environ {
		if v, ok := strings.CutPrefix(e, Variable+"="); ok {
			value = v
		}
	}
	if value == "" {
		return Limit{available(os.DirFS("/"), physical()) / 4 * 3, "the default of " + Variable}, nil
	}
	n, err := Parse(value)
	if err != nil {
		return Limit{}, fmt.Errorf("%s is %q: %w", Variable, value, err)
	}
	return Limit{n, Variable}, nil
}

// Collected is the memory that the program's collector is to stay below: what is not
// the collector's has some room. It is 0 if there is no limit.
func (l Limit) Collected() int64 { return l.Bytes / 8 * 7 }

// Passed reports whether a program with so many bytes has more than it may, and says
// so in words.
func (l Limit) Passed(n int64) (why string, passed bool) {
	if l.Bytes == 0 || n <= l.Bytes {
		return "", false
	}
	return fmt.Sprintf("out of memory: the program took %s, and %s allows %s", Text(n), l.From, Text(l.Bytes)), true
}
