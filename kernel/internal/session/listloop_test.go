package session

import (
	"strings"
	"testing"
)

// TestLoop prints statements as what a benchmark repeats.
func TestLoop(t *testing.T) {
	s := New(shared)
	must(t, s, Cell{1, "import \"testing\"\nfunc f(n int) int { return n }\nfunc pair() (int, error) { return 0, nil }\nfunc BenchmarkF(b *testing.B) {}\nfunc TestF(t *testing.T) {}"})
	const head, tail = "func gosched_cell(gosched_b *testing.B) {\nfor gosched_b.Loop() {\n", "\n}\n}\n"
	for _, test := range []struct{ src, want string }{
		{"f(1)", head + "//line cell 2:1:1\nf(1)" + tail},
		{"pair()", head + "//line cell 2:1:1\npair()" + tail},
		{"f(1);", head + "//line cell 2:1:1\nf(1);" + tail},
		{"2 * f(1)", head + "//line cell 2:1:1\n_ = /*line :1:1*/2 * f(1)" + tail},
		{"f(1), f(2)", head + "//line cell 2:1:1\n_, _ = /*line :1:1*/f(1), f(2)" + tail},
		{"len(\"abc\")", head + "//line cell 2:1:1\n_ = /*line :1:1*/len(\"abc\")" + tail},
		{"int64(3)", head + "//line cell 2:1:1\n_ = /*line :1:1*/int64(3)" + tail},
		{"nil", head + "//line cell 2:1:1\n_ = any(nil)/*line :1:4*/" + tail},
		{"x := f(1)", head + "//line cell 2:1:1\nx := f(1); _ = x/*line :1:10*/" + tail},
		{"defer f(1)", strings.TrimSuffix(head, "\n") + " func() {\n//line cell 2:1:1\ndefer f(1)\n}()" + tail},
		{"if f(1) > 0 { return }", strings.TrimSuffix(head, "\n") + " func() {\n//line cell 2:1:1\nif f(1) > 0 { return }\n}()" + tail},
		{"g := func() int { return 1 }\ng()", head + "//line cell 2:1:1\ng := func() int { return 1 }; _ = g/*line :1:29*/\ng()" + tail},
		{"func h() {}", ""},
	} {
		l, err := s.List(Cell{2, test.src}, ListOptions{Loop: true})
		if err != nil {
			t.Errorf("%s: %v", test.src, err)
			continue
		}
		got := ""
		if i := strings.Index(l.Source, "func gosched_cell"); i >= 0 {
			got = l.Source[i:]
		}
		if got != test.want {
			t.Errorf("%s becomes\n%s\nwant\n%s", test.src, got, test.want)
		}
		if (l.Body != "") != (test.want != "") || strings.Contains(l.Source, "BenchmarkF") {
			t.Errorf("%s: its function is %q, in\n%s", test.src, l.Body, l.Source)
		}
	}
}

// TestTests prints what go test would run with a cell that does not mention it.
func TestTests(t *testing.T) {
	s := New(shared)
	must(t, s, Cell{1, "import \"testing\"\nfunc f(n int) int { return n }\nfunc BenchmarkF(b *testing.B) { f(1) }\nfunc TestF(t *testing.T) {}\nfunc Testing() {}\nfunc g() {}"})
	l, err := s.List(Cell{2, ""}, ListOptions{Tests: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"func f(", "func BenchmarkF(", "func TestF("} {
		if !strings.Contains(l.Source, name) {
			t.Errorf("%s is missing in\n%s", name, l.Source)
		}
	}
	for _, name := range []string{"func g(", "func Testing("} {
		if strings.Contains(l.Source, name) {
			t.Errorf("%s, which no test needs, is in\n%s", name, l.Source)
		}
	}
	if len(l.Funcs) > 0 {
		t.Errorf("the cell declares %v", l.Funcs)
	}
}
