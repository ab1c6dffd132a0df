package magic

import (
	"fmt"
	"strings"
	"testing"

	"gosched/kernel/internal/testlog"
	"gosched/kernel/internal/twin"
)

// A tape keeps what is printed, and counts how often something is.
type tape struct {
	twin.Console
	strings.Builder
	times int
}

func (t *tape) Print(_ twin.Stream, p []byte) {
	t.Write(p)
	t.times++
}

// feed gives the output of a test binary to a view and returns what it prints.
func feed(log string, event func(testlog.Event) string) string {
	t := new(tape)
	c := newTestConsole(t, twin.Places, event)
	c.Print(twin.Stdout, []byte(strings.ReplaceAll(log, "^V", "\x16")))
	c.close()
	return t.String()
}

// TestConsole prints at once what came at once, and words places in logs only.
func TestConsole(t *testing.T) {
	out := new(tape)
	c := newTestConsole(out, twin.Places, func(e testlog.Event) string { return e.Text })
	c.Print(twin.Stdout, []byte("cell 1:2\n    cell 1:2: cell 1:3\n    a: cell 1:2\nBench"))
	c.Print(twin.Stderr, []byte("!"))
	c.close()
	if want := "cell 1:2\n    cell 1, line 2: cell 1:3\n    a: cell 1:2\n!Bench"; out.String() != want || out.times != 3 {
		t.Errorf("printed in %d pieces is %q, want %q", out.times, out.String(), want)
	}
}

// TestBenchView shows each benchmark as it ends, and hands on what it prints.
func TestBenchView(t *testing.T) {
	s := &screen{fakeEnv: newFakeEnv(t.TempDir())}
	v := &benchView{live: live{env: s}, count: 2}
	printed := feed("goos: linux\ncpu: fast\n^V=== RUN   BenchmarkA\nBenchmarkA\nfrom A\nBenchmarkA-2 \t 10\t 100 ns/op\n^V=== NAME  \nBenchmarkA-2 \t 10\t 110 ns/op\n"+
		"^V=== RUN   BenchmarkB\nBenchmarkB\n    cell 1, line 2: no\n^V--- FAIL: BenchmarkB\n"+
		"^V=== RUN   BenchmarkC\nBenchmarkC\nBenchmarkC-2 \t 10\t 50 ns/op\nexit", v.event)
	v.end()
	if want := "from A\n    cell 1, line 2: no\nexit"; printed != want {
		t.Errorf("printed is %q, want %q", printed, want)
	}
	if fmt.Sprint(v.failed) != "[BenchmarkB]" {
		t.Errorf("failed are %v", v.failed)
	}
	const foot = "¹ need >= 6 samples for confidence interval at level 0.95\n"
	const a = "name       time/op\nA     105.0ns ± ∞¹\n" + foot + "GOMAXPROCS=2"
	want := []string{
		"new 0: running BenchmarkA …",
		"again 0: running BenchmarkA, 2 of 2 …",
		"again 0: " + a,
		"again 0: " + a + "\nrunning BenchmarkB …",
		"again 0: " + a + "\nrunning BenchmarkC …",
		"again 0: " + a + "\nrunning BenchmarkC, 2 of 2 …",
		"again 0: name       time/op            vs first\nA     105.0ns ± ∞¹\nC     50.00ns ± ∞¹  ~ (p=0.667 n=2+1)²\n" + foot +
			"² need >= 4 samples to detect a difference at alpha level 0.05\nGOMAXPROCS=2",
	}
	if got := strings.Join(s.seen, "\n--\n"); got != strings.Join(want, "\n--\n") {
		t.Errorf("seen is\n%s\nwant\n%s", got, strings.Join(want, "\n--\n"))
	}
}

// TestTestView shows outcomes, and below the names of tests what they print.
func TestTestView(t *testing.T) {
	s := &screen{fakeEnv: newFakeEnv(t.TempDir())}
	v := &testView{live: live{env: s}}
	printed := feed("^V=== RUN   TestA\none\n    cell 1, line 2: two\n^V--- FAIL: TestA (0.02s)\n^V=== NAME  \n^V=== RUN   TestB\n^V--- PASS: TestB (0.00s)\n^VFAIL\n", v.event)
	v.end(nil)
	if want := "=== TestA\none\n    cell 1, line 2: two\n"; printed != want {
		t.Errorf("printed is %q, want %q", printed, want)
	}
	if got := fmt.Sprint(v.complaints()); got != "[TestA: cell 1, line 2: two]" {
		t.Errorf("complaints are %s", got)
	}
	if got, want := s.seen[len(s.seen)-1], "again 0: ✗ TestA  0.02 s  cell 1, line 2: two\n✓ TestB  0.00 s\n1 passed, 1 failed"; got != want {
		t.Errorf("seen is %q, want %q", got, want)
	}
}

func TestTestFlags(t *testing.T) {
	for _, test := range []struct {
		command *Command
		args    string
		want    string
	}{
		{benchCell, "", "[-test.benchtime=1s]"},
		{benchCell, "-cpu 1,2 -benchmem -benchtime 10x", "[-test.benchtime=10x -test.benchmem -test.cpu=1,2]"},
		{benchCell, "-benchtime fast", "error: -benchtime needs a time or a number of rounds: 200ms, 2s, 1000x"},
		{benchCell, "-benchtime 0x", "error: -benchtime needs a time or a number of rounds: 200ms, 2s, 1000x"},
		{benchCell, "-cpu 0", "error: -cpu needs positive numbers: -cpu 1,2,4"},
		{benchCell, "-count 0", "error: -count needs a positive number"},
		{benchCell, "-bench (", "error: -bench needs a regular expression: error parsing regexp: missing closing ): `(`"},
		{benchCell, "NAME", "error: does not take the argument NAME"},
	} {
		c := &Call{Command: test.command, Args: test.args, cell: true}
		flags, err := c.onlyFlags()
		var args []string
		if err == nil {
			args, err = c.testFlags(flags, map[string]string{"benchtime": "1s"}, "benchmem", "cpu", "count", "bench")
		}
		got := fmt.Sprint(args)
		if err != nil {
			got = "error: " + strings.TrimPrefix(strings.TrimSuffix(err.Error(), "; usage: "+test.command.Usage), c.written()+": ")
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.args, got, test.want)
		}
	}
}
