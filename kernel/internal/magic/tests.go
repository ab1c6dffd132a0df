package magic

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gosched/kernel/internal/session"
	"gosched/kernel/internal/testlog"
	"gosched/kernel/internal/twin"
)

var testCell = &Command{
	Name:  "test",
	Form:  Cell,
	Usage: "%%test [-run REGEXP] [-count N] [-race] [-short] [-cpu N,...] [-gcflags FLAGS] [-env K=V,...] [-mem LIMIT] [-time] [-use X,Y]",
	takes: takesGo,
	Short: "compiles the cell and runs its tests as go test -v does",
	Doc: "Tests are Test functions, Example functions with a comment that says what they print, and the seeds of Fuzz functions. " +
		"If the cell has none, or with -run, those of the session are run as well. Statements of the cell run first. Failures name cell and line.",
	Example: "%%test\nfunc reverse(s string) string {\n\tr := []rune(s)\n\tslices.Reverse(r)\n\treturn string(r)\n}\n\nfunc TestReverse(t *testing.T) {\n\tif got := reverse(\"go\"); got != \"og\" {\n\t\tt.Errorf(\"reverse is %q\", got)\n\t}\n}\n\nfunc ExampleReverse() {\n\tfmt.Println(reverse(\"世界\"))\n\t// Output: 界世\n}",
	run:     runTest,
}

func runTest(ctx context.Context, env Env, c *Call) error {
	flags, o, err := c.trial(env, nil, "run", "count", "short", "cpu")
	if err != nil {
		return err
	}
	defer o.close()
	b, err := o.compileTests(ctx, env, c, session.ListOptions{Tests: flags.has("run")}, func(h *twin.Harness) bool { return h.Len() > 0 },
		"neither the cell nor the session has tests: a test is func TestName(t *testing.T), func ExampleName() with a comment // Output: …, or func FuzzName(f *testing.F)")
	if err != nil {
		return err
	}
	o.run.Args = append(o.run.Args, "-test.v=test2json", "-test.paniconexit0")
	v := &testView{live: live{env: env}}
	out, err := runTests(ctx, env, o, b, v.event)
	if err != nil {
		return err
	}
	v.end(out.Failure)
	o.ran(env, b, out)
	n := v.report.Failed()
	if n == 0 || ctx.Err() != nil || out.Failure == nil || out.Failure.Name != exited {
		return o.verdict(ctx, env, out)
	}
	return env.Fail("test failure", fmt.Sprintf("%d of %s failed", n, count(len(v.report.Rows), "test")), v.complaints())
}

// exited is the name of the failure of a program that has ended by itself, with a
// status that is not 0.
const exited = "exit"

// A testView shows the outcomes of tests as they end.
type testView struct {
	live
	report testlog.Report
	test   string    // whose output came last
	shown  time.Time // when the report was shown last
}

// event takes what the program says. What it returns is what tests and their logs
// printed, below a line that says which.
func (v *testView) event(e testlog.Event) string {
	v.report.Add(e)
	switch e.Kind {
	case testlog.Output:
		if e.Test != v.test {
			v.test = e.Test
			if e.Test != "" {
				return "=== " + e.Test + "\n" + e.Text
			}
		}
		return e.Text
	case testlog.Pass, testlog.Fail, testlog.Skip:
		if time.Since(v.shown) > pace {
			v.shown = time.Now()
			v.show(v.bundle())
		}
	}
	return ""
}

func (v *testView) bundle() map[string]string {
	return map[string]string{"text/plain": strings.TrimSuffix(v.report.Text(), "\n"), "text/html": v.report.HTML()}
}

// end shows the report as it stays; the program failed in some way, or did not if f
// is nil.
func (v *testView) end(f *twin.Failure) {
	why := ""
	if f != nil {
		why = f.Value
		if f.Name != exited {
			v.report.Crash(f.Name + ": " + f.Value)
		}
	}
	v.report.Close(why)
	if len(v.report.Rows) == 0 {
		v.show(said("no tests to run"))
		return
	}
	v.show(v.bundle())
}

// complaints are what the tests that failed say, for a traceback.
func (v *testView) complaints() []string {
	var lines []string
	for _, r := range v.report.Rows {
		if r.Outcome != testlog.Pass && r.Outcome != testlog.Skip && r.Why != "" {
			lines = append(lines, r.Test+": "+r.Why)
		}
	}
	return lines
}
