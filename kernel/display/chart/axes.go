package chart

import "math"

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
// for names, and the lines of the marks: nameLines names the horizontal ones.
func (p *page) area(x, y direction, height, right float64) area {
	p.heading(y.Label)
	if p.chart.Height > 0 {
		height = float64(min(max(p.chart.Height, 40), 4000))
	}
	right = max(right, p.nameRoom(p.beamLabels()), edge+8)
	p.include(&x.domain, x.Axis, true)
	p.include(&y.domain, y.Axis, false)

	var a area
	var step float64
	a.y, step = y.scale(y.domain, int(height/46))
	at := y.ticks(a.y, step, int(height/46))
	labels := formatTicks(at, y.Unit, y.Log)
	a.left = edge + 6 + widest(labels, tickSize)
	a.right = max(p.width-right, a.left+60)
	flags := p.flags(&x, a.left, a.right, a.right)
	a.top = p.y + 10 + flags.height()
	a.bottom = a.top + height
	a.y.from, a.y.to = a.bottom, a.top
	p.horizontals(a, at, labels)

	p.y = a.bottom
	a.x, _ = p.below(&x, a.left, a.right)
	p.plant(flags, a.top, a.bottom)
	p.beams(a)
	return a
}

// between returns the scale of an axis between two pixels, and the step of its ticks.
func (d *direction) between(left, right float64) (s scale, step float64) {
	s, step = d.scale(d.domain, ticksBetween(left, right))
	s.from, s.to = left, right
	return s, step
}

// ticksBetween returns how many ticks have room on a horizontal axis.
func ticksBetween(left, right float64) int { return int((right - left) / 84) }

// below draws an axis with its ticks and label below p.y, between two pixels.
func (p *page) below(d *direction, left, right float64) (s scale, at []float64) {
	s, step := d.between(left, right)
	at = d.at
	labels := formatTicks(at, d.Unit, d.Log)
	if len(at) == 0 || !s.fit(at, labels) {
		at = d.ticks(s, step, ticksBetween(left, right))
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
