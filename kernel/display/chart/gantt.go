package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// A gantt draws spans in lanes. The longest maxTitled spans are elements of their
// own, with a title, unless they are too narrow to be pointed at; the others are
// drawn with one path for each state, merged where no pixel parts them. So a picture
// of many spans stays small, and what can be pointed at can be asked.
type gantt struct {
	spans  []Span
	arrows []Arrow
	drawn  []State // how states are drawn of which that has been said
}

const (
	maxTitled    = 1000
	maxLabels    = 500
	maxArrows    = 500
	maxGanttRows = 400

	pointable = 2.0 // pixels
)

func (f *gantt) kind() string { return "Gantt chart" }

func (f *gantt) size() int { return len(f.spans) }

// A bed is the plotted area of a Gantt chart.
type bed struct {
	*page
	x      scale
	row    float64 // height
	states map[string]State
	bottom float64 // of the last row
	marks  flags
	lanes  map[string]float64 // where lanes are: the middle of their first rows
	labels int                // written so far
}

// A bar is a span with its place.
type bar struct {
	Span
	x1, x2, y float64 // y is the middle
	free      float64 // pixels to the next span of the row
}

func (f *gantt) draw(p *page) {
	spans, turned := forward(f.spans)
	if turned > 0 {
		p.note("%d spans that end before they begin are drawn the other way round", turned)
	}
	all, rows := visible(p, lanes(spans))
	b := &bed{page: p, row: rowHeight(rows), states: map[string]State{}, lanes: map[string]float64{}}
	var keys []key
	for _, s := range f.states(spans) {
		b.states[s.Name] = s
		if s.Name != "" {
			keys = append(keys, key{s.Name, s.Colour})
		}
	}
	p.legend(keys)
	p.heading(p.chart.Y.Label)
	top := b.lay(all, rows, domainOf(spans, f.arrows))
	bars := b.place(all, top)
	b.fill(bars)
	b.plant(b.marks, top, b.bottom)
	b.connect(f.arrows)
}

// visible returns the lanes that are drawn and how many rows they have.
func visible(p *page, all []lane) (shown []lane, rows int) {
	for i, l := range all {
		if rows+len(l.rows) > maxGanttRows {
			p.note("%d more lanes", len(all)-i)
			return all[:i], rows
		}
		rows += len(l.rows)
	}
	return all, rows
}

// rowHeight returns the height of one of n rows.
func rowHeight(n int) float64 {
	return min(max(math.Floor(720/float64(max(n, 1))), 4), 24)
}

// domainOf returns the time from the first to the last event, in seconds. A
// beginning near 0 is taken for 0.
func domainOf(spans []Span, arrows []Arrow) domain {
	times := []time.Duration{}
	for _, s := range spans {
		times = append(times, s.From, s.To)
	}
	for _, a := range arrows {
		times = append(times, a.At, a.Until)
	}
	if len(times) == 0 {
		return domain{hi: 1, tight: true}
	}
	d := domain{lo: slices.Min(times).Seconds(), hi: slices.Max(times).Seconds(), tight: true}
	if d.lo > 0 && d.lo < d.hi/20 {
		d.lo = 0
	}
	return d
}

// lay draws the axis, the grid and the names of the lanes.
func (b *bed) lay(all []lane, rows int, d domain) (top float64) {
	names := make([]string, len(all))
	for i, l := range all {
		names[i] = l.name
	}
	left := max(b.names(names), edge+14)
	right := b.width - edge - 12
	x := direction{Axis: b.chart.X, domain: d}
	x.Log = false
	b.include(&x.domain, x.Axis, true)
	b.marks = b.flags(&x, left, right, b.width-2)
	top = b.y + 6 + b.marks.height()
	b.bottom = top + b.row*float64(max(rows, 1)) + 4
	b.y = b.bottom
	var at []float64
	b.x, at = b.below(&x, left, right)
	for _, v := range at {
		b.line(b.x.at(v), top, b.x.at(v), b.bottom, grid)
	}
	b.nameLanes(all, top, left)
	return top
}

// nameLanes writes the names of the lanes, as many as have room.
func (b *bed) nameLanes(all []lane, top, left float64) {
	size := min(nameSize, max(b.row*0.8, 9))
	y, free := top, math.Inf(-1)
	b.printf("<g text-anchor='end' font-size='%v'>", px(size))
	for _, l := range all {
		middle := y + b.row/2
		b.lanes[l.name] = middle
		if middle-size/2 >= free {
			b.text(left-8, middle+size*0.36, start, "", clip(l.name, size, left-edge-8))
			free = middle + size/2 + 1
		}
		y += b.row * float64(len(l.rows))
	}
	b.printf("</g>")
}

// place gives each span its place.
func (b *bed) place(all []lane, top float64) []bar {
	var bars []bar
	y := top + b.row/2
	for _, l := range all {
		for _, row := range l.rows {
			for i, s := range row {
				one := bar{Span: s, x1: b.x.at(s.From.Seconds()), x2: b.x.at(s.To.Seconds()), y: y}
				one.free = b.x.to + 12 - one.x2
				if i+1 < len(row) {
					one.free = b.x.at(row[i+1].From.Seconds()) - one.x2
				}
				if i > 0 && row[i-1].To > s.From {
					one.free = 0 // it lies on a span
				}
				bars = append(bars, one)
			}
			y += b.row
		}
	}
	return bars
}

// fill draws the bars, the longest with title and label.
func (b *bed) fill(bars []bar) {
	titled := b.titled(bars)
	b.merge(bars, titled)
	for i, one := range bars {
		if titled[i] {
			var p path
			b.outline(&p, one)
			b.path(&p, fmt.Sprintf(" fill='%s'", b.states[one.State].Colour), one.title())
			b.label(one)
		}
	}
}

// titled says which bars have titles.
func (b *bed) titled(bars []bar) []bool {
	var order []int
	for i, one := range bars {
		if one.x2-one.x1 >= pointable || one.instant() || one.Label != "" || one.Note != "" {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(bars[j].x2-bars[j].x1, bars[i].x2-bars[i].x1)
	})
	if n := len(order) - maxTitled; n > 0 {
		b.note("the shortest %d of %d spans have no titles", n, len(order))
		order = order[:maxTitled]
	}
	titled := make([]bool, len(bars))
	for _, i := range order {
		titled[i] = true
	}
	return titled
}

// merge draws the bars without titles, one path for each state: its strokes are as
// wide as the bars are high. Instants are left out.
func (b *bed) merge(bars []bar, titled []bool) {
	paths := map[string]*path{}
	var names []string
	last := map[string]bar{} // of each state, not drawn yet
	flush := func(state string) {
		if one, ok := last[state]; ok {
			paths[state].dash(one.x1, max(one.x2, one.x1+0.6), one.y)
		}
	}
	for i, one := range bars {
		if titled[i] || one.instant() {
			continue
		}
		if paths[one.State] == nil {
			paths[one.State] = &path{}
			names = append(names, one.State)
		}
		if prev, ok := last[one.State]; ok && prev.y == one.y && one.x1-prev.x2 < 0.3 {
			prev.x2 = max(prev.x2, one.x2)
			last[one.State] = prev
			continue
		}
		flush(one.State)
		last[one.State] = one
	}
	for _, name := range names {
		flush(name)
		b.path(paths[name], fmt.Sprintf(" stroke='%s' stroke-width='%v'", b.states[name].Colour, px(2*b.half(name))), "")
	}
}

// half returns half the height of the bars of a state.
func (b *bed) half(state string) float64 {
	half := b.row*0.5 - min(b.row*0.15, 2)
	if b.states[state].Thin {
		return max(half*0.25, 0.7)
	}
	return half
}

// outline adds the shape of a bar to p: a rectangle with a point where it is open,
// a diamond for an instant.
func (b *bed) outline(p *path, one bar) {
	half := b.half(one.State)
	x1, x2 := one.x1, max(one.x2, one.x1+0.6)
	switch {
	case one.instant():
		r := min(half, 5)
		p.polygon(x1-r*0.8, one.y, x1, one.y-r, x1+r*0.8, one.y, x1, one.y+r)
	case one.Open && x2-x1 > 8 && !b.states[one.State].Thin:
		p.polygon(x1, one.y-half, x2-5, one.y-half, x2, one.y, x2-5, one.y+half, x1, one.y+half)
	case x2-x1 > 3:
		p.rect(x1, one.y-half, x2-0.6, one.y+half) // a gap between neighbours
	default:
		p.rect(x1, one.y-half, x2, one.y+half)
	}
}

// label writes the label of a bar into it, or behind it where it does not fit but
// has room.
func (b *bed) label(one bar) {
	if one.Label == "" || b.row < 13 || b.labels >= maxLabels {
		return
	}
	room := one.x2 - one.x1 - 8
	beside := one.free - 9
	whole := width(one.Label, smallSize)
	base := one.y + smallSize*0.36
	attrs := fmt.Sprintf(" font-size='%v' pointer-events='none'", smallSize)
	inside := !one.instant() && !b.states[one.State].Thin && (whole <= room || whole > beside)
	switch {
	case inside:
		if s := clip(one.Label, smallSize, room); s == one.Label || len(strings.TrimSuffix(s, "…")) > len(one.Label)/2 {
			b.text(one.x1+4, base, start, attrs+fmt.Sprintf(" fill='%s'", ink(b.states[one.State].Colour)), s)
			b.labels++
		}
	case beside >= whole:
		b.text(one.x2+7, base, start, attrs, one.Label)
		b.labels++
	}
}

// title is what is said of a span under the pointer.
func (one bar) title() string {
	if one.Note != "" {
		return one.Note
	}
	s := one.Lane
	for _, part := range []string{one.Label, one.State} {
		if part != "" && part != s {
			s += " · " + part
		}
	}
	tell := func(d time.Duration) string { return format(d.Seconds(), "s", 4) }
	switch {
	case one.From == one.To:
		return s + ": at " + tell(one.From)
	case one.Open:
		return s + ": since " + tell(one.From)
	}
	return fmt.Sprintf("%s: %s to %s, %s", s, tell(one.From), tell(one.To), tell(one.To-one.From))
}

// connect draws the arrows between lanes.
func (b *bed) connect(arrows []Arrow) {
	if len(arrows) > maxArrows {
		b.note("%d more arrows", len(arrows)-maxArrows)
		arrows = arrows[:maxArrows]
	}
	for _, a := range arrows {
		y1, ok1 := b.lanes[a.From]
		y2, ok2 := b.lanes[a.To]
		if ok1 && ok2 {
			b.arrow(b.x.at(a.At.Seconds()), y1, b.x.at(a.Until.Seconds()), y2, a)
		}
	}
}

// arrow draws one arrow with its head.
func (b *bed) arrow(x1, y1, x2, y2 float64, a Arrow) {
	length := math.Hypot(x2-x1, y2-y1)
	if length < 1 {
		return
	}
	dx, dy := (x2-x1)/length, (y2-y1)/length
	var p path
	p.move(x1, y1)
	p.line(x2, y2)
	p.move(x2-6*dx+3*dy, y2-6*dy-3*dx)
	p.line(x2, y2)
	p.line(x2-6*dx-3*dy, y2-6*dy+3*dx)
	title := a.From + " → " + a.To + " at " + format(a.At.Seconds(), "s", 4)
	if a.Label != "" {
		title = a.Label + ": " + title
	}
	b.path(&p, " fill='none' stroke='currentColor' stroke-opacity='.75' stroke-width='1.2'", title)
}
