package chart

import (
	"cmp"
	"slices"
)

// include widens a domain so that the marks on its axis are seen.
func (p *page) include(d *domain, a Axis, vertical bool) {
	for _, m := range p.chart.marks {
		if m.vertical == vertical && onAxis(m.at, a.Log) {
			d.lo, d.hi = min(d.lo, m.at), max(d.hi, m.at)
		}
	}
}

const markLine = base + " stroke-dasharray='4 3'"

// A flag is a vertical mark. Its label would not read on bars, dots or lines, so it
// stands above the plotted area, in a row of which the line reaches the top.
type flag struct {
	x        float64
	row      int // 0 is the lowest
	from, to float64
	side     string // which end of the label is at the line
	label    string
}

type flags []flag

// Sizes of flags, in pixels.
const (
	flagRow     = 15.0
	flagSpace   = 5.0 // beside a label
	maxFlagRows = 8
)

// flags returns the vertical marks on an axis between two pixels, each with a place for its
// label. Those on whose lines the labels of others may lie are placed first, so that these
// go above them. A label that would reach beyond the third pixel stands left of its line.
func (p *page) flags(d *direction, left, right, free float64) flags {
	s, _ := d.between(left, right)
	var before, behind flags // their lines
	for _, m := range p.chart.marks {
		switch f := p.flag(m, s.at(m.at), free); {
		case !m.vertical || !s.holds(m.at):
		case f.side == end:
			before = append(before, f)
		default:
			behind = append(behind, f)
		}
	}
	slices.SortStableFunc(before, func(f, g flag) int { return cmp.Compare(f.x, g.x) })
	slices.SortStableFunc(behind, func(f, g flag) int { return cmp.Compare(g.x, f.x) })
	all := append(before, behind...)
	for i := range all {
		for all[i].row < min(i, maxFlagRows-1) && all[i].blocked(all[:i]) {
			all[i].row++
		}
	}
	return all
}

// flag returns a mark in the lowest row.
func (p *page) flag(m mark, x, free float64) flag {
	label := clip(m.label, tickSize, p.width/3)
	w := width(label, tickSize)
	if x+flagSpace+w < free {
		return flag{x: x, from: x + flagSpace, to: x + flagSpace + w, side: start, label: label}
	}
	return flag{x: x, from: x - flagSpace - w, to: x - flagSpace, side: end, label: label}
}

// blocked reports whether label or line would lie on those of others.
func (f flag) blocked(others flags) bool {
	return slices.ContainsFunc(others, func(o flag) bool {
		return f.row == o.row && f.from < o.to+flagSpace && o.from < f.to+flagSpace ||
			f.row <= o.row && f.from < o.x && o.x < f.to ||
			f.row >= o.row && o.from < f.x && f.x < o.to
	})
}

// height returns the height of all rows.
func (all flags) height() float64 {
	rows := 0
	for _, f := range all {
		rows = max(rows, f.row+1)
	}
	return flagRow * float64(rows)
}

// plant draws flags whose rows end at one height, with lines down to another.
func (p *page) plant(all flags, rows, bottom float64) {
	for _, f := range all {
		top := rows - flagRow*float64(f.row+1)
		p.line(f.x, top, f.x, bottom, markLine)
		at := f.from
		if f.side == end {
			at = f.to
		}
		p.text(at, top+10, f.side, muted, f.label)
	}
}

// beams draws the lines of the horizontal marks. Their labels stand right of the
// plotted area, with the names of lines.
func (p *page) beams(a area) {
	for _, n := range p.beamNames(a) {
		p.line(a.left, n.y, a.right, n.y, n.look)
	}
}

// beamNames returns the labels of the horizontal marks.
func (p *page) beamNames(a area) []lineName {
	var names []lineName
	for _, m := range p.chart.marks {
		if y := a.y.at(m.at); !m.vertical && a.y.holds(m.at) {
			names = append(names, lineName{name: m.label, look: markLine, leader: base, x: a.right, y: y})
		}
	}
	return names
}

// beamLabels returns what is written of the horizontal marks.
func (p *page) beamLabels() []string {
	var labels []string
	for _, m := range p.chart.marks {
		if !m.vertical {
			labels = append(labels, m.label)
		}
	}
	return labels
}
