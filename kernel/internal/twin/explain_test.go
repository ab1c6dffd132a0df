package twin

import (
	"errors"
	"os"
	"strings"
	"testing"

	"gosched/kernel/internal/session"
)

// TestExplain asks the compiler about cells.
func TestExplain(t *testing.T) {
	tw := newTwin(t)
	for _, test := range []struct{ src, flags, want string }{
		{"func leak() *int {\n\tx := 1\n\treturn &x\n}", "-m=2", "cell 1:2:2: moved to heap: x\n"},
		{"func sum(xs []int) (s int) {\n\tfor _, x := range xs {\n\t\ts += x\n\t}\n\treturn s\n}", "-S", "main.sum STEXT"},
	} {
		p := NewProgram(listing(t, session.ListOptions{}, test.src))
		out, err := tw.Explain(t.Context(), p, test.flags, os.Environ())
		if err != nil || !strings.Contains(out, test.want) {
			t.Errorf("%s of\n%s\nsays\n%s%v\nwant %q", test.flags, test.src, out, err, test.want)
		}
	}
}

// TestVet has go vet find mistakes, and nothing in what has none.
func TestVet(t *testing.T) {
	tw := newTwin(t)
	for _, test := range []struct {
		src  string
		want []Mistake
	}{
		{"x := 3\nx++\nx", nil},
		{"x := 3\nfmt.Printf(\"%s\\n\", x)", []Mistake{{1, 2, 13, "fmt.Printf format %s has arg x of wrong type int"}}},
		{"func f(mu sync.Mutex) {}", []Mistake{{1, 1, 11, "f passes lock by value: sync.Mutex"}}},
		{"func f() {\n\treturn\n\tprintln()\n}", []Mistake{{1, 3, 2, "unreachable code"}}},
	} {
		err := tw.Vet(t.Context(), NewProgram(listing(t, session.ListOptions{}, test.src)), os.Environ())
		var found *Rejection
		if !errors.As(err, &found) {
			if err != nil || test.want != nil {
				t.Errorf("%s\nfound %v, want %v", test.src, err, test.want)
			}
			continue
		}
		if len(found.Mistakes) != len(test.want) || len(found.Other) > 0 {
			t.Errorf("%s\nfound %+v and %q, want %+v", test.src, found.Mistakes, found.Other, test.want)
			continue
		}
		for i, m := range found.Mistakes {
			if m != test.want[i] {
				t.Errorf("%s\nfound %+v, want %+v", test.src, m, test.want[i])
			}
		}
	}
}
