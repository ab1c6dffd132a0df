package display

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"gosched/kernel/display/internal/order"
)

// records are the rows of a table, column by column, as far as they are shown.
type records struct {
	columns []column
	total   int // rows
	shown   int // rows
	left    int // columns that are not shown
}

// count says what is not shown, "" if everything is.
func (r records) count() string {
	var parts []string
	if r.shown < r.total {
		parts = append(parts, fmt.Sprintf("%d of %d rows", r.shown, r.total))
	}
	if r.left > 0 {
		parts = append(parts, fmt.Sprintf("%d more columns", r.left))
	}
	return strings.Join(parts, ", ")
}

// A rawColumn is a column of the values of those rows that have one there.
type rawColumn struct {
	name   string
	values []rawValue
}

// A rawValue is the value of a row, counted from 0.
type rawValue struct {
	row int
	reflect.Value
}

// rawRecords are rows as they are found, before they are formatted.
type rawRecords struct {
	columns []*rawColumn
	byName  map[string]*rawColumn
	total   int
	shown   int
}

func newRawRecords(total, shown int) *rawRecords {
	return &rawRecords{byName: make(map[string]*rawColumn), total: total, shown: shown}
}

var errNoRows = errors.New("there are no rows")

// readRecords reads the first rows of r, limit of their number.
func readRecords(r reflect.Value, limit func(int) int) (*rawRecords, error) {
	r = inner(r)
	if !r.IsValid() {
		return nil, errNoRows
	}
	switch r.Kind() {
	case reflect.Slice, reflect.Array:
		out := newRawRecords(r.Len(), limit(r.Len()))
		for i := range out.shown {
			out.addRow(i, inner(r.Index(i)))
		}
		if out.shown == 0 && r.Type().Elem().Kind() == reflect.Struct {
			out.addRow(0, reflect.Zero(r.Type().Elem())) // for the names
		}
		return out, nil
	case reflect.Map:
		return readMap(r, limit), nil
	}
	return nil, fmt.Errorf("%v is neither a slice nor a map", r.Type())
}

// readMap makes a row of each entry of a map, in the order of the keys.
func readMap(m reflect.Value, limit func(int) int) *rawRecords {
	out := newRawRecords(m.Len(), limit(m.Len()))
	entries := entries(m, out.shown)
	for i, e := range entries {
		out.set("key", i, e.Key)
	}
	for i, e := range entries {
		v := inner(e.Value)
		if v.IsValid() && (v.Kind() == reflect.Struct || v.Kind() == reflect.Map) && !describesItself(v) {
			out.addRow(i, v)
			continue
		}
		out.set("value", i, v)
	}
	return out
}

// entries returns the first n entries of a map, any of one that is too large to be
// sorted.
func entries(m reflect.Value, n int) []order.Entry {
	if m.Len() <= maxSorted {
		return order.Entries(m)[:n]
	}
	var some []order.Entry
	for it := m.MapRange(); len(some) < n && it.Next(); {
		some = append(some, order.Entry{Key: it.Key(), Value: it.Value()})
	}
	return some
}

// inner returns what interfaces and pointers to structs hold.
func inner(r reflect.Value) reflect.Value {
	for range 10 {
		switch {
		case r.Kind() == reflect.Interface:
			r = r.Elem()
		case r.Kind() == reflect.Pointer && !r.IsNil() && r.Elem().Kind() == reflect.Struct && !describesItself(r):
			r = r.Elem()
		default:
			return r
		}
	}
	return r
}

// addRow adds the values of row i.
func (t *rawRecords) addRow(i int, r reflect.Value) {
	switch {
	case r.Kind() == reflect.Pointer && r.IsNil(): // an empty row
	case !r.IsValid() || describesItself(r):
		t.set("value", i, r)
	case r.Kind() == reflect.Struct:
		for j := range r.NumField() {
			if name := r.Type().Field(j).Name; name != "_" {
				t.set(name, i, r.Field(j))
			}
		}
	case r.Kind() == reflect.Map && r.Len() <= maxElements:
		for _, e := range order.Entries(r) {
			t.set(e.Name, i, e.Value)
		}
	case (r.Kind() == reflect.Slice || r.Kind() == reflect.Array) && r.Type().Elem().Kind() != reflect.Uint8:
		for j := range min(r.Len(), maxElements) {
			t.set(strconv.Itoa(j), i, r.Index(j))
		}
	default:
		t.set("value", i, r)
	}
}

// set puts a value into row i of the column of that name.
func (t *rawRecords) set(name string, i int, v reflect.Value) {
	c := t.byName[name]
	if c == nil {
		c = &rawColumn{name: name}
		t.columns, t.byName[name] = append(t.columns, c), c
	}
	if i < t.shown {
		c.values = append(c.values, rawValue{i, v})
	}
}

// choose returns the named columns.
func (t *rawRecords) choose(names []string) ([]*rawColumn, error) {
	var out []*rawColumn
	for _, name := range names {
		if t.byName[name] == nil {
			return nil, fmt.Errorf("no column %q; there are %s", name, strings.Join(slices.Sorted(maps.Keys(t.byName)), ", "))
		}
		out = append(out, t.byName[name])
	}
	return out, nil
}

// cells formats a column for as many rows as are shown.
func (c *rawColumn) cells(verb string, shown int) column {
	out := column{name: c.name, cells: make([]cell, shown)}
	for _, v := range c.values {
		out.cells[v.row] = makeCell(v.Value, verb)
	}
	return out
}

// makeCell formats one value.
func makeCell(r reflect.Value, verb string) cell {
	if r.Kind() == reflect.Interface {
		r = r.Elem()
	}
	if !r.IsValid() {
		return cell{}
	}
	c := cell{numeric: r.CanInt() || r.CanUint() || r.CanFloat()}
	if why := (measure{}).of(r); why != "" {
		return cell{text: oneLine(summary(r, why))}
	}
	if verb != "" {
		c.text = oneLine(fmt.Sprintf(verb, operand(r)))
		return c
	}
	c.text = oneLine(cellText(r))
	if r.CanInterface() {
		if own, ok := r.Interface().(hasHTML); ok {
			survive(own, "HTML", func() { c.html = own.HTML() })
		} else if fragment, ok := r.Interface().(HTML); ok {
			c.html = string(fragment)
		}
	}
	return c
}

// operand returns r for a function of fmt, which shows what reflect.Values hold.
func operand(r reflect.Value) any {
	if r.CanInterface() {
		return r.Interface()
	}
	return r
}

// cellText returns the text of a value inside a table.
func cellText(r reflect.Value) string {
	v := operand(r)
	if t, ok := v.(time.Time); ok {
		return t.Round(0).String() // without the monotonic clock
	}
	if r.CanFloat() && !describesItself(r) {
		return shortFloat(r.Float())
	}
	return fmt.Sprintf("%+v", v)
}

// shortFloat returns f to six digits, which is what people read in tables, and
// whole numbers whole.
func shortFloat(f float64) string {
	if abs := math.Abs(f); abs < 1e15 && (abs >= 1e6 || f == math.Trunc(f)) {
		return strconv.FormatFloat(f, 'f', 0, 64)
	}
	return strconv.FormatFloat(f, 'g', 6, 64)
}

// oneLine shortens s to one line of maxCell characters.
func oneLine(s string) string {
	s = strings.TrimRight(s, "\r\n")
	cutOff := false
	if i := strings.IndexAny(s, "\r\n"); i >= 0 {
		s, cutOff = s[:i], true
	}
	n := 0
	for i := range s {
		if n++; n > maxCell {
			s, cutOff = s[:i], true
			break
		}
	}
	if cutOff {
		s += " …"
	}
	return strings.ToValidUTF8(s, "\ufffd")
}
