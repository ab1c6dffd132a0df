package twin

import (
	"fmt"
	"go/token"
	"os"
	"os/exec"
	"strings"
	"testing"

	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
)

// TestHarness finds what go test runs, and nothing else.
func TestHarness(t *testing.T) {
	h, err := newHarness(`package main

import "testing"

func TestA(t *testing.T) {}
func Test(*testing.T) {}
func Test_b(t *testing.T) {}
func Testing(t *testing.T) {}
func TestHelper(t *testing.T, n int) {}
func TestNone() {}
func TestGeneric[T any](t *testing.T) {}
func TestWrong(b *testing.B) {}
func TestResult(t *testing.T) error { return nil }
type T struct{}
func (T) TestMethod(t *testing.T) {}
func BenchmarkA(b *testing.B) {}
func BenchmarkSmall(tb testing.TB) {}
func FuzzA(f *testing.F) {}
func TestMain(m *testing.M) { m.Run() }
func ExampleA() {
	// Output: a
}
func ExampleB() {
	// Unordered output: b
}
func Example_c() {
	// Output:
}
func ExampleSilent() {}
func examples() {
	// Output: no
}
`)
	if err != nil {
		t.Fatal(err)
	}
	want := `&{Tests:[TestA Test Test_b] Benchmarks:[BenchmarkA] Fuzz:[FuzzA] ` +
		`Examples:[{Name:ExampleA Output:a` + "\n" + ` Unordered:false} {Name:ExampleB Output:b` + "\n" + ` Unordered:true} {Name:Example_c Output: Unordered:false}] Main:true Loop:}`
	if got := fmt.Sprintf("%+v", h); got != want {
		t.Errorf("found %s\nwant  %s", got, want)
	}
	if h.Len() != 7 {
		t.Errorf("there are %d tests, want 7", h.Len())
	}
	if _, err := newHarness("package main; func {"); err == nil {
		t.Error("what is no Go is taken for tests")
	}
}

// listing prints a cell after cells of declarations.
func listing(t *testing.T, o session.ListOptions, cells ...string) *session.Listing {
	t.Helper()
	s := session.New(stdlib.NewImporter(token.NewFileSet()))
	for i, src := range cells[:len(cells)-1] {
		ch, err := s.Edit(session.Cell{Number: i + 1, Source: src})
		if err != nil {
			t.Fatal(err)
		}
		s.Commit(ch)
	}
	l, err := s.List(session.Cell{Number: len(cells), Source: cells[len(cells)-1]}, o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestNewTest runs what is made of cells with the flags of a test binary.
func TestNewTest(t *testing.T) {
	tw := newTwin(t)
	for _, test := range []struct {
		name  string
		o     session.ListOptions
		cells []string
		flags []string
		want  []string // substrings of the output, in order
	}{
		{
			"all kinds", session.ListOptions{},
			[]string{
				"import \"testing\"\nfunc double(n int) int { return 2 * n }",
				"start := 3\nprintln(start)\nfunc TestDouble(t *testing.T) {\n\tif got := double(start); got != 7 {\n\t\tt.Errorf(\"got %d\", got)\n\t}\n}\n" +
					"func ExampleDouble() {\n\tfmt.Println(double(2))\n\t// Output: 4\n}\n" +
					"func FuzzDouble(f *testing.F) {\n\tf.Add(1)\n\tf.Fuzz(func(t *testing.T, n int) { double(n) })\n}",
			},
			[]string{"-test.v"},
			[]string{"3\n", "=== RUN   TestDouble", "cell 2:5: got 6", "--- FAIL: TestDouble", "--- PASS: FuzzDouble/seed#0", "--- PASS: ExampleDouble", "FAIL"},
		},
		{
			"TestMain", session.ListOptions{},
			[]string{"func TestMain(m *testing.M) { fmt.Println(\"before\"); code := m.Run(); fmt.Println(\"after\", code) }\nfunc TestA(t *testing.T) {}"},
			[]string{"-test.v"},
			[]string{"before", "--- PASS: TestA", "PASS", "after 0"},
		},
		{
			"benchmark", session.ListOptions{},
			[]string{"func BenchmarkA(b *testing.B) { for b.Loop() { fmt.Sprint(1) } }"},
			[]string{"-test.bench=.", "-test.benchtime=10x"},
			[]string{"BenchmarkA", " 10\t", "ns/op"},
		},
		{
			"loop", session.ListOptions{Loop: true},
			[]string{"func half(n int) int { return n / 2 }", "x := half(10)\nx * 2"},
			[]string{"-test.bench=.", "-test.benchtime=10x"},
			[]string{"BenchmarkStatements", " 10\t", "ns/op"},
		},
		{
			"tests of the session", session.ListOptions{Tests: true},
			[]string{"import \"testing\"\nfunc TestOld(t *testing.T) {}", ""},
			[]string{"-test.v"},
			[]string{"--- PASS: TestOld"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, _, err := NewTest(listing(t, test.o, test.cells...))
			if err != nil {
				t.Fatal(err)
			}
			b, err := tw.Build(t.Context(), p, Flags{}, os.Environ())
			if err != nil {
				t.Fatal(err)
			}
			out, _ := exec.Command(b.Path, test.flags...).CombinedOutput() // tests that fail are meant to
			rest := string(out)
			for _, want := range test.want {
				_, after, ok := strings.Cut(rest, want)
				if !ok {
					t.Fatalf("the output, or what is left of it, has no %q:\n%s", want, out)
				}
				rest = after
			}
			if again, err := tw.Build(t.Context(), p, Flags{}, os.Environ()); err != nil || again.Took != 0 {
				t.Errorf("it was built again: %+v, %v", again, err)
			}
		})
	}
}

// newTwin returns a Twin with directories of its own.
func newTwin(t *testing.T) *Twin {
	return New(Options{Cache: t.TempDir(), Place: func() (string, error) { return t.TempDir(), nil }})
}
