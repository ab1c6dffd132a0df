package magic

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
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
	l, p, h, err := harness(env, c, o, session.ListOptions{Tests: flags.has("run")}, func(h *twin.Harness) bool { return h.Len() > 0 })
	if err != nil {
		return err
	}
	if h.Len() == 0 {
		return &Error{Name: "usage", Text: c.written() + ": neither the cell nor the session has tests: a test is func TestName(t *testing.T), func ExampleName() with a comment // Output: …, or func FuzzName(f *testing.F)"}
	}
	b, err := o.compile(ctx, env, l, p, c.Body)
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

// trial reads the flags of a command that runs a test binary, which has some of them
// as its arguments.
func (c *Call) trial(env Env, defaults map[string]string, names ...string) (flagSet, *compilation, error) {
	flags, err := c.onlyFlags()
	if err != nil {
		return nil, nil, err
	}
	args, err := c.testFlags(flags, defaults, names...)
	if err != nil {
		return nil, nil, err
	}
	o, err := c.compilation(env, flags)
	if err != nil {
		return nil, nil, err
	}
	o.run.Args = args
	return flags, o, nil
}

// harness prints the cell as a test binary: first by itself, and if enough does not
// find what it wants in that, with the tests of the session.
func harness(env Env, c *Call, o *compilation, lo session.ListOptions, enough func(*twin.Harness) bool) (*session.Listing, *twin.Program, *twin.Harness, error) {
	for {
		l, err := o.list(env, c.Body, lo)
		if err != nil {
			return nil, nil, nil, err
		}
		p, h, err := twin.NewTest(l)
		if err != nil {
			return nil, nil, nil, &Error{Name: "compile error", Text: err.Error()}
		}
		if len(h.Benchmarks) > 0 && lo.Loop { // they need what the statements set up
			lo.Loop = false
			continue
		}
		if enough(h) || lo.Tests {
			return l, p, h, nil
		}
		lo.Tests, lo.Loop = true, false
	}
}

// runTests runs a test binary. What event returns is printed.
func runTests(ctx context.Context, env Env, o *compilation, b *twin.Binary, event func(testlog.Event) string) (*twin.Outcome, error) {
	console := newTestConsole(env.Console(), b.Places, event)
	out, err := b.Run(ctx, o.run, console)
	if err != nil {
		return nil, &Error{Name: "command", Text: "running the tests: " + err.Error()}
	}
	console.close()
	return out, nil
}

// A testConsole is a console that reads what the testing package says. Standard
// output comes from one goroutine.
type testConsole struct {
	twin.Console
	log     testlog.Reader
	printed []byte // by what has been read and not shown
}

func newTestConsole(console twin.Console, places func(string) string, event func(testlog.Event) string) *testConsole {
	c := &testConsole{Console: console}
	c.log.Handle = func(e testlog.Event) {
		e.Text = worded(e.Text, places)
		c.printed = append(c.printed, event(e)...)
	}
	return c
}

// worded words the place at the beginning of what a test logs.
func worded(text string, places func(string) string) string {
	if place, message, ok := strings.Cut(text, ": "); ok && strings.HasPrefix(place, "    cell ") {
		return places(place) + ": " + message
	}
	return text
}

func (c *testConsole) Print(s twin.Stream, p []byte) {
	if s != twin.Stdout {
		c.Console.Print(s, p)
		return
	}
	_, _ = c.log.Write(p) // it never fails
	c.flush()
}

func (c *testConsole) close() {
	_ = c.log.Close() // it never fails
	c.flush()
}

func (c *testConsole) flush() {
	if len(c.printed) > 0 {
		c.Console.Print(twin.Stdout, c.printed)
		c.printed = nil
	}
}

// onlyFlags parses the flags of a call that takes nothing else.
func (c *Call) onlyFlags() (flagSet, error) {
	flags, words, err := c.flags()
	if err == nil && len(words) > 0 {
		err = c.misuse("does not take the argument " + words[0])
	}
	return flags, err
}

// checkPattern checks a pattern of -run or -bench, each part of which is a regular
// expression.
func checkPattern(s string) error {
	for _, part := range strings.Split(s, "/") {
		if _, err := regexp.Compile(part); err != nil {
			return err
		}
	}
	return nil
}

// isBenchTime reports whether s is a time or a number of rounds.
func isBenchTime(s string) bool {
	if rounds, ok := strings.CutSuffix(s, "x"); ok {
		n, err := strconv.Atoi(rounds)
		return err == nil && n > 0
	}
	d, err := time.ParseDuration(s)
	return err == nil && d > 0
}
