package magic

import (
	"errors"
	"go/parser"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestTime(t *testing.T) {
	e := newFakeEnv("")
	if err := run(t, e, "%time f(3)"); err != nil {
		t.Fatal(err)
	}
	if got := e.output(); !strings.HasPrefix(got, "1.5 ms (") || !strings.HasSuffix(got, " with compiling and transport; interpreted)") {
		t.Error(got)
	}
	if err := run(t, e, "%%time\nf()\ng()"); err != nil {
		t.Fatal(err)
	}
	want := []string{"      f(3)", "\nf()\ng()"}
	for i, src := range e.ran {
		if src != want[i] {
			t.Errorf("ran %q, want %q", src, want[i])
		}
	}
	if err := run(t, e, "%%time f()\ng()"); err == nil {
		t.Error("Go code on the line of a %% magic")
	}
}

func TestTimeit(t *testing.T) {
	user := errors.New("undefined: f")
	for _, test := range []struct {
		src, result, want string
		loops, body       string // in the source that was run
		runs              int
	}{
		{"%timeit f(3)", "[1000 4000 2000 9000]", "4 ns per loop, best 2 ns (median of 3 runs of 1000 loops; interpreted)", ":= 0", "f(3)", 7},
		{"%timeit -n 5 -r2 f(3)", "[5 10 20]", "3 ns per loop, best 2 ns (median of 2 runs of 5 loops; interpreted)", ":= 5", "f(3)", 2},
		{"%%timeit -r 1\nx++\ny++", "[1 1234567]", "1.23 ms per loop, best 1.23 ms (median of 1 run of 1 loop; interpreted)", ":= 0", "x++\ny++", 1},
		{"%timeit -x", "", "error: nothing of the sort", "", "", 0},
	} {
		e := newFakeEnv("")
		e.eval = func(src string) (string, error) {
			if test.result == "" {
				return "", errors.New("nothing of the sort")
			}
			if _, err := parser.ParseExpr(src); err != nil {
				t.Errorf("%v in\n%s", err, src)
			}
			if !strings.Contains(src, "timeitLoops "+test.loops) || !strings.Contains(src, test.body) {
				t.Errorf("ran\n%s", src)
			}
			return test.result, nil
		}
		err := run(t, e, test.src)
		got := e.output()
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.src, got, test.want)
		}
	}

	e := newFakeEnv("")
	e.check = func(string) error { return user }
	if err := run(t, e, "%timeit f()"); err != user {
		t.Errorf("%v is not the user's mistake", err)
	}
	for src, want := range map[string]string{
		"%timeit":          "nothing to measure",
		"%timeit -n":       "-n wants a positive number",
		"%timeit -r 0 f()": "-r wants a positive number",
		"%timeit -q f()":   "unknown flag -q",
	} {
		if err := run(t, newFakeEnv(""), src); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", src, err, want)
		}
	}
}

// TestTimeitExpression measures what is no statement.
func TestTimeitExpression(t *testing.T) {
	e := newFakeEnv("")
	e.eval = func(src string) (string, error) {
		if !strings.Contains(src, "_ = (x + 1)") {
			return "", errors.New("x + 1 is not used")
		}
		return "[1 1 1]", nil
	}
	if err := run(t, e, "%timeit x + 1"); err != nil || !regexp.MustCompile(`^1 ns per loop`).MatchString(e.output()) {
		t.Error(err)
	}
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 ns", 999: "999 ns", 1500: "1.5 µs", 123456: "123 µs", 999900: "1000 µs", 45678: "45.7 µs", 12 * time.Millisecond: "12 ms", 61 * time.Second: "61 s",
	} {
		if got := duration(d); got != want {
			t.Errorf("%d: %s, want %s", d, got, want)
		}
	}
}
