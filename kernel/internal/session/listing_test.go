package session

import (
	"strings"
	"testing"
)

// A cell is printed with what it needs, and what it needs only.
func TestListingNeeds(t *testing.T) {
	s := New(shared)
	for i, src := range []string{
		"import \"math/rand/v2\"\n\ntype Shape interface{ Area() float64 }\ntype Square struct{ s float64 }\nfunc (s Square) Area() float64 { return s.s * s.s }\nvar total, n = 3, 4",
		"shapes := []Shape{Square{2}, Square{rand.Float64()}}\nvar mu sync.Mutex\nfunc lock() { mu.Lock(); defer mu.Unlock() }",
	} {
		must(t, s, Cell{i + 1, src})
	}
	l, err := s.List(Cell{3, "x := 1\nfunc g() int { lock(); return total }\nfmt.Println(Square{3})\ng(), x"}, ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"//line cell 1:4:1\ntype Square", "Area()", "//line cell 2:2:1\nvar mu sync.Mutex", "//line cell 3:1:1\nx := 1", ShowFunc + "("} {
		if !strings.Contains(l.Source, want) {
			t.Errorf("%q is not in\n%s", want, l.Source)
		}
	}
	for _, no := range []string{"Shape interface", "math/rand"} {
		if strings.Contains(l.Source, no) {
			t.Errorf("%q is in\n%s", no, l.Source)
		}
	}
	if _, err = s.List(Cell{3, "len(shapes)"}, ListOptions{}); err == nil || !strings.Contains(err.Error(), "shapes is a variable of cell 2") {
		t.Errorf("a variable that is not handed over: %v", err)
	}
	if l, err = s.List(Cell{3, "len(shapes)"}, ListOptions{Take: []string{"shapes"}}); err != nil || !strings.Contains(l.Source, `var shapes = gosched_take[[]Shape]("shapes")`) {
		t.Errorf("a variable that is handed over: %v", err)
	}
}
