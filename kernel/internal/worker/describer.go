package worker

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"gosched/kernel/internal/handover"
)

// What the description of a value may grow to.
const (
	maxDescription = 200 // bytes
	maxString      = 120 // bytes of a string in it
	maxElements    = 10  // of a slice, array or map
	maxKeys        = 1000
	maxLevels      = 4 // of values in each other
)

// hidden stands for a value that is not looked at.
const hidden = "…"

// A describer writes a value as Go's %+v does, on one line, with strings quoted and
// pointers followed. It never calls a method of a cell, which might do anything.
type describer struct {
	b    strings.Builder
	busy bool // see describe
}

func (d *describer) text() string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, d.b.String())
	if len(s) <= maxDescription {
		return s
	}
	n := maxDescription
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + " …"
}

func (d *describer) value(v reflect.Value, level int) {
	if d.b.Len() > maxDescription || d.byMethod(v) {
		return
	}
	switch v.Kind() {
	case reflect.String:
		d.quoted(v.String())
	case reflect.Pointer:
		d.pointer(v, level)
	case reflect.Interface:
		d.dynamic(v, level)
	case reflect.Struct:
		d.fields(v, level)
	case reflect.Slice, reflect.Array:
		d.elements(v, level)
	case reflect.Map:
		d.entries(v, level)
	case reflect.Chan:
		if d.notNil(v) {
			fmt.Fprintf(&d.b, "%v (%d of %d buffered)", v.Type(), v.Len(), v.Cap())
		}
	case reflect.Func:
		if d.notNil(v) {
			d.b.WriteString(v.Type().String())
		}
	case reflect.UnsafePointer:
		fmt.Fprintf(&d.b, "%#x", v.Pointer())
	default:
		fmt.Fprint(&d.b, v) // a number or truth value; of a Value, what it holds
	}
}

// notNil reports whether v is not nil, and writes nil if it is.
func (d *describer) notNil(v reflect.Value) bool {
	if v.IsNil() {
		d.b.WriteString("nil")
		return false
	}
	return true
}

func (d *describer) quoted(s string) {
	if len(s) <= maxString {
		d.b.WriteString(strconv.Quote(s))
		return
	}
	fmt.Fprintf(&d.b, "%q… (%d bytes)", strings.ToValidUTF8(s[:maxString], ""), len(s))
}

// cells is the package of types that cells declare; tests play cells themselves.
var cells = "main"

// library reports whether compiled code declares t, rather than a cell.
func library(t reflect.Type) bool { return t.PkgPath() != "" && t.PkgPath() != cells }

// counts are types of the library that are numbers and have names for them.
var counts = map[reflect.Type]func(int64) string{
	reflect.TypeFor[time.Duration](): func(n int64) string { return time.Duration(n).String() },
	reflect.TypeFor[time.Month]():    func(n int64) string { return time.Month(n).String() },
	reflect.TypeFor[time.Weekday]():  func(n int64) string { return time.Weekday(n).String() },
}

// byMethod writes a value as its String or Error method has it. In a quiet worker it
// asks any type of the library.
func (d *describer) byMethod(v reflect.Value) bool {
	t := v.Type()
	if name := counts[t]; name != nil {
		d.b.WriteString(name(v.Int()))
		return true
	}
	if d.busy || t.Kind() == reflect.Interface || !v.CanInterface() {
		return false
	}
	switch {
	case t.Kind() == reflect.Pointer:
		if t = t.Elem(); v.IsNil() {
			return false
		}
	case v.CanAddr():
		v = v.Addr()
	}
	if !library(t) {
		return false
	}
	switch x := v.Interface().(type) {
	case error:
		d.b.WriteString(x.Error())
	case fmt.Stringer:
		d.b.WriteString(x.String())
	default:
		return false
	}
	return true
}

func (d *describer) pointer(v reflect.Value, level int) {
	switch {
	case !d.notNil(v):
	case level >= maxLevels:
		d.b.WriteString("&" + hidden)
	default:
		d.b.WriteString("&")
		d.value(v.Elem(), level+1)
	}
}

func (d *describer) dynamic(v reflect.Value, level int) {
	switch {
	case d.busy:
		d.b.WriteString(hidden)
	case d.notNil(v):
		d.value(v.Elem(), level)
	}
}

// fields writes a struct. Of one of the library only what it exports: the rest may
// be in use by goroutines of the library.
func (d *describer) fields(v reflect.Value, level int) {
	t := v.Type()
	if library(t) && opaque(t) {
		d.b.WriteString(t.String())
		return
	}
	if !library(t) && !v.CanAddr() && v.CanInterface() {
		c := reflect.New(t).Elem() // whose unexported fields can be opened
		c.Set(v)
		v = c
	}
	d.b.WriteString("{")
	first := true
	for i := range t.NumField() {
		if library(t) && !t.Field(i).IsExported() {
			continue
		}
		if !first {
			d.b.WriteString(" ")
		}
		first = false
		d.b.WriteString(t.Field(i).Name + ":")
		if level >= maxLevels {
			d.b.WriteString(hidden)
			continue
		}
		d.value(opened(v, i), level+1)
	}
	d.b.WriteString("}")
}

// opened returns field i of a struct, without the ban on the methods of what
// unexported fields hold.
func opened(v reflect.Value, i int) reflect.Value {
	f := v.Field(i)
	if f.CanInterface() || !f.CanAddr() {
		return f
	}
	return reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
}

// opaque reports whether a struct exports none of its fields.
func opaque(t reflect.Type) bool {
	for i := range t.NumField() {
		if t.Field(i).IsExported() {
			return false
		}
	}
	return t.NumField() > 0
}

func (d *describer) elements(v reflect.Value, level int) {
	if v.Kind() == reflect.Slice && !d.notNil(v) {
		return
	}
	n := v.Len()
	if d.busy && v.Kind() == reflect.Slice && !handover.Raw(v.Type().Elem()) || level >= maxLevels {
		fmt.Fprintf(&d.b, "%v (len %d)", v.Type(), n)
		return
	}
	if text, ok := byteText(v, n); ok {
		d.quoted(text)
		return
	}
	d.b.WriteString("[")
	for i := range min(n, maxElements) {
		if i > 0 {
			d.b.WriteString(" ")
		}
		d.value(v.Index(i), level+1)
	}
	if n > maxElements {
		fmt.Fprintf(&d.b, " … (len %d)", n)
	}
	d.b.WriteString("]")
}

// byteText returns the text that a slice of bytes holds, if it does.
func byteText(v reflect.Value, n int) (string, bool) {
	if v.Kind() != reflect.Slice || v.Type().Elem().Kind() != reflect.Uint8 || n == 0 {
		return "", false
	}
	text := string(v.Slice(0, min(n, 4*maxString)).Bytes())
	for i, r := range text {
		if r == utf8.RuneError && i < len(text)-utf8.UTFMax || !unicode.IsPrint(r) && !unicode.IsSpace(r) {
			return "", false
		}
	}
	return text, true
}

func (d *describer) entries(v reflect.Value, level int) {
	if !d.notNil(v) {
		return
	}
	n := v.Len()
	if d.busy || n > maxKeys || level >= maxLevels {
		fmt.Fprintf(&d.b, "%v (len %d)", v.Type(), n)
		return
	}
	entries := make([]string, 0, n)
	for it := v.MapRange(); it.Next(); {
		e := describer{}
		e.value(it.Key(), level+1)
		e.b.WriteString(":")
		e.value(it.Value(), level+1)
		entries = append(entries, e.b.String())
	}
	slices.Sort(entries)
	d.b.WriteString("map[" + strings.Join(entries[:min(n, maxElements)], " "))
	if n > maxElements {
		fmt.Fprintf(&d.b, " … (len %d)", n)
	}
	d.b.WriteString("]")
}
