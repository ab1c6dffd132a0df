package bench

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchmath"
	"golang.org/x/perf/benchunit"
)

// A Table is the comparison of a Log's benchmarks, ready to be printed.
type Table struct {
	Units []string // the columns
	Rows  []Row
	Procs string   // the GOMAXPROCS that all names ended in, "" if they differ
	Notes []string // what Cell.Notes and Ratio.Notes count, from 1
}

// A Row is one benchmark.
type Row struct {
	Name  string
	Cells []Cell // one for each unit
	Ratio *Ratio // nil in the first row, and where there is nothing to compare
}

// A Cell is the measurements of one benchmark in one unit.
type Cell struct {
	Center string // the median, scaled: "12.3µs"; "" if it was not measured
	Spread string // "2%", "∞" of too few
	Notes  []int
}

// A Ratio compares a row to the first.
type Ratio struct {
	Value string // "12.3×", "~" where they cannot be told apart
	Proof string // "p=0.002 n=6"
	Notes []int
}

// Table returns the table of the results so far.
func (l *Log) Table() *Table {
	t := &Table{Units: l.units, Procs: l.procs()}
	base := l.summary(l.first(), l.unit())
	for i, s := range l.rows {
		row := Row{Name: l.label(s.name, t.Procs)}
		for _, unit := range l.units {
			row.Cells = append(row.Cells, t.cell(l.summary(s, unit), unit))
		}
		if i > 0 {
			row.Ratio = t.ratio(base, l.summary(s, l.unit()))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (l *Log) first() *series {
	if len(l.rows) == 0 {
		return nil
	}
	return l.rows[0]
}

// unit is the unit in which rows are compared.
func (l *Log) unit() string {
	if len(l.units) == 0 {
		return ""
	}
	return l.units[0]
}

// A summary is the measurements of a benchmark in one unit and what they say.
type summary struct {
	*benchmath.Sample
	benchmath.Summary
	assumption benchmath.Assumption
}

// summary returns nil if there are no measurements.
func (l *Log) summary(s *series, unit string) *summary {
	if s == nil {
		return nil
	}
	sample := s.sample(unit)
	if sample == nil {
		return nil
	}
	assumption := l.meta.GetAssumption(unit)
	return &summary{sample, assumption.Summary(sample, confidence), assumption}
}

func (t *Table) cell(s *summary, unit string) Cell {
	if s == nil {
		return Cell{}
	}
	return Cell{
		Center: scaled(s.Center, unit),
		Spread: s.PctRangeString(),
		Notes:  t.notes(s.Sample.Warnings, s.Summary.Warnings),
	}
}

// scaled writes a value as benchstat does, but a time with its unit, and a small
// count as a count.
func scaled(v float64, unit string) string {
	s := benchunit.Scale(v, benchunit.ClassOf(unit))
	switch {
	case strings.HasPrefix(unit, "sec/"):
		return s + "s"
	case v == float64(int(v)) && v < 1000:
		return strconv.Itoa(int(v))
	}
	return s
}

// title is the head of a column.
func title(unit string) string {
	if per, ok := strings.CutPrefix(unit, "sec/"); ok {
		return "time/" + per
	}
	return unit
}

func (t *Table) ratio(base, s *summary) *Ratio {
	if base == nil || s == nil {
		return nil
	}
	c := s.assumption.Compare(base.Sample, s.Sample)
	r := &Ratio{Value: "~", Proof: c.String(), Notes: t.notes(c.Warnings)}
	if c.P <= c.Alpha {
		r.Value = times(s.Center, base.Center)
	}
	return r
}

// times writes how many times the base a value is, with three digits or more.
func times(v, base float64) string {
	switch {
	case v == base:
		return "1.00×"
	case base == 0:
		return "?"
	}
	ratio := v / base
	decimals := 0
	for limit := 100.0; ratio < limit && decimals < 6; limit /= 10 {
		decimals++
	}
	return strconv.FormatFloat(ratio, 'f', decimals, 64) + "×"
}

// notes returns the numbers of warnings among the table's notes.
func (t *Table) notes(lists ...[]error) []int {
	var numbers []int
	for _, err := range slices.Concat(lists...) {
		i := slices.Index(t.Notes, err.Error())
		if i < 0 {
			i = len(t.Notes)
			t.Notes = append(t.Notes, err.Error())
		}
		numbers = append(numbers, i+1)
	}
	return numbers
}

// procs returns the GOMAXPROCS that the names of all benchmarks end in.
func (l *Log) procs() string {
	common := ""
	for i, s := range l.rows {
		_, n := cutProcs(s.name)
		if i > 0 && n != common {
			return ""
		}
		common = n
	}
	return common
}

// label is the name of a benchmark in the table.
func (l *Log) label(name, procs string) string {
	if procs != "" {
		name, _ = cutProcs(name)
	}
	return name
}

// cutProcs cuts -GOMAXPROCS off the name of a benchmark.
func cutProcs(name string) (rest, n string) {
	if i := strings.LastIndexByte(name, '-'); i >= 0 {
		if _, err := strconv.Atoi(name[i+1:]); err == nil {
			return name[:i], name[i+1:]
		}
	}
	return name, ""
}

// caption says what the table's columns do not.
func (t *Table) caption() string {
	if t.Procs == "" {
		return ""
	}
	return fmt.Sprintf("GOMAXPROCS=%s", t.Procs)
}
