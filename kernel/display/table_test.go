package display_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"gosched/kernel/display"
)

// A result is a row with fields of all kinds.
type result struct {
	Name  string
	Took  time.Duration
	Ratio float64
	Err   error
	Tags  []string
	Inner point
	note  string
	_     int
}

var results = []result{
	{Name: "one <b>", Took: 1500 * time.Millisecond, Ratio: 1.0 / 3, Tags: []string{"a", "b"}, Inner: point{1, 2}, note: "alone"},
	{Name: "二", Took: time.Microsecond, Ratio: 1e9, Err: errors.New("oops")},
}

// tables are values that are shown as tables, and the text of the table.
var tables = map[string]struct {
	v    any
	want string
}{
	"structs": {results, `
Name     Took       Ratio  Err   Tags   Inner      note
one <b>  1.5s    0.333333        [a b]  {X:1 Y:2}  alone
二        1µs  1000000000  oops  []     {X:0 Y:0}
`},
	"pointers": {[]*point{{1, 2}, nil, {3, 4}}, `
X  Y
1  2

3  4
`},
	"maps": {[]map[string]any{{"b": 1, "a": "x"}, {"c": nil, "b": 2.5}}, `
a    b  c
x    1
   2.5
`},
	"from JSON": {[]any{map[string]any{"a": 1.0}, map[string]any{"a": 2.0}}, `
a
1
2
`},
	"map of structs": {map[int]point{10: {1, 2}, 9: {3, 4}}, `
key  X  Y
  9  3  4
 10  1  2
`},
	"map": {map[string]string{"k": strings.Repeat("y", 70), "l": "two\nlines"}, `
key  value
k    ` + strings.Repeat("y", 70) + `
l    two …
`},
	"map of slices": {map[string][]int{"a": {1, 2}}, `
key  value
a    [1 2]
`},
	"matrix": {[][]float64{{1, 2.5, 1e-7}, {1000000, 123456789, math.Pi}, {7777777, 7777777, 7777777}}, `
      0          1        2
      1        2.5    1e-07
1000000  123456789  3.14159
7777777    7777777  7777777
`},
	"own methods": {[]struct {
		A verbose
		b verbose
		C display.HTML
	}{{verbose{1}, verbose{2}, "<b>x</b>"}}, `
A          b      C
verbose 1  {n:2}  <b>x</b>
`},
}

func TestTables(t *testing.T) {
	for name, test := range tables {
		data, _ := display.Bundle(test.v)
		page, _ := data["text/html"].(string)
		if !strings.HasPrefix(page, "<table") || len(data) != 2 {
			t.Errorf("%s: %v has no table", name, data)
			continue
		}
		wellFormed(t, page)
		if got := (display.Table{Rows: test.v}).String(); got+"\n" != test.want[1:] {
			t.Errorf("%s:\n%s\nwant:%s", name, got, test.want)
		}
		if want := fmt.Sprintf("%+v", test.v); name == "structs" && data["text/plain"] != want {
			t.Errorf("%s: text %v, want %v", name, data["text/plain"], want)
		}
	}
}

func wellFormed(t *testing.T, page string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, page)
		}
	}
}

func TestTableHTML(t *testing.T) {
	page := display.Table{Rows: results, Columns: []string{"Took", "Name", "note"}, Caption: "x < y"}.HTML()
	for _, want := range []string{
		`<td align="right" style="text-align:right">1.5s</td>`, `<td align="left" style="text-align:left">one &lt;b&gt;</td>`, `>x &lt; y</caption>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	page = display.Table{Rows: []display.HTML{"<i>x</i>"}}.HTML()
	if !strings.Contains(page, "><i>x</i></td>") {
		t.Errorf("HTML is not shown as such: %s", page)
	}
}

func ExampleTable() {
	fmt.Println(display.Table{
		Rows:    []struct{ Name, Unit string }{{"select", "ns"}, {"epoll", "ns"}, {"poll", "ns"}},
		Columns: []string{"Unit", "Name"},
		Align:   map[string]string{"Unit": "right"},
		Caption: "Three calls",
		Limit:   2,
	})
	fmt.Println(display.Table{Rows: map[string]float64{"a": 1, "b": 2.0 / 3}, Format: map[string]string{"value": "%.2f"}})
	fmt.Println(display.Table{Rows: results, Columns: []string{"Nome"}})
	// Output:
	// Three calls
	// Unit  Name
	//   ns  select
	//   ns  epoll
	// 2 of 3 rows
	// key  value
	// a     1.00
	// b     0.67
	// display.Table: no column "Nome"; there are Err, Inner, Name, Ratio, Tags, Took, note
}

// TestTableOdd shows what is large, empty, cyclic or no table.
func TestTableOdd(t *testing.T) {
	cyclic := map[string]any{}
	cyclic["self"] = cyclic
	wide := map[string]int{}
	for i := range 500 {
		wide[fmt.Sprint("column ", i)] = i
	}
	huge := make(map[int]int)
	for i := range 300_000 {
		huge[i] = i
	}
	for name, test := range map[string]struct {
		rows any
		want string
	}{
		"nil":        {nil, "display.Table: there are no rows"},
		"number":     {1, "display.Table: int is neither a slice nor a map"},
		"empty":      {[]point{}, "X  Y"},
		"cyclic":     {[]any{cyclic}, "(refers to itself)"},
		"wide":       {[]map[string]int{wide}, "440 more columns"},
		"long":       {make([]point, 1_000_000), "30 of 1000000 rows"},
		"huge":       {huge, "30 of 300000 rows"},
		"long cell":  {[]point2{{strings.Repeat("y", 1000)}}, strings.Repeat("y", 100) + " …"},
		"rude":       {[]rudeRow{{rude{}}}, "PANIC"},
		"NaN keys":   {map[float64]int{math.NaN(): 42}, "NaN     42"},
		"bytes":      {[][]byte{{1, 2}}, "[1 2]"},
		"large cell": {[]struct{ N []int }{{make([]int, 100_000)}}, "[]int with 100000 elements"},
	} {
		if got := (display.Table{Rows: test.rows}).String(); !strings.Contains(got, test.want) {
			t.Errorf("%s:\n%.500s\nwant %s", name, got, test.want)
		}
		wellFormed(t, display.Table{Rows: test.rows}.HTML())
		display.Bundle(test.rows)
	}
	if got := strings.Count(display.Table{Rows: make([]point, 20_000), Limit: -1}.String(), "\n"); got != 5001 {
		t.Errorf("without a limit there are %d lines", got)
	}
}

type (
	point2  struct{ S string }
	rudeRow struct{ R rude }
)
