package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// A table counts verdicts by directory and kind.
type table struct {
	list   list
	rows   map[row]*count
	order  []row
	passes []string // programs in the list that pass
	times  []timing
}

// A timing is how long a program took.
type timing struct {
	name    string
	elapsed time.Duration
}

type row struct {
	group string
	kind  kind
}

type count struct{ tried, except, passed int }

func newTable(l list) *table { return &table{list: l, rows: make(map[row]*count)} }

// add counts a verdict.
func (t *table) add(p *program, v verdict) {
	r := row{p.group, p.kind}
	c := t.rows[r]
	if c == nil {
		c = new(count)
		t.rows[r] = c
		t.order = append(t.order, r)
	}
	c.tried += v.tried
	t.times = append(t.times, timing{p.name, v.elapsed})
	switch {
	case t.list[p.name] == "":
		c.passed += v.passed()
	case len(v.reasons) == 0:
		t.passes = append(t.passes, p.name)
		fallthrough
	default:
		c.except += v.tried
	}
}

// tell says how a program did, if that is of interest.
func (t *table) tell(w io.Writer, p *program, v verdict, verbose bool) {
	verb := "FAIL"
	if t.list[p.name] != "" {
		if !verbose {
			return
		}
		verb = "except"
	}
	for _, reason := range v.reasons {
		fmt.Fprintf(w, "%s %s %s: %s\n", verb, p.kind, p.name, reason)
	}
	if len(v.reasons) == 0 && verbose {
		fmt.Fprintf(w, "ok %s %s: %v\n", p.kind, p.name, v.elapsed.Round(time.Millisecond))
	}
}

// print prints the table.
func (t *table) print(w io.Writer) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(tw, "\ndirectory\tkind\tall\texcept\tapply\tpass\tfail\t%\t\n")
	line := func(r row, c count) {
		apply := c.tried - c.except
		fmt.Fprintf(tw, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%.1f\t\n",
			r.group, r.kind, c.tried, c.except, apply, c.passed, apply-c.passed, c.rate())
	}
	for _, r := range t.order {
		line(r, *t.rows[r])
	}
	line(row{"together", ""}, t.sum())
	tw.Flush()
	t.printSlow(w)
}

// What is worth telling of slow programs: of so many, those that take so long.
const (
	slowest = 10
	slow    = 2 * time.Second
)

// printSlow prints which programs took longest.
func (t *table) printSlow(w io.Writer) {
	slices.SortStableFunc(t.times, func(a, b timing) int { return cmp.Compare(b.elapsed, a.elapsed) })
	for i, p := range t.times {
		if i == slowest || p.elapsed < slow {
			return
		}
		if i == 0 {
			fmt.Fprintln(w, "\nslowest:")
		}
		fmt.Fprintf(w, "%8.1fs  %s\n", p.elapsed.Seconds(), p.name)
	}
}

func (t *table) sum() count {
	var s count
	for _, c := range t.rows {
		s.tried += c.tried
		s.except += c.except
		s.passed += c.passed
	}
	return s
}

// rate is the part of those that apply which passed, in per cent.
func (c count) rate() float64 {
	if c.tried == c.except {
		return 100
	}
	return 100 * float64(c.passed) / float64(c.tried-c.except)
}

// judge says what is wrong with the whole.
func (t *table) judge(min float64) error {
	var errs []error
	if rate := t.sum().rate(); rate < min {
		errs = append(errs, fmt.Errorf("%.1f %% pass, not %v %%", rate, min))
	}
	slices.Sort(t.passes)
	for _, name := range t.passes {
		errs = append(errs, fmt.Errorf("%s is said not to apply, but passes", name))
	}
	return errors.Join(errs...)
}
