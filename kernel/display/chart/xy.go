package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// An xy is the figure of Line and LogLog.
type xy struct {
	name   string
	series []series
	slopes bool
}

func (f *xy) kind() string { return f.name }

func (f *xy) size() int { return count(f.series) }

func (f *xy) draw(p *page) {
	c := p.chart
	x, y := f.directions(c)
	names := f.names()
	direct := len(f.series) <= 12 && f.named()
	right := 0.0
	if direct {
		right = p.nameRoom(names)
	} else if f.named() {
		p.legend(f.keys(names))
	}
	a := p.area(x, y, 290, right)
	p.plot(a, f.series)
	if f.slopes {
		p.fits(a, f.series)
	}
	ends := p.beamNames(a)
	if direct {
		ends = append(ends, f.ends(a, names)...)
	}
	p.nameLines(a, ends)
	p.noteMissing(f.series, c)
}

// named reports whether there is something to write at the lines.
func (f *xy) named() bool {
	return f.slopes || len(f.series) > 1 || len(f.series) == 1 && f.series[0].name != ""
}

// names returns what is written at each line.
func (f *xy) names() []string {
	names := make([]string, len(f.series))
	for i, s := range f.series {
		names[i] = s.name
		if f.slopes {
			names[i] = strings.TrimPrefix(s.name+", "+slopeText(s), ", ")
		}
	}
	return names
}

func (f *xy) keys(names []string) []key {
	keys := keysOf(f.series)
	for i := range keys {
		keys[i].name = names[i]
	}
	return keys
}

// directions returns the axes with the domains of the data.
func (f *xy) directions(c *Chart) (x, y direction) {
	x, y = direction{Axis: c.X}, direction{Axis: c.Y}
	x.domain, y.domain = domain{tight: true}, domain{}
	var xs, ys [][]float64
	var measured []float64
	for _, s := range f.series {
		xs, ys = append(xs, s.x.v), append(ys, s.y.v)
		if len(measured) < 1000 {
			measured = append(measured, s.x.v[:min(len(s.x.v), 1000)]...)
		}
	}
	x.domain.set(c.X.Log, xs)
	y.domain.set(c.Y.Log, ys)
	if c.X.Unit == "" {
		x.at = measuredTicks(measured)
	}
	return x, y
}

// set takes the extent of the data; without any, it is arbitrary.
func (d *domain) set(log bool, columns [][]float64) {
	var ok bool
	if d.lo, d.hi, ok = extent(log, columns...); !ok {
		d.lo, d.hi = 1, 10
	}
}

// plot draws the lines, and dots where they are few enough to be told apart.
func (p *page) plot(a area, ss []series) {
	for i, s := range ss {
		points := thin(a, s)
		line, dots := trace(points)
		p.path(line, " fill='none' stroke-linejoin='round'"+stroke(i, s), s.name)
		if !s.dashed {
			p.path(dots, fmt.Sprintf(" stroke='%s' stroke-width='6.5' stroke-linecap='round'", colour(i)), "")
		}
	}
}

// stroke returns how the line of series i is drawn.
func stroke(i int, s series) string {
	if s.dashed {
		return fmt.Sprintf(" stroke='%s' stroke-width='1.5' stroke-dasharray='5 4'", colour(i))
	}
	return fmt.Sprintf(" stroke='%s' stroke-width='2'%s", colour(i), dashes(i))
}

// trace turns points into a line with gaps, and the dots upon it: all if they are
// few, otherwise those that have no neighbours.
func trace(points []point) (line, dots *path) {
	line, dots = &path{}, &path{}
	few := len(points) <= 60
	for i, q := range points {
		if q.gap {
			continue
		}
		before := i > 0 && !points[i-1].gap
		after := i+1 < len(points) && !points[i+1].gap
		switch {
		case before:
			line.line(q.x, q.y)
		case after:
			line.move(q.x, q.y)
		}
		if few || !before && !after {
			dots.dot(q.x, q.y)
		}
	}
	return line, dots
}

// A lineName is a name at the right end of a line.
type lineName struct {
	name   string
	look   string  // how the line is drawn
	leader string  // how the name is joined to its end
	x, y   float64 // end of the line
	at     float64 // height of the name
}

// nameSpace is how far right of the plotted area the names of lines begin.
const nameSpace = 29.0

// nameRoom returns how much room names need right of the plotted area.
func (p *page) nameRoom(names []string) float64 {
	if len(names) == 0 {
		return 0
	}
	return min(widest(names, nameSize)+nameSpace+7, 0.4*p.width)
}

// ends returns the names of the lines that have an end.
func (f *xy) ends(a area, names []string) []lineName {
	var all []lineName
	for i, s := range f.series {
		if x, y, ok := last(a, s); ok {
			leader := fmt.Sprintf(" stroke='%s' stroke-opacity='.45'", colour(i))
			all = append(all, lineName{name: names[i], look: stroke(i, s), leader: leader, x: x, y: y})
		}
	}
	return all
}

// nameLines writes the names at the right ends of the lines, apart from each
// other, each joined to its end. They are in the page's ink behind a piece of the
// line: letters need more contrast than lines.
func (p *page) nameLines(a area, all []lineName) {
	spread(all, a.top, a.bottom+4)
	for _, n := range all {
		from := a.right + 14
		if math.Abs(n.at-n.y) > 1 || n.x < a.right-8 {
			p.line(n.x+5, n.y, from, n.at, n.leader)
		}
		p.line(from, n.at, from+12, n.at, n.look)
		p.text(a.right+nameSpace, n.at+4.5, start, fmt.Sprintf(" font-size='%v'", nameSize),
			clip(n.name, nameSize, p.width-a.right-nameSpace-2))
	}
}

// spread moves names down and then up until they stand apart, between two heights
// if there is room.
func spread(names []lineName, top, bottom float64) {
	const apart = 16.0
	slices.SortStableFunc(names, func(m, n lineName) int { return cmp.Compare(m.y, n.y) })
	for i := range names {
		names[i].at = max(names[i].y, top)
		top = names[i].at + apart
	}
	for i := len(names) - 1; i >= 0; i-- {
		names[i].at = min(names[i].at, bottom)
		bottom = names[i].at - apart
	}
}

// last returns the last point of s that is seen.
func last(a area, s series) (x, y float64, ok bool) {
	for i := len(s.y.v) - 1; i >= 0; i-- {
		if a.shows(s.x.v[i], s.y.v[i]) {
			return a.x.at(s.x.v[i]), a.y.at(s.y.v[i]), true
		}
	}
	return 0, 0, false
}

// shows reports whether the point (x, y) lies in the area.
func (a area) shows(x, y float64) bool {
	return onAxis(x, a.x.log) && onAxis(y, a.y.log) && a.x.holds(x) && a.y.holds(y)
}

// noteMissing counts the points that cannot be drawn.
func (p *page) noteMissing(ss []series, c *Chart) {
	odd, low := 0, 0
	for _, s := range ss {
		for i := range s.y.v {
			switch {
			case !finite(s.x.v[i]) || !finite(s.y.v[i]):
				odd++
			case !onAxis(s.x.v[i], c.X.Log) || !onAxis(s.y.v[i], c.Y.Log):
				low++
			}
		}
	}
	p.noteCounts(odd, low)
}

// noteCounts says what is not drawn and why.
func (p *page) noteCounts(odd, low int) {
	if odd > 0 {
		p.note("not drawn: %d NaN or infinite", odd)
	}
	if low > 0 {
		p.note("not drawn on the logarithmic axis: %d that are not positive", low)
	}
}

func count(ss []series) int {
	n := 0
	for _, s := range ss {
		n += len(s.y.v)
	}
	return n
}
