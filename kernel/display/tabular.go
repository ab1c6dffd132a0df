package display

import (
	"fmt"
	"reflect"
	"unicode/utf8"
)

// short is how many characters of text are better than a table with the same
// numbers.
const short = 60

// tabular returns v as a table if it is one, see Bundle.
func tabular(v any) (t Table, ok bool) {
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
	default:
		return t, false
	}
	if r.Len() == 0 || describesItself(r) {
		return t, false
	}
	t = Table{Rows: v}
	if r.Kind() == reflect.Map {
		return t, r.Type().Elem() != reflect.TypeFor[struct{}]() && !isShort(r, r.Type().Elem())
	}
	switch first := inner(r.Index(0)); {
	case !first.IsValid() || describesItself(first):
		return t, false
	case first.Kind() == reflect.Struct:
		return t, first.NumField() > 0 && alike(r)
	case first.Kind() == reflect.Map:
		return t, alike(r)
	case first.Kind() == reflect.Slice, first.Kind() == reflect.Array:
		return t, isMatrix(r) && !isShort(r, first.Type().Elem())
	}
	return t, false
}

// describesItself reports whether the value has a text or a richer form of its own.
func describesItself(r reflect.Value) bool {
	if !r.CanInterface() {
		return false
	}
	v := r.Interface()
	switch v.(type) {
	case error, fmt.Formatter, fmt.Stringer:
		return true
	}
	if _, ok := v.(interface{ MIMEBundle() map[string]any }); ok {
		return true
	}
	for _, m := range methods {
		if m.find(v) != nil {
			return true
		}
	}
	return false
}

// alike reports whether the first rows are of one kind, so that they share columns.
// Nil pointers are rows without values.
func alike(r reflect.Value) bool {
	first := inner(r.Index(0))
	for i := range min(r.Len(), defaultRows) {
		row := inner(r.Index(i))
		switch {
		case row.Kind() == reflect.Pointer && row.IsNil():
		case row.Kind() != first.Kind():
			return false
		case row.Kind() == reflect.Struct && row.Type() != first.Type():
			return false
		}
	}
	return true
}

// isMatrix reports whether the rows of r are slices of single values, and not too
// long.
func isMatrix(r reflect.Value) bool {
	longest := 0
	for i := range min(r.Len(), defaultRows) {
		row := inner(r.Index(i))
		if k := row.Kind(); k != reflect.Slice && k != reflect.Array {
			return false
		}
		if !isSingle(row.Type().Elem()) || row.Type().Elem().Kind() == reflect.Uint8 {
			return false
		}
		longest = max(longest, row.Len())
	}
	return longest > 1 && longest <= maxColumns
}

// isSingle reports whether values of type t are of one part, as far as the type says.
func isSingle(t reflect.Type) bool { return flat(t) || t.Kind() == reflect.Interface }

// isShort reports whether r, whose elements are of type t, is read as easily as text.
func isShort(r reflect.Value, t reflect.Type) bool {
	return isSingle(t) && r.Len() <= short && utf8.RuneCountInString(text(r.Interface())) <= short
}
