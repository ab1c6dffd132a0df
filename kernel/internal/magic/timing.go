package magic

import (
	"context"
	"fmt"
	"go/parser"
	"slices"
	"strconv"
	"strings"
	"time"
)

var timeOnce = &Command{
	Name:    "time",
	Form:    Line | Cell | Whole,
	Usage:   "%time [STATEMENT]",
	takes:   takesGo,
	Short:   "says how long a statement, or the Go code below, takes once",
	Doc:     "The time is that of the interpreter. `%%time` on the first line is the same for a whole cell.",
	Example: "%time time.Sleep(10 * time.Millisecond)",
	run:     runTime,
}

func runTime(_ context.Context, env Env, c *Call) error {
	src := c.at(c.Args)
	if c.Args == "" {
		src = c.Body
	} else if c.Body != "" {
		return c.misuse("a %% magic takes its Go code from the lines below")
	}
	start := time.Now()
	t, err := env.Run(src)
	wall := time.Since(start)
	if err != nil {
		return err
	}
	say(env, fmt.Sprintf("%s (%s with compiling and transport; interpreted)", duration(t.Elapsed), duration(wall)))
	return nil
}

var timeMany = &Command{
	Name:    "timeit",
	Form:    Line | Cell | Whole,
	Usage:   "%timeit [-n N] [-r N] [STATEMENT]",
	takes:   takesGo,
	Short:   "measures a statement, or the Go code below, by repeating it",
	Doc:     "-n is the number of loops of a run (default: as many as take a tenth of a second), -r the number of runs (7). `%%timeit` on the first line is the same for a whole cell. The times are those of the interpreter.",
	Example: "%timeit -r 3 strings.Repeat(\"go\", 100)",
	run:     runTimeit,
}

// A plan is how often %timeit repeats.
type plan struct {
	loops int // 0 means find out
	runs  int
}

func runTimeit(ctx context.Context, env Env, c *Call) error {
	p, rest, err := parsePlan(c)
	if err != nil {
		return err
	}
	src := c.at(rest)
	switch {
	case rest == "":
		src = c.Body
	case c.Body != "":
		return c.misuse("a %% magic takes its Go code from the lines below")
	}
	if strings.TrimSpace(src) == "" {
		return c.misuse("nothing to measure")
	}
	if err := env.Check(src); err != nil {
		return err // with the user's own positions, not the loop's
	}
	text, err := env.Eval(p.loop(src))
	if _, exprErr := parser.ParseExpr(src); err != nil && exprErr == nil && ctx.Err() == nil {
		// An expression that is no statement.
		if t, err2 := env.Eval(p.loop("_ = (" + strings.TrimSpace(src) + ")")); err2 == nil {
			text, err = t, nil
		}
	}
	if err != nil {
		return err
	}
	return p.report(env, text)
}

// parsePlan reads the flags of a call and returns the rest of its arguments.
func parsePlan(c *Call) (plan, string, error) {
	p, rest := plan{runs: 7}, c.Args
	for {
		flag, after, _ := cutSpace(rest)
		if len(flag) < 2 || flag[0] != '-' || !strings.ContainsRune("nr", rune(flag[1])) {
			break
		}
		number := flag[2:]
		if number == "" {
			number, after, _ = cutSpace(after)
		}
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > 1e9 {
			return p, "", c.misuse(fmt.Sprintf("%s wants a positive number", flag[:2]))
		}
		if flag[1] == 'n' {
			p.loops = n
		} else {
			p.runs = n
		}
		rest = after
	}
	if flag := firstWord(rest); len(flag) == 2 && flag[0] == '-' && flag[1] >= 'a' && flag[1] <= 'z' && len(rest) > 2 {
		return p, "", c.misuse("unknown flag " + flag)
	}
	return p, rest, nil
}

// enough is how long the loops of a run take at least when their number is
// to be found out.
const enough = 100 * time.Millisecond

// loop returns Go source that measures src. Its value is the number of loops
// and then the duration of each run in nanoseconds.
func (p plan) loop(src string) string {
	return fmt.Sprintf(`func() []int64 {
	timeitRun := func(timeitLoops int) int64 {
		timeitStart := time.Now()
		for range timeitLoops {
%s
		}
		return int64(time.Since(timeitStart))
	}
	timeitLoops := %d
	if timeitLoops == 0 {
	timeitSearch:
		for timeitScale := 1; ; timeitScale *= 10 {
			for _, timeitStep := range []int{1, 2, 5} {
				timeitLoops = timeitScale * timeitStep
				if timeitLoops >= 1000000000 || timeitRun(timeitLoops) >= %d {
					break timeitSearch
				}
			}
		}
	}
	timeitTimes := []int64{int64(timeitLoops)}
	for range %d {
		timeitTimes = append(timeitTimes, timeitRun(timeitLoops))
	}
	return timeitTimes
}()`, src, p.loops, enough.Nanoseconds(), p.runs)
}

// report prints what the value of loop, as plain text, says.
func (p plan) report(env Env, text string) error {
	var times []float64
	for _, f := range strings.Fields(strings.Trim(text, "[]")) {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return &Error{Name: "timeit", Text: "the measurement came back as " + text}
		}
		times = append(times, float64(n))
	}
	if len(times) < 2 {
		return &Error{Name: "timeit", Text: "the measurement came back as " + text}
	}
	loops, runs := times[0], times[1:]
	slices.Sort(runs)
	median := (runs[(len(runs)-1)/2] + runs[len(runs)/2]) / 2
	say(env, fmt.Sprintf("%s per loop, best %s (median of %s of %s; interpreted)",
		nanoseconds(median/loops), nanoseconds(runs[0]/loops), count(len(runs), "run"), count(int(loops), "loop")))
	return nil
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

func duration(d time.Duration) string { return nanoseconds(float64(d)) }

// nanoseconds prints a duration with about three digits.
func nanoseconds(ns float64) string {
	for _, u := range []struct {
		size float64
		name string
	}{{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}} {
		if ns >= u.size {
			return digits(ns/u.size) + " " + u.name
		}
	}
	return digits(ns) + " ns"
}

func digits(v float64) string {
	decimals := 0
	switch {
	case v < 10:
		decimals = 2
	case v < 100:
		decimals = 1
	}
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if decimals > 0 {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}
