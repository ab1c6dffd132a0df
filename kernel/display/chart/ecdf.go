package chart

// An ecdf shows which part of the values is not greater than x.
type ecdf struct{ sample }

func (f *ecdf) kind() string { return "ECDF" }

func (f *ecdf) draw(p *page) {
	values := f.values(p.chart)
	x := f.direction(p.chart, values)
	x.domain.tight = true
	p.legend(keysOf(f.series))
	y := Axis{Label: p.chart.Y.Label, Unit: "%", Min: 0, Max: 100}
	if y.Label == "" {
		y.Label = "part of the values that is not greater"
	}
	a := p.area(x, direction{Axis: y}, 250, 0)
	for i, v := range values {
		p.path(stairs(a, v), " fill='none' stroke-linejoin='round'"+stroke(i, f.series[i]), f.series[i].name)
	}
	p.nameLines(a, p.beamNames(a))
	f.noteMissing(p, values)
}

// stairs returns the steps of sorted values, at most one for each pixel.
func stairs(a area, sorted []float64) *path {
	var p path
	if len(sorted) == 0 {
		return &p
	}
	p.move(a.left, a.bottom)
	for i, v := range sorted {
		if i+1 < len(sorted) && (v == sorted[i+1] || a.x.at(sorted[i+1])-a.x.at(v) < 0.2 && int(a.x.at(v)) == int(a.x.at(sorted[i+1]))) {
			continue
		}
		x := min(max(a.x.at(v), a.left), a.right)
		p.line(x, float64(p.y)/10)
		p.line(x, a.y.at(100*float64(i+1)/float64(len(sorted))))
	}
	p.line(a.right, float64(p.y)/10)
	return &p
}

func (f *ecdf) text(c *Chart) string { return f.quantiles(c) }
