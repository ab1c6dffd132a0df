package chart

import (
	"errors"
	"fmt"
	"slices"
)

// A Chart is a picture of data. Its fields may be set until it is shown.
type Chart struct {
	Title   string
	Caption string // a line below, in small print
	X, Y    Axis
	Width   int // in pixels; 0 means 680
	Height  int // of the plotted area, in pixels; 0 means what suits the kind of chart

	figure figure
	marks  []mark
	err    error
}

// An Axis is how one direction of a chart is measured.
type Axis struct {
	Label    string
	Unit     string  // as "s", "B" or "%"; durations have theirs
	Log      bool    // what is not positive is left out
	Min, Max float64 // fixed if Min < Max, in seconds for durations; otherwise from the data
}

// A figure is what differs from kind to kind of chart.
type figure interface {
	kind() string         // in words
	size() int            // how many values there are
	draw(p *page)         // draws below p.y
	text(c *Chart) string // the figures as text, without title
	summary() string      // a sentence on the data, for those who cannot see the picture
}

// A mark is a line across a chart at a value that matters.
type mark struct {
	at       float64
	label    string
	vertical bool
}

// Line joins the points (x, y) of one or several series by lines. If x is nil the
// points are counted from 0.
func Line(x, y any) *Chart { return newXY("line chart", x, y) }

// LogLog is Line on logarithmic axes, with the slope of the best straight line
// through the points of each series: y grows like x to that power.
func LogLog(x, y any) *Chart {
	c := newXY("log-log chart", x, y)
	if f, ok := c.figure.(*xy); ok {
		f.slopes = true
	}
	c.X.Log, c.Y.Log = true, true
	return c
}

// newXY returns a chart of points on two axes.
func newXY(kind string, x, y any) *Chart {
	ss, err := readSeries(x, y)
	if err != nil {
		return failed(kind, err)
	}
	c := &Chart{figure: &xy{name: kind, series: ss}}
	c.X.Unit, c.Y.Unit = unitOf(ss, func(s series) column { return s.x }), unitOf(ss, func(s series) column { return s.y })
	return c
}

// Bar draws one bar for each label, or a group of bars if there are several
// series. Without labels, values may be a map from labels to numbers, drawn in the
// order of the labels. On a logarithmic axis (c.X.Log = true) lengths say nothing,
// only ends.
func Bar(labels, values any) *Chart {
	f, err := newBars(labels, values)
	if err != nil {
		return failed("bar chart", err)
	}
	c := &Chart{figure: f}
	c.X.Unit = unitOf(f.series, func(s series) column { return s.y })
	return c
}

// Histogram counts the values of one or several series in bins of equal width
// (of equal ratio if c.X.Log) and marks the medians.
func Histogram(values any) *Chart {
	return newSample("histogram", values, func(s sample) figure { return &histogram{s} })
}

// ECDF draws, for each value, which part of the values is not greater.
func ECDF(values any) *Chart {
	return newSample("ECDF", values, func(s sample) figure { return &ecdf{s} })
}

// Dots draws every value as a dot, a row for each series, and marks the medians.
func Dots(values any) *Chart {
	return newSample("dot chart", values, func(s sample) figure { return &dots{s} })
}

// newSample returns a chart of series of values along X.
func newSample(kind string, values any, plot func(sample) figure) *Chart {
	ss, err := readSeries(nil, values)
	if err != nil {
		return failed(kind, err)
	}
	c := &Chart{figure: plot(newSampleOf(ss))}
	c.X.Unit = unitOf(ss, func(s series) column { return s.y })
	return c
}

// Gantt draws spans of time in lanes, and the arrows between them. Lanes and
// states come in the order in which they first appear.
func Gantt(spans []Span, arrows ...Arrow) *Chart {
	c := &Chart{figure: &gantt{spans: slices.Clone(spans), arrows: slices.Clone(arrows)}}
	c.X.Unit = "s"
	return c
}

// States says how the states of a Gantt chart are drawn, and in which order the legend
// has them. Others are drawn as usual.
func (c *Chart) States(list ...State) *Chart {
	if f, ok := c.figure.(*gantt); ok {
		f.drawn = slices.Clone(list)
	}
	return c
}

// Titled sets the title.
func (c *Chart) Titled(title string) *Chart {
	c.Title = title
	return c
}

// Labeled sets the labels of the axes.
func (c *Chart) Labeled(x, y string) *Chart {
	c.X.Label, c.Y.Label = x, y
	return c
}

// MarkX draws a labelled line across the chart where X is at, a number or a
// duration.
func (c *Chart) MarkX(at any, label string) *Chart { return c.mark(at, label, true) }

// MarkY draws a labelled line across the chart where Y is at, a number or a
// duration. Only charts with values along Y have such lines.
func (c *Chart) MarkY(at any, label string) *Chart { return c.mark(at, label, false) }

func (c *Chart) mark(at any, label string, vertical bool) *Chart {
	col, err := readColumn([]any{at})
	if err == nil && col.nanos != nil {
		err = errors.New("a time, where a duration from the earliest one is needed")
	}
	switch {
	case err == nil && finite(col.v[0]):
		c.marks = append(c.marks, mark{col.v[0], label, vertical})
	case err != nil && c.err == nil:
		c.err = fmt.Errorf("mark %q: %w", label, err)
	}
	return c
}

// Err says what is wrong with the data, which is also shown in the chart's place.
func (c *Chart) Err() error { return c.err }

// failed returns a chart that cannot be drawn.
func failed(kind string, err error) *Chart {
	return &Chart{err: fmt.Errorf("%s: %w", kind, err)}
}
