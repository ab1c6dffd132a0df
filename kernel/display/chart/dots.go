package chart

import "fmt"

// A dots is a row of dots for each series.
type dots struct{ sample }

func (f *dots) kind() string { return "dot chart" }

// Sizes of rows and dots, in pixels.
const (
	dotRow    = 54.0
	dotSize   = 5.0
	maxStack  = 9 // dots on each other
	maxRows   = 100
	nameShare = 0.3 // of the width, at most, for names on the left
)

func (f *dots) draw(p *page) {
	values := f.values(p.chart)
	f.noteMissing(p, values)
	if len(values) > maxRows {
		p.note("%d more rows", len(values)-maxRows)
		values = values[:maxRows]
	}
	p.heading(p.chart.Y.Label)
	names := make([]string, len(values))
	for i := range values {
		names[i] = f.series[i].name
	}
	x := f.direction(p.chart, values)
	p.include(&x.domain, p.chart.X, true)
	left, right := p.names(names), p.width-edge-14
	flags := p.flags(&x, left, right, p.width-2)
	top := p.y + 8 + flags.height()
	bottom := top + dotRow*float64(len(values))
	p.y = bottom
	s, at := p.below(&x, left, right)
	for _, v := range at {
		if s.holds(v) {
			p.line(s.at(v), top, s.at(v), bottom, grid)
		}
	}
	most := 1
	for i, v := range values {
		most = max(most, p.row(s, names[i], i, v, left, top+dotRow*float64(i)))
	}
	if most > 1 {
		p.note("a dot stands for up to %s values", decimal(float64(most), 9))
	}
	p.plant(flags, top, bottom)
}

// names returns where the plotted area begins if names are written left of it.
func (p *page) names(names []string) (left float64) {
	return edge + min(widest(names, nameSize)+10, nameShare*p.width)
}

// row draws one series with its median, and returns for how many values a dot
// stands.
func (p *page) row(s scale, name string, i int, sorted []float64, left, top float64) (each int) {
	centre := top + dotRow*0.62
	p.text(left-10, centre+4, end, fmt.Sprintf(" font-size='%v'", nameSize), clip(name, nameSize, left-edge-10))
	dots, each := swarm(s, sorted, centre)
	p.path(dots, fmt.Sprintf(" stroke='%s' stroke-width='%v' stroke-linecap='round' stroke-opacity='.75'", colour(i), dotSize), name)
	m := quantile(sorted, 0.5)
	if !s.holds(m) {
		return each
	}
	x, label := s.at(m), format(m, p.chart.X.Unit, 3)
	half := width(label, smallSize) / 2
	p.line(x, centre-18, x, centre+18, " stroke='currentColor' stroke-width='2'")
	p.text(min(max(x, half+2), p.width-half-2), centre-21, middle, fmt.Sprintf(" font-size='%v'", smallSize), label)
	return each
}

// swarm places a dot for each of the sorted values at its x, stacked around the
// centre where they would lie on each other. If a stack were higher than the row,
// each dot stands for several values, so that the shape stays that of the data.
func swarm(s scale, sorted []float64, centre float64) (p *path, each int) {
	p = &path{}
	stacks := stack(s, sorted)
	tallest := 0
	for _, st := range stacks {
		tallest = max(tallest, len(st))
	}
	each = (tallest + maxStack - 1) / maxStack
	for _, st := range stacks {
		for i := 0; i < len(st); i += each {
			off := dotSize * 0.75 * float64((i/each+1)/2)
			if i/each%2 == 1 {
				off = -off
			}
			p.dot(st[i], centre+off)
		}
	}
	return p, each
}

// stack returns the places of the values, in groups that would lie on each other.
func stack(s scale, sorted []float64) [][]float64 {
	var stacks [][]float64
	for _, v := range sorted {
		if !s.holds(v) {
			continue
		}
		x, n := s.at(v), len(stacks)
		if n == 0 || x-stacks[n-1][0] >= dotSize*0.8 {
			stacks = append(stacks, nil)
			n++
		}
		stacks[n-1] = append(stacks[n-1], x)
	}
	return stacks
}

func (f *dots) text(c *Chart) string { return f.quantiles(c) }
