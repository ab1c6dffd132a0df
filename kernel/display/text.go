package display

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What a text form may grow to. A program that wants all of a large value prints it.
const (
	maxText     = 64 << 10 // bytes
	maxElements = 1000     // of a slice, array or map at the top
	maxNodes    = 50_000   // values visited inside one value
	maxDepth    = 200      // of slices, maps and interfaces inside each other; beyond it a value is taken for cyclic
)

// text returns the text form of v, see Bundle.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return "<nil>"
	case string:
		return quote(v)
	case error, fmt.Formatter, fmt.Stringer:
		return cut(fmt.Sprintf("%v", v))
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.String:
		return quote(r.String())
	case reflect.Slice, reflect.Array:
		return sequenceText(r)
	}
	if size := (measure{}).of(r); size != "" {
		return summary(r, size)
	}
	return cut(fmt.Sprintf(verb(r.Type()), v))
}

// verb returns the verb for values of type t: %+v if it holds structs at the top
// or one level down.
func verb(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		t = t.Elem()
	}
	if t.Kind() == reflect.Struct {
		return "%+v"
	}
	return "%v"
}

// sequenceText returns the text of a slice or array, at most maxElements of it.
func sequenceText(r reflect.Value) string {
	n := r.Len()
	head := r
	if n > maxElements && r.Kind() == reflect.Slice {
		head = r.Slice(0, maxElements)
	}
	if size := (measure{}).of(head); size != "" {
		return summary(r, size)
	}
	s := cut(fmt.Sprintf(verb(r.Type()), head.Interface()))
	if head.Len() < n {
		s = fmt.Sprintf("%s … (%d of %d elements)", strings.TrimSuffix(s, "]"), head.Len(), n)
	}
	return s
}

// summary is the text of a value that cannot be printed whole.
func summary(r reflect.Value, why string) string {
	switch r.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		return fmt.Sprintf("%v with %d elements (%s)", r.Type(), r.Len(), why)
	}
	return fmt.Sprintf("%v (%s)", r.Type(), why)
}

func quote(s string) string {
	if len(s) <= maxText {
		return strconv.Quote(s)
	}
	head := s[:runeStart(s, maxText)]
	return fmt.Sprintf("%s … (%d of %d bytes)", strings.TrimSuffix(strconv.Quote(head), `"`), len(head), len(s))
}

func cut(s string) string {
	if len(s) <= maxText {
		return s
	}
	head := s[:runeStart(s, maxText)]
	return fmt.Sprintf("%s … (%d of %d bytes)", head, len(head), len(s))
}

// runeStart returns the start of the rune that contains byte i of s.
func runeStart(s string, i int) int {
	for j := i; j > 0 && j > i-utf8.UTFMax; j-- {
		if utf8.RuneStart(s[j]) {
			return j
		}
	}
	return i
}
