package magic

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"gosched/kernel/internal/bench"
	"gosched/kernel/internal/session"
	"gosched/kernel/internal/testlog"
	"gosched/kernel/internal/twin"
)

var benchCell = &Command{
	Name:  "bench",
	Form:  Cell,
	Usage: "%%bench [-count N] [-benchtime D] [-benchmem] [-bench REGEXP] [-cpu N,...] [-gcflags FLAGS] [-env K=V,...] [-mem LIMIT] [-time] [-use X,Y]",
	takes: takesGo,
	Short: "compiles the cell and runs its benchmarks as go test -bench does",
	Doc: "Without Benchmark functions in the cell its statements are the loop of one; if it has no statements either, the benchmarks of the session are run. " +
		"Setting up cannot be told from the work: declare it with var, in a function, or in an earlier cell and hand it over by -use. What statements assign and calls return counts as used, so that the compiler does not remove the work (see testing.B.Loop). " +
		"The table has the median of -count runs (6), the spread of its 95 % confidence interval, and the ratio to the first line with its p-value, ~ where there is no difference to be seen, all as benchstat computes them. " +
		"-benchtime is the time of a run (1s) or its rounds (100x), -benchmem counts allocations, -bench chooses benchmarks, -cpu repeats them with other GOMAXPROCS.",
	Example: "%%bench -count 6 -benchtime 10ms\nfunc BenchmarkConcat(b *testing.B) {\n\tfor b.Loop() {\n\t\ts := \"\"\n\t\tfor range 100 {\n\t\t\ts += \"go\"\n\t\t}\n\t}\n}\n\nfunc BenchmarkRepeat(b *testing.B) {\n\tfor b.Loop() {\n\t\tstrings.Repeat(\"go\", 100)\n\t}\n}",
	run:     runBench,
}

// defaultCount is how often benchmarks are run: what a confidence interval of the
// median at 95 % needs.
const defaultCount = "6"

func runBench(ctx context.Context, env Env, c *Call) error {
	flags, o, err := c.trial(env, map[string]string{"count": defaultCount, "bench": "."}, "benchtime", "benchmem", "cpu")
	if err != nil {
		return err
	}
	defer o.close()
	b, err := o.compileTests(ctx, env, c, session.ListOptions{Loop: true}, func(h *twin.Harness) bool { return len(h.Benchmarks) > 0 || h.Loop != "" },
		"the cell has neither benchmarks nor statements, and the session no benchmarks")
	if err != nil {
		return err
	}
	o.run.Args = append(o.run.Args, "-test.run=^$", "-test.v=test2json")
	v := &benchView{live: live{env: env}}
	v.count, _ = strconv.Atoi(flags["count"]) // which testFlags has checked
	out, err := runTests(ctx, env, o, b, v.event)
	if err != nil {
		return err
	}
	v.end()
	o.ran(env, b, out)
	if len(v.failed) > 0 && ctx.Err() == nil && out.Failure != nil && out.Failure.Name == exited {
		return env.Fail("benchmark failed", strings.Join(v.failed, ", "), nil)
	}
	return o.verdict(ctx, env, out)
}

// A benchView shows the table of benchmarks, each as it ends, and which one runs.
type benchView struct {
	live
	log    bench.Log // of those that have ended
	count  int       // how often each benchmark runs
	seen   bench.Log // of all
	lines  []string  // results of the one that runs
	test   string    // which that is
	failed []string
}

// event takes what the program says. What it returns is what the user's code printed.
func (v *benchView) event(e testlog.Event) string {
	switch e.Kind {
	case testlog.Run:
		v.test = e.Test
		v.show(v.bundle("running " + e.Test))
	case testlog.Fail:
		v.failed = append(v.failed, e.Test)
	case testlog.Output:
		if r, ok := v.seen.Add(e.Text); ok {
			v.result(r, e.Text)
			return ""
		}
		line := strings.TrimRight(e.Text, " \t\n")
		if line == v.test && line != "" || v.seen.Len() == 0 && header(line) {
			return ""
		}
		return e.Text
	}
	return ""
}

// result takes a line that is a result.
func (v *benchView) result(r bench.Result, line string) {
	v.lines = append(v.lines, line)
	if r.N < v.count {
		v.show(v.bundle(fmt.Sprintf("running %s, %d of %d", v.test, r.N+1, v.count)))
		return
	}
	v.settle()
	v.show(v.bundle(""))
}

// settle puts the results of what ran into the table.
func (v *benchView) settle() {
	for _, line := range v.lines {
		v.log.Add(line)
	}
	v.lines = nil
}

// header reports whether a line is one of those that go test -bench begins with.
func header(line string) bool {
	for _, key := range []string{"goos: ", "goarch: ", "pkg: ", "cpu: "} {
		if strings.HasPrefix(line, key) {
			return true
		}
	}
	return false
}

// bundle is the table so far, and what goes on.
func (v *benchView) bundle(going string) map[string]string {
	b := make(map[string]string)
	if v.log.Len() > 0 {
		t := v.log.Table()
		b["text/plain"], b["text/html"] = t.Text(), t.HTML()
	}
	if going != "" {
		line := said(going + " …")
		b["text/plain"] += line["text/plain"]
		b["text/html"] += line["text/html"]
	}
	b["text/plain"] = strings.TrimSuffix(b["text/plain"], "\n")
	return b
}

// end shows the table as it stays.
func (v *benchView) end() {
	v.settle()
	switch {
	case v.log.Len() > 0:
		v.show(v.bundle(""))
	case v.update != nil:
		v.show(said("no benchmark has a result"))
	}
}
