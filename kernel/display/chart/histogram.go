package chart

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
)

// A histogram counts values in bins.
type histogram struct{ sample }

func (f *histogram) kind() string { return "histogram" }

// bins returns the edges of the bins for all series together, and the axis on which
// they are drawn. Their width is that of Freedman and Diaconis for the largest
// series, made nice, so that there are 5 to 60.
func (f *histogram) bins(c *Chart, values [][]float64) (edges []float64, d direction) {
	d = f.direction(c, values)
	d.domain.tight = true
	lo, hi := f.span(c, d)
	w := niceStep(binWidth(values, c.X.Log, hi-lo))
	first, last := math.Floor(lo/w+1e-9), math.Ceil(hi/w-1e-9)
	for i := first; i <= last && len(edges) < 200; i++ {
		edge := i * w
		if c.X.Log {
			edge = math.Pow(10, edge)
		}
		edges = append(edges, edge)
	}
	d.Min, d.Max = edges[0], edges[len(edges)-1]
	return edges, d
}

// span returns the range that is divided into bins, in logarithms if the axis is
// logarithmic.
func (f *histogram) span(c *Chart, d direction) (lo, hi float64) {
	lo, hi = d.domain.lo, d.domain.hi
	if c.X.fixed() {
		lo, hi = c.X.Min, c.X.Max
	}
	if c.X.Log {
		lo, hi = math.Log10(lo), math.Log10(hi)
	}
	if size := max(math.Abs(lo), math.Abs(hi)); hi-lo <= 1e-9*size {
		lo, hi = lo-max(size*0.05, 0.5), hi+max(size*0.05, 0.5)
	}
	return lo, hi
}

// binWidth returns the width of bins before it is made nice.
func binWidth(values [][]float64, log bool, size float64) float64 {
	w := size / 12
	n := 0
	for _, v := range values {
		if len(v) <= n {
			continue
		}
		n = len(v)
		q1, q3 := quantile(v, 0.25), quantile(v, 0.75)
		if log {
			q1, q3 = math.Log10(q1), math.Log10(q3)
		}
		w = 2 * (q3 - q1) / math.Cbrt(float64(n))
	}
	return min(max(w, size/50), size/6)
}

// counts returns how many of the sorted values lie in each bin; the last one
// contains its upper edge.
func counts(sorted, edges []float64) []float64 {
	n := make([]float64, len(edges)-1)
	below := sort.SearchFloat64s(sorted, edges[0])
	for i := range n {
		upto := sort.SearchFloat64s(sorted, edges[i+1])
		if i == len(n)-1 {
			upto = sort.Search(len(sorted), func(j int) bool { return sorted[j] > edges[i+1] })
		}
		n[i] = float64(upto - below)
		below = upto
	}
	return n
}

func (f *histogram) draw(p *page) {
	values := f.values(p.chart)
	edges, x := f.bins(p.chart, values)
	all, tallest := f.countAll(values, edges)
	p.legend(keysOf(f.series))
	y := p.chart.Y
	y.Log, y.Label = false, orElse(y.Label, "count")
	const height = 240.0
	free := height - 4 - medianRow*float64(min(len(values), maxMedians)) // below the names of the medians
	a := p.area(x, direction{Axis: y, domain: domain{hi: max(tallest*height/free, 1), zero: true}}, height, 0)
	for i, n := range all {
		f.drawSeries(p, a, i, edges, n)
	}
	for i, v := range values {
		f.drawMedian(p, a, i, v)
	}
	p.nameLines(a, p.beamNames(a))
	f.noteMissing(p, values)
}

// countAll returns the counts of all series and the greatest of them.
func (f *histogram) countAll(values [][]float64, edges []float64) (all [][]float64, tallest float64) {
	for _, v := range values {
		n := counts(v, edges)
		all, tallest = append(all, n), max(tallest, slices.Max(n))
	}
	return all, tallest
}

// drawSeries fills the bins of one series. Several are outlined and shine through.
func (f *histogram) drawSeries(p *page, a area, i int, edges, n []float64) {
	var shape path
	opacity := ".85"
	for j, count := range n {
		if count == 0 {
			continue
		}
		inset := 0.5
		if len(f.series) > 1 {
			inset, opacity = 0, ".45"
		}
		shape.rect(a.x.at(edges[j])+inset, a.y.at(count), a.x.at(edges[j+1])-inset, a.bottom)
	}
	p.path(&shape, fmt.Sprintf(" fill='%s' fill-opacity='%s'", colour(i), opacity), f.series[i].name)
	if len(f.series) > 1 {
		p.path(skyline(a, edges, n), fmt.Sprintf(" fill='none' stroke='%s' stroke-width='1.5'", colour(i)), "")
	}
}

// skyline is the outline of the bins of one series.
func skyline(a area, edges, n []float64) *path {
	var p path
	p.move(a.x.at(edges[0]), a.bottom)
	for j, count := range n {
		p.line(a.x.at(edges[j]), a.y.at(count))
		p.line(a.x.at(edges[j+1]), a.y.at(count))
	}
	p.line(a.x.at(edges[len(n)]), a.bottom)
	return &p
}

// The medians of so many series are named, in rows of this height.
const (
	maxMedians = 6
	medianRow  = 15.0
)

// drawMedian marks the median of series i; the labels of several stand below each
// other.
func (f *histogram) drawMedian(p *page, a area, i int, sorted []float64) {
	m := quantile(sorted, 0.5)
	if !a.x.holds(m) || i >= maxMedians {
		return
	}
	label := "median " + format(m, p.chart.X.Unit, 3)
	x, y := a.x.at(m), a.top+14+medianRow*float64(i)
	tint := "currentColor"
	if len(f.series) > 1 {
		tint = colour(i)
	}
	p.line(x, y-10, x, a.bottom, fmt.Sprintf(" stroke='%s' stroke-width='1.5' stroke-dasharray='4 3'", tint))
	anchor, dx := start, 5.0
	if x+5+width(label, tickSize) > a.right {
		anchor, dx = end, -5
	}
	p.text(x+dx, y, anchor, "", label)
}

func (f *histogram) text(c *Chart) string {
	values := f.values(c)
	edges, x := f.bins(c, values)
	ends := formatTicks(edges, x.Unit, false)
	if c.X.Log {
		for i, edge := range edges {
			ends[i] = format(edge, x.Unit, 3)
		}
	}
	var b strings.Builder
	for i, s := range f.series[:min(len(f.series), 6)] {
		if s.name != "" {
			fmt.Fprintf(&b, "%s (%d values)\n", s.name, len(values[i]))
		}
		var t textBars
		n := counts(values[i], edges)
		first, last := filled(n)
		for j := first; j <= last; j++ {
			t.add(ends[j]+" – "+ends[j+1], n[j], fmt.Sprint(n[j]))
		}
		b.WriteString(t.String())
	}
	return b.String() + f.quantiles(c)
}

// filled returns the first and the last bin that is not empty.
func filled(n []float64) (first, last int) {
	first, last = len(n), -1
	for i, count := range n {
		if count > 0 {
			first, last = min(first, i), i
		}
	}
	return first, last
}
