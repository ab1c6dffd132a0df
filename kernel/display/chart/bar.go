package chart

import (
	"fmt"
	"math"
	"reflect"

	"gosched/kernel/display/internal/order"
)

// A barChart has a group of bars for each label, one bar for each series.
type barChart struct {
	labels []string
	series []series
}

func (f *barChart) kind() string { return "bar chart" }

func (f *barChart) size() int { return count(f.series) }

// Sizes of bars, in pixels.
const (
	barHeight  = 20.0
	thinBar    = 14.0 // in groups
	barGap     = 8.0  // between groups
	maxBars    = 300
	belowBars  = 4.0
	valueSpace = 6.0
)

// newBars reads the data of Bar.
func newBars(labels, values any) (*barChart, error) {
	r := reflect.ValueOf(values)
	if labels == nil && r.Kind() == reflect.Map && isNumber(r.Type().Elem()) {
		return barsOf(r)
	}
	ss, err := readSeries(nil, values)
	if err != nil {
		return nil, err
	}
	n := 0
	for _, s := range ss {
		n = max(n, len(s.y.v))
	}
	names, err := readLabels(labels, n)
	if err != nil {
		return nil, err
	}
	for _, s := range ss {
		if len(s.y.v) != len(names) {
			return nil, named(s.name, fmt.Errorf("%d values for %d labels", len(s.y.v), len(names)))
		}
	}
	return &barChart{names, ss}, nil
}

// barsOf takes labels and values from a map.
func barsOf(m reflect.Value) (*barChart, error) {
	f := &barChart{series: make([]series, 1)}
	values := make([]any, 0, m.Len())
	for _, e := range order.Entries(m) {
		f.labels = append(f.labels, e.Name)
		values = append(values, e.Value.Interface())
	}
	var err error
	f.series[0].y, err = readColumn(values)
	return f, err
}

func isNumber(t reflect.Type) bool {
	v := reflect.Zero(t)
	return v.CanInt() || v.CanUint() || v.CanFloat()
}

// readLabels returns the labels as text; without any, the bars are numbered.
func readLabels(labels any, n int) ([]string, error) {
	r := reflect.ValueOf(labels)
	switch {
	case labels == nil:
		names := make([]string, n)
		for i := range names {
			names[i] = fmt.Sprint(i)
		}
		return names, nil
	case r.Kind() != reflect.Slice && r.Kind() != reflect.Array:
		return nil, fmt.Errorf("labels are %T, not a slice", labels)
	}
	names := make([]string, r.Len())
	for i := range names {
		names[i] = fmt.Sprint(r.Index(i))
	}
	return names, nil
}

func (f *barChart) draw(p *page) {
	c := p.chart
	if len(f.series) > 1 {
		p.legend(keysOf(f.series))
	}
	p.heading(c.Y.Label)
	shown := min(len(f.labels), max(1, maxBars/max(1, len(f.series))))
	if shown < len(f.labels) {
		p.note("%d more bars", len(f.labels)-shown)
	}
	height, group := f.heights()
	left := p.names(f.labels[:shown])
	x, before, behind := f.direction(c, shown)
	p.include(&x.domain, c.X, true)
	right := max(p.width-edge-behind, left+before+40)
	flags := p.flags(&x, left+before, right, p.width-2)
	top := p.y + 6 + flags.height()
	bottom := top + group*float64(shown) + belowBars
	p.y = bottom
	s, at := p.below(&x, left+before, right)
	for _, v := range at {
		if s.holds(v) {
			p.line(s.at(v), top, s.at(v), bottom, grid)
		}
	}
	for i := range shown {
		f.drawGroup(p, s, i, left, top+group*float64(i), height)
	}
	p.plant(flags, top, bottom)
	noteMissingBars(p, f.series)
}

// heights returns the height of a bar and that of a group with its gap.
func (f *barChart) heights() (bar, group float64) {
	if n := len(f.series); n > 1 {
		return thinBar, thinBar*float64(n) + barGap + 4
	}
	return barHeight, barHeight + barGap
}

// direction returns the axis of the values, and how much room the values written
// at the ends of the shown bars need on both sides.
func (f *barChart) direction(c *Chart, shown int) (x direction, before, behind float64) {
	var columns [][]float64
	for _, s := range f.series {
		columns = append(columns, s.y.v[:shown])
		for _, v := range s.y.v[:shown] {
			w := min(width(format(v, c.X.Unit, 3), tickSize)+valueSpace+4, 140)
			if v < 0 && !c.X.Log {
				before = max(before, w)
			} else {
				behind = max(behind, w)
			}
		}
	}
	x = direction{Axis: c.X, domain: domain{zero: true, tight: true}}
	x.domain.set(c.X.Log, columns)
	return x, before, behind
}

// drawGroup draws the bars of label i below top, with their values.
func (f *barChart) drawGroup(p *page, s scale, i int, left, top, height float64) {
	n := float64(len(f.series))
	label := clip(f.labels[i], nameSize, left-edge-10)
	p.text(left-8, top+barGap/2+height*n/2+4.5, end, fmt.Sprintf(" font-size='%v'", nameSize), label)
	for j, one := range f.series {
		v := one.y.v[i]
		y := top + barGap/2 + height*float64(j)
		if !onAxis(v, s.log) {
			p.text(s.at(s.origin())+valueSpace, y+height/2+4, start, muted, format(v, p.chart.X.Unit, 3))
			continue
		}
		f.drawBar(p, s, v, y, height, colour(j), f.title(i, j, p.chart.X.Unit))
	}
}

// origin is the value at which bars begin.
func (s scale) origin() float64 {
	if s.log {
		return s.lo
	}
	return min(max(0, s.lo), s.hi)
}

// drawBar draws one bar and writes its value at its end.
func (f *barChart) drawBar(p *page, s scale, v, y, height float64, fill, title string) {
	x0, x1 := s.at(s.origin()), s.at(min(max(v, s.lo), s.hi))
	var bar path
	bar.rect(min(x0, x1), y, max(x0, x1), y+height-1)
	p.path(&bar, fmt.Sprintf(" fill='%s'", fill), title)
	label := format(v, p.chart.X.Unit, 3)
	if v < 0 && !s.log {
		p.text(x1-valueSpace, y+height/2+3.5, end, "", label)
		return
	}
	p.text(max(x0, x1)+valueSpace, y+height/2+3.5, start, "", label)
}

func (f *barChart) title(i, j int, unit string) string {
	title := f.labels[i]
	if name := f.series[j].name; name != "" {
		title += ", " + name
	}
	return title + ": " + format(f.series[j].y.v[i], unit, 4)
}

func noteMissingBars(p *page, ss []series) {
	low := 0
	for _, s := range ss {
		for _, v := range s.y.v {
			if finite(v) && !onAxis(v, p.chart.X.Log) {
				low++
			}
		}
	}
	p.noteCounts(0, low)
}

func (f *barChart) summary() string {
	if len(f.series) == 1 && len(f.labels) <= 12 {
		s := ""
		for i, label := range f.labels {
			s += fmt.Sprintf("%s: %s. ", label, format(f.series[0].y.v[i], f.series[0].y.unit, 3))
		}
		return s + fmt.Sprintf("%d bars", len(f.labels))
	}
	return fmt.Sprintf("%d groups of %d bars", len(f.labels), len(f.series))
}

func (f *barChart) text(c *Chart) string {
	var t textBars
	t.log = c.X.Log
	for i, label := range f.labels {
		for j, s := range f.series {
			name := label
			if len(f.series) > 1 {
				name += " " + f.series[j].name
			}
			t.add(name, s.y.v[i], format(s.y.v[i], c.X.Unit, 3))
		}
	}
	return t.String()
}

// part returns how much of the way from lo to hi v is.
func part(v, lo, hi float64, log bool) float64 {
	if log {
		v, lo, hi = math.Log10(v), math.Log10(lo), math.Log10(hi)
	}
	if hi <= lo {
		return 1
	}
	return min(max((v-lo)/(hi-lo), 0), 1)
}
