package chart

import (
	"math"
	"slices"
)

// A direction is one of the two axes of a plotted area.
type direction struct {
	Axis
	domain domain
	at     []float64 // the ticks, if there is room for them and they are any
}

// An area is a plotted area with its scales.
type area struct {
	left, top, right, bottom float64
	x, y                     scale
}

// area draws the axes of an area of the given height, leaving room on the right
// for names.
func (p *page) area(x, y direction, height, right float64) area {
	p.heading(y.Label)
	if p.chart.Height > 0 {
		height = float64(min(max(p.chart.Height, 40), 4000))
	}
	a := area{top: p.y + 10, right: p.width - max(right, edge+8)}
	a.bottom = a.top + height
	p.include(&x.domain, x.Axis, true)
	p.include(&y.domain, y.Axis, false)

	var step float64
	a.y, step = y.scale(y.domain, int(height/46))
	at := y.ticks(a.y, step, int(height/46))
	labels := formatTicks(at, y.Unit, y.Log)
	a.left = edge + 6 + widest(labels, tickSize)
	a.right = max(a.right, a.left+60)
	a.y.from, a.y.to = a.bottom, a.top
	p.horizontals(a, at, labels)

	p.y = a.bottom
	a.x, _ = p.below(&x, a.left, a.right)
	p.drawMarks(a)
	return a
}

// below draws an axis with its ticks and label below p.y, between two pixels.
func (p *page) below(d *direction, left, right float64) (s scale, at []float64) {
	n := int((right - left) / 84)
	s, step := d.scale(d.domain, n)
	s.from, s.to = left, right
	at = d.at
	labels := formatTicks(at, d.Unit, d.Log)
	if len(at) == 0 || !s.fit(at, labels) {
		at = d.ticks(s, step, n)
		labels = formatTicks(at, d.Unit, d.Log)
	}
	p.line(left, p.y, right, p.y, base)
	p.printf("<g text-anchor='middle'>")
	free := 0.0
	for i, v := range at {
		x, half := s.at(v), width(labels[i], tickSize)/2
		place := min(max(x, half+2), p.width-half-2)
		if !s.holds(v) || place-half < free {
			continue
		}
		free = place + half + 8
		p.line(x, p.y, x, p.y+4, base)
		p.text(place, p.y+17, start, "", labels[i])
	}
	p.printf("</g>")
	p.y += 22
	if d.Label != "" {
		p.y += 15
		p.text(right, p.y-2, end, muted, clip(d.Label, tickSize, p.width-2*edge))
	}
	p.y += 4
	return s, at
}

// fit reports whether labels at these places stand apart.
func (s scale) fit(at []float64, labels []string) bool {
	free := math.Inf(-1)
	for i, v := range at {
		x, half := s.at(v), width(labels[i], tickSize)/2
		if x-half < free {
			return false
		}
		free = x + half + 8
	}
	return true
}

// ticks returns the places of the ticks.
func (a Axis) ticks(s scale, step float64, n int) []float64 {
	if s.log {
		return logTicks(s, n)
	}
	return linearTicks(s, step)
}

// horizontals draws the lines of the grid with their labels.
func (p *page) horizontals(a area, at []float64, labels []string) {
	p.printf("<g text-anchor='end'>")
	free := math.Inf(1)
	for i, v := range at {
		y := a.y.at(v)
		if math.Abs(y-free) < 13 {
			continue
		}
		free = y
		p.text(a.left-6, y+4, start, "", labels[i])
		if y < a.bottom-0.5 {
			p.line(a.left, y, a.right, y, grid)
		}
	}
	p.printf("</g>")
}

func widest(labels []string, size float64) float64 {
	w := 0.0
	for _, s := range labels {
		w = max(w, width(s, size))
	}
	return w
}

// include widens a domain so that the marks on its axis are seen.
func (p *page) include(d *domain, a Axis, vertical bool) {
	for _, m := range p.chart.marks {
		if m.vertical == vertical && onAxis(m.at, a.Log) {
			d.lo, d.hi = min(d.lo, m.at), max(d.hi, m.at)
		}
	}
}

// markRow returns the height of a row above the plotted area for the labels of the
// vertical marks, which would not read on bars or dots.
func (p *page) markRow() float64 {
	if slices.ContainsFunc(p.chart.marks, func(m mark) bool { return m.vertical }) {
		return 15
	}
	return 0
}

// drawMarks draws the marks, each with its label beside it.
func (p *page) drawMarks(a area) {
	for _, m := range p.chart.marks {
		switch {
		case m.vertical && a.x.holds(m.at):
			p.verticalMark(a.x.at(m.at), a.top, a.bottom, a.right, m.label)
		case !m.vertical && a.y.holds(m.at):
			y := a.y.at(m.at)
			p.line(a.left, y, a.right, y, base+" stroke-dasharray='4 3'")
			p.text(a.left+6, y-4, start, muted, clip(m.label, tickSize, a.right-a.left-12))
		}
	}
}

// verticalMark draws a line with its label on the side where there is room.
func (p *page) verticalMark(x, top, bottom, right float64, label string) {
	p.line(x, top, x, bottom, base+" stroke-dasharray='4 3'")
	label = clip(label, tickSize, p.width/3)
	if x+6+width(label, tickSize) > right {
		p.text(x-5, top+10, end, muted, label)
		return
	}
	p.text(x+5, top+10, start, muted, label)
}
