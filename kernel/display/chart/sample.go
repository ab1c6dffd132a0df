package chart

import (
	"fmt"
	"math"
	"slices"
	"sort"
)

// A sample is what histogram, ECDF and dots are drawn from: series of values.
type sample struct {
	series []series
	sorted [][]float64 // the finite values of each series
}

func newSampleOf(ss []series) sample {
	f := sample{series: ss}
	for _, s := range ss {
		v := drawable(s.y.v)
		slices.Sort(v)
		f.sorted = append(f.sorted, v)
	}
	return f
}

func (f sample) size() int { return count(f.series) }

// values returns the values of each series that the X axis can show, sorted.
func (f sample) values(c *Chart) [][]float64 {
	if !c.X.Log {
		return f.sorted
	}
	out := make([][]float64, len(f.sorted))
	for i, v := range f.sorted {
		out[i] = v[sort.Search(len(v), func(j int) bool { return onAxis(v[j], true) }):]
	}
	return out
}

// direction returns the X axis with the domain of the values.
func (f sample) direction(c *Chart, values [][]float64) direction {
	d := direction{Axis: c.X}
	d.domain.set(c.X.Log, values)
	return d
}

// noteMissing counts what is not drawn.
func (f sample) noteMissing(p *page, drawn [][]float64) {
	odd, low := 0, 0
	for i, v := range f.sorted {
		odd += len(f.series[i].y.v) - len(v)
		low += len(v) - len(drawn[i])
	}
	p.noteCounts(odd, low)
}

// quantile returns the value below which the part q of sorted values lies, between
// two values by interpolation.
func quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := q * float64(len(sorted)-1)
	i := min(int(at), len(sorted)-1)
	j := min(i+1, len(sorted)-1)
	part := at - float64(i)
	return sorted[i]*(1-part) + sorted[j]*part
}

// summary gives number and median of each series.
func (f sample) summary() string {
	return sentences(f.series, func(i int) string {
		v := f.sorted[i]
		if len(v) == 0 {
			return "no values"
		}
		tell := func(v float64) string { return format(v, f.series[i].y.unit, 3) }
		return fmt.Sprintf("%d values from %s to %s, median %s", len(v), tell(v[0]), tell(v[len(v)-1]), tell(quantile(v, 0.5)))
	})
}

// quantiles is the text form of all samples: a line for each series.
func (f sample) quantiles(c *Chart) string {
	var t textTable
	t.add("", "n", "min", "25 %", "median", "75 %", "99 %", "max")
	for i, v := range f.sorted[:min(len(f.sorted), maxTextRows)] {
		row := []string{f.series[i].name, fmt.Sprint(len(v))}
		for _, q := range []float64{0, 0.25, 0.5, 0.75, 0.99, 1} {
			row = append(row, format(quantile(v, q), c.X.Unit, 3))
		}
		t.add(row...)
	}
	return t.String()
}
