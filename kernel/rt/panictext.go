package rt

import (
	"fmt"
	"reflect"
	"strings"
	"unsafe"
)

// text is what a compiled program prints of p and of the panics that were in
// progress when it began. Fatal is set instead if a method of a value panics.
func (p *Panic) text() (text, fatal string) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case string:
			fatal = "panic while printing panic value: " + r
		default:
			fatal = fmt.Sprintf("panic while printing panic value: type %T", r)
		}
	}()
	var b strings.Builder
	p.print(&b, false)
	return strings.TrimSuffix(b.String(), "\n"), ""
}

// print prints the panics up to p, oldest first. Again says that the next panic
// is of the same value, which is printed once.
func (p *Panic) print(b *strings.Builder, again bool) {
	if q := p.link; q != nil {
		same := sameValue(p.value, q.value)
		q.print(b, same)
		if same {
			return
		}
		b.WriteByte('\t')
	}
	b.WriteString("panic: ")
	b.WriteString(PanicText(p.value))
	switch {
	case p.recovered && again:
		b.WriteString(" [recovered, repanicked]")
	case p.recovered:
		b.WriteString(" [recovered]")
	}
	b.WriteByte('\n')
}

// sameValue says whether x and y are the same words in memory, as the runtime
// compares the values of panics: it may not compare what they hold.
func sameValue(x, y any) bool {
	return *(*[2]unsafe.Pointer)(unsafe.Pointer(&x)) == *(*[2]unsafe.Pointer)(unsafe.Pointer(&y))
}

// PanicText is what a compiled program prints of the value of a panic. It
// panics if a method of the value does.
func PanicText(v any) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case error:
		return indented(v.Error())
	case fmt.Stringer:
		return indented(v.String())
	}
	t := reflect.TypeOf(v)
	if t.Kind() > reflect.Complex128 && t.Kind() != reflect.String {
		return fmt.Sprintf("(%v) %#x", t, addressOf(v))
	}
	basic := indented(formatBasic(reflect.ValueOf(v)))
	switch {
	case t.PkgPath() == "":
		return basic
	case t.Kind() == reflect.String:
		return fmt.Sprintf(`%v("%s")`, t, basic)
	case t.Kind() >= reflect.Complex64:
		return t.String() + basic
	}
	return fmt.Sprintf("%v(%s)", t, basic)
}

// indented puts a tab before each line of s but the first, so that no line can be
// mistaken for one of the stack.
func indented(s string) string { return strings.ReplaceAll(s, "\n", "\n\t") }

// addressOf returns the data word of an interface value.
func addressOf(v any) uintptr { return uintptr((*[2]unsafe.Pointer)(unsafe.Pointer(&v))[1]) }
