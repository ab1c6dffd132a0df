package engine

import (
	"fmt"
	"strings"
	"testing"
)

// TestFirstCalls has many goroutines be the first to call functions of a package.
func TestFirstCalls(t *testing.T) {
	n := newNotebook(t)
	got := n.cell(t, `out := make([][]int, 20)
var wg sync.WaitGroup
for i := range out {
	wg.Go(func() {
		list := []int{3, 1, 2, i}
		slices.SortFunc(list, func(a, b int) int { return a - b })
		out[i] = slices.Compact(list)
	})
}
wg.Wait()
fmt.Sprint(out[3], len(out[19]))`)
	if got[0] != "[1 2 3] 4" {
		t.Errorf("got %v", got)
	}
}

// TestCalledAfterDrop calls an instance of a library function for the first time when
// the session has forgotten the types and functions it was made of.
func TestCalledAfterDrop(t *testing.T) {
	n := newNotebook(t)
	n.cell(t, `type T struct{ n int }
begin, result := make(chan bool), make(chan string)
go func() {
	<-begin
	list := []T{{3}, {1}, {2}}
	slices.SortStableFunc(list, func(a, b T) int { return a.n - b.n })
	result <- fmt.Sprint(list)
}()`)
	for i := range 5 {
		n.cell(t, fmt.Sprintf("type T struct{ s%d string }\nfunc f() int { return %d }\nslices.IsSorted([]int{f()})", i, i))
	}
	if got := n.cell(t, "begin <- true\n<-result")[0]; got != "[{1} {2} {3}]" {
		t.Errorf("got %v", got)
	}
}

// TestLiteralsAreNew changes what a literal of constants has made, which must not be
// seen in what it makes next.
func TestLiteralsAreNew(t *testing.T) {
	numbers := strings.Repeat("1, ", 40)
	n := newNotebook(t)
	n.cell(t, fmt.Sprintf(`type pair struct{ k string; v *int; any any }
func double(n int) int { return 2 * n }
func list() []int { return []int{%[1]s} }
func array() [40]uint8 { return [40]uint8{%[1]s} }
func table() map[string][]pair {
	return map[string][]pair{"a": {{"x", new(int), 1}, {k: "y"}}, "b": {{"z", nil, pair{k: "w"}}}, "c": {}, "d": nil, "e": {{}, {}, {}}}
}
func funcs() [20]func(int) int { return [20]func(int) int{double, 19: double, 4: nil} }
func floats() (a []complex128) { return []complex128{1, 2i, %[1]s} }`, numbers))
	for _, c := range []struct{ source, want string }{
		{"l := list()\nl[0] = 7\nfmt.Sprint(l[0], list()[0], len(list()), cap(list()))", "7 1 40 40"},
		{"a := array()\na[39] = 7\nfmt.Sprint(a[39], array()[39])", "7 1"},
		{`m := table()
*m["a"][0].v = 5
m["a"][1].k = "changed"
delete(m, "b")
fmt.Sprint(*table()["a"][0].v, table()["a"][1].k, len(table()), table()["b"], table()["c"] == nil, table()["d"] == nil)`, "0y5 [{z <nil> {w <nil> <nil>}}] false true"},
		{"f := funcs()\nfmt.Sprint(f[0](21), f[19](2), f[4] == nil, f[5] == nil)", "42 4 true true"},
		{"fmt.Sprint(floats()[:3])", "[(1+0i) (0+2i) (1+0i)]"},
	} {
		if got := n.cell(t, c.source)[0]; got != c.want {
			t.Errorf("%s\ngives %v, want %s", c.source, got, c.want)
		}
	}
}
