package testlog

import (
	"cmp"
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gosched/kernel/internal/pattern"
)

// A Report is the outcomes of tests. The zero Report is empty.
type Report struct {
	Rows  []Row                       // each test before its subtests
	said  map[string]*strings.Builder // what tests that go on have printed, up to limit
	ended int                         // the row of the test that ended last
}

// A Row is one test that has ended, or was not allowed to.
type Row struct {
	Test    string
	Outcome Kind // Pass, Fail, Skip; Run if the program ended before it did
	Elapsed time.Duration
	Why     string // "cell 3, line 4: bad 1" of a failure or a test left out, or ""
	adopted bool   // it stands below a test that has ended for good: the next of that name is another run
}

// limit is how much of a test's output is searched for its complaint.
const limit = 64 << 10

// Add adds an event. Benchmarks, which have no outcome, are left out.
func (r *Report) Add(e Event) {
	if strings.HasPrefix(e.Test, "Benchmark") {
		return
	}
	if r.said == nil {
		r.said = make(map[string]*strings.Builder)
	}
	switch e.Kind {
	case Run:
		r.said[e.Test] = new(strings.Builder)
	case Output:
		r.print(e)
	case Pass, Fail, Skip:
		row := Row{Test: e.Test, Outcome: e.Kind, Elapsed: e.Elapsed}
		if b := r.said[e.Test]; b != nil && e.Kind != Pass {
			row.Why = complaint(b.String())
		}
		r.end(row)
	}
}

// end adds the row of a test, and puts those of its subtests, which ended before,
// below it.
func (r *Report) end(row Row) {
	delete(r.said, row.Test)
	top := !strings.Contains(row.Test, "/")
	var others, subtests []Row
	for _, o := range r.Rows {
		if !o.adopted && strings.HasPrefix(o.Test, row.Test+"/") {
			o.adopted = top
			subtests = append(subtests, o)
		} else {
			others = append(others, o)
		}
	}
	r.ended = len(others)
	r.Rows = slices.Concat(others, []Row{row}, subtests)
}

// print notes what a test printed. What ended it may come after its end: a panic,
// or the comparison of an example.
func (r *Report) print(e Event) {
	if b := r.said[e.Test]; b != nil {
		if b.Len() < limit {
			b.WriteString(e.Text)
		}
		return
	}
	if r.ended >= len(r.Rows) {
		return
	}
	row, line := &r.Rows[r.ended], strings.TrimSpace(e.Text)
	switch {
	case row.Outcome != Fail || row.Test != e.Test || line == "":
	case strings.HasPrefix(row.Test, "Example") && len(row.Why) < limit:
		row.Why = strings.TrimSpace(row.Why + " " + line)
	case strings.HasPrefix(line, "panic: ") && row.Why == "":
		row.Why = line
	}
}

// Crash says why the program crashed: the reason of the test that ended last, if that
// failed and gave none.
func (r *Report) Crash(why string) {
	if r.ended < len(r.Rows) && r.Rows[r.ended].Outcome == Fail && r.Rows[r.ended].Why == "" {
		r.Rows[r.ended].Why = why
	}
}

// Close ends the report: what is still under way did not end, for the reason that it
// gave or else for why, which may be "".
func (r *Report) Close(why string) {
	for _, test := range slices.Backward(slices.Sorted(maps.Keys(r.said))) {
		r.end(Row{Test: test, Outcome: Run, Why: cmp.Or(complaint(r.said[test].String()), why)})
	}
}

// placed matches what a test's log says: four spaces, a place, a message.
var placed = pattern.New(`(?m)^ {4}((?:cell \d+(?:, line |:)\d+|[^\s:]+:\d+): .*)$`)

// ownPlace matches a place in the testing package, which tells nobody anything.
var ownPlace = pattern.New(`^testing\.go:\d+: `)

// complaint returns the last placed message of a test's output: that which made it
// give up, or the one place that it has to say.
func complaint(text string) string {
	all := placed.FindAllStringSubmatch(text, -1)
	if len(all) == 0 {
		return ""
	}
	return ownPlace.ReplaceAllString(all[len(all)-1][1], "")
}

// Failed returns the number of tests that did not end well.
func (r *Report) Failed() int {
	n := 0
	for _, row := range r.Rows {
		if row.Outcome == Fail || row.Outcome == Run {
			n++
		}
	}
	return n
}

// Summary is one line: "3 passed, 1 failed, 1 skipped".
func (r *Report) Summary() string {
	count := make(map[Kind]int)
	for _, row := range r.Rows {
		count[row.Outcome]++
	}
	var parts []string
	for _, k := range []Kind{Pass, Fail, Skip, Run} {
		if count[k] > 0 || k == Pass {
			parts = append(parts, fmt.Sprintf("%d %s", count[k], k.word()))
		}
	}
	return strings.Join(parts, ", ")
}

func (k Kind) word() string {
	switch k {
	case Pass:
		return "passed"
	case Fail:
		return "failed"
	case Skip:
		return "skipped"
	}
	return "did not end"
}

func (k Kind) mark() string {
	switch k {
	case Pass:
		return "✓"
	case Fail, Run:
		return "✗"
	}
	return "–"
}

// label is a test's name, subtests below their test.
func (r Row) label() string {
	depth := strings.Count(r.Test, "/")
	return strings.Repeat("  ", depth) + r.Test[strings.LastIndexByte(r.Test, '/')+1:]
}

func (r Row) seconds() string {
	if r.Outcome == Run {
		return ""
	}
	return fmt.Sprintf("%.2f s", r.Elapsed.Seconds())
}

// why is what stands beside the time.
func (r Row) why() string {
	if r.Outcome == Run && r.Why == "" {
		return "did not end"
	}
	return r.Why
}

// Text prints the report for a terminal.
func (r *Report) Text() string {
	name, seconds := 0, 0
	for _, row := range r.Rows {
		name, seconds = max(name, utf8.RuneCountInString(row.label())), max(seconds, len(row.seconds()))
	}
	var b strings.Builder
	for _, row := range r.Rows {
		gap := strings.Repeat(" ", name-utf8.RuneCountInString(row.label()))
		line := fmt.Sprintf("%s %s%s  %*s  %s", row.Outcome.mark(), row.label(), gap, seconds, row.seconds(), row.why())
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	b.WriteString(r.Summary() + "\n")
	return b.String()
}

// HTML prints the report for a browser.
func (r *Report) HTML() string {
	var b strings.Builder
	b.WriteString("<table>\n<tbody>\n")
	for _, row := range r.Rows {
		b.WriteString("<tr>")
		for i, s := range []string{row.Outcome.mark(), row.label(), row.seconds(), row.why()} {
			side := "left"
			if i == 2 {
				side = "right"
			}
			fmt.Fprintf(&b, `<td style="text-align: %s; white-space: pre-wrap">%s</td>`, side, html.EscapeString(s))
		}
		b.WriteString("</tr>\n")
	}
	fmt.Fprintf(&b, "</tbody>\n</table>\n<div>%s</div>\n", html.EscapeString(r.Summary()))
	return b.String()
}
