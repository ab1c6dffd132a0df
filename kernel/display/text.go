package display

import (
	"fmt"
	"html"
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

// A measure counts what fmt would visit in printing a value. fmt itself has no
// limit, and overflows the stack, which no program survives, on a value that
// contains itself through a slice, a map or an interface.
type measure struct{ nodes int }

// of returns "" if r can be printed, and otherwise why not.
func (m measure) of(r reflect.Value) string { return m.walk(r, 0) }

func (m *measure) walk(r reflect.Value, depth int) string {
	m.nodes++
	switch {
	case depth > maxDepth:
		return "refers to itself"
	case m.nodes > maxNodes:
		return "too large to print"
	}
	switch r.Kind() {
	case reflect.Interface:
		return m.walkElem(r, depth)
	case reflect.Pointer:
		if depth == 0 { // deeper down fmt prints the address
			return m.walkElem(r, depth)
		}
	case reflect.Struct:
		for i := range r.NumField() {
			if why := m.walk(r.Field(i), depth+1); why != "" {
				return why
			}
		}
	case reflect.Slice, reflect.Array:
		return m.walkSequence(r, depth)
	case reflect.Map:
		return m.walkMap(r, depth)
	}
	return ""
}

func (m *measure) walkElem(r reflect.Value, depth int) string {
	if r.IsNil() {
		return ""
	}
	return m.walk(r.Elem(), depth+1)
}

func (m *measure) walkSequence(r reflect.Value, depth int) string {
	if flat(r.Type().Elem()) {
		m.nodes += r.Len()
		return ""
	}
	for i := range r.Len() {
		if why := m.walk(r.Index(i), depth+1); why != "" {
			return why
		}
	}
	return ""
}

func (m *measure) walkMap(r reflect.Value, depth int) string {
	if r.Len() > maxElements {
		return "too large to print"
	}
	for it := r.MapRange(); it.Next(); {
		if why := m.walk(it.Key(), depth+1); why != "" {
			return why
		}
		if why := m.walk(it.Value(), depth+1); why != "" {
			return why
		}
	}
	return ""
}

// flat reports whether values of type t contain no others.
func flat(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Interface, reflect.Pointer, reflect.Struct, reflect.Slice, reflect.Array, reflect.Map:
		return false
	}
	return true
}

// withoutTags returns the text of an HTML fragment, with rows and paragraphs on
// lines of their own: enough for a terminal, not a browser.
func withoutTags(fragment string) string {
	var b strings.Builder
	for fragment != "" {
		before, rest, _ := strings.Cut(fragment, "<")
		b.WriteString(before)
		tag, after, closed := strings.Cut(rest, ">")
		if !closed && rest != "" {
			b.WriteString("<" + rest) // a lone < is text
		}
		name := strings.ToLower(strings.TrimLeft(firstWord(tag), "/"))
		if name == "script" || name == "style" {
			_, after, _ = strings.Cut(after, "</"+name)
			_, after, _ = strings.Cut(after, ">")
		}
		b.WriteString(separators[name])
		fragment = after
	}
	return tidy(html.UnescapeString(b.String()))
}

// separators says what stands for a tag in text.
var separators = map[string]string{
	"br": "\n", "p": "\n", "div": "\n", "li": "\n", "tr": "\n", "table": "\n", "pre": "\n",
	"h1": "\n", "h2": "\n", "h3": "\n", "h4": "\n", "td": "\t", "th": "\t",
}

func firstWord(tag string) string {
	if i := strings.IndexAny(tag, " \t\r\n"); i >= 0 {
		return tag[:i]
	}
	return strings.TrimSuffix(tag, "/")
}

// tidy removes blank lines and the space around lines.
func tidy(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
