package worker

import (
	"fmt"
	"reflect"
	"unicode/utf8"

	"gosched/kernel/internal/core"
	"gosched/kernel/rt"
)

// maxDescription bounds the text of one variable, in bytes.
const maxDescription = 200

// describe returns short texts of variables. While goroutines of cells run,
// only numbers and booleans are looked at: reading more beside a writer could
// end the process.
func (w *worker) describe(globals []int32) []string {
	idle := len(rt.Goroutines()) == 0
	texts := make([]string, len(globals))
	for i, id := range globals {
		v, ok := w.engine.Global(core.GlobalID(id))
		if ok && (idle || v.Kind() <= reflect.Complex128) {
			texts[i] = short(v)
		}
	}
	return texts
}

// short is the value as fmt prints it, cut; "" if its methods panic.
func short(v reflect.Value) (s string) {
	defer func() {
		if recover() != nil {
			s = ""
		}
	}()
	s = fmt.Sprintf("%v", v)
	if len(s) <= maxDescription {
		return s
	}
	n := maxDescription
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + " …"
}
