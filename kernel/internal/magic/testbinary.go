package magic

import (
	"context"
	"strings"

	"gosched/kernel/internal/session"
	"gosched/kernel/internal/testlog"
	"gosched/kernel/internal/twin"
)

// compileTests makes a test binary of the cell: first by itself, and if has does not
// find what it wants in that, with the tests of the session. none says that it does not
// find it there, either.
func (o *compilation) compileTests(ctx context.Context, env Env, c *Call, lo session.ListOptions, has func(*twin.Harness) bool, none string) (*twin.Binary, error) {
	for {
		l, err := o.list(env, c.Body, lo)
		if err != nil {
			return nil, err
		}
		p, h, err := twin.NewTest(l)
		switch {
		case err != nil:
			return nil, &Error{Name: "compile error", Text: err.Error()}
		case len(h.Benchmarks) > 0 && lo.Loop: // they need what the statements set up
			lo.Loop = false
		case has(h):
			return o.compile(ctx, env, l, p, c.Body)
		case lo.Tests:
			return nil, &Error{Name: "usage", Text: c.written() + ": " + none}
		default:
			lo.Tests, lo.Loop = true, false
		}
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
