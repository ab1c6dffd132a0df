package chart

import (
	"fmt"
	"math"
	"strings"
)

// A fit is the straight line through points on logarithmic axes:
// log y = slope · log x + level, by least squares.
type fit struct{ slope, level float64 }

// fitted returns the fit of s; ok is false if the points have fewer than two x.
func fitted(s series) (f fit, ok bool) {
	var n, sx, sy, sxx, sxy float64
	var first, span float64
	for i, x := range s.x.v {
		y := s.y.v[i]
		if !onAxis(x, true) || !onAxis(y, true) {
			continue
		}
		lx, ly := math.Log10(x), math.Log10(y)
		if n == 0 {
			first = lx
		}
		lx -= first // near 0, so that squares do not swallow differences
		span = max(span, math.Abs(lx))
		n, sx, sy, sxx, sxy = n+1, sx+lx, sy+ly, sxx+lx*lx, sxy+lx*ly
	}
	det := n*sxx - sx*sx
	if span < 1e-6 || det <= 0 {
		return fit{}, false
	}
	f.slope = (n*sxy - sx*sy) / det
	f.level = (sy-f.slope*sx)/n - f.slope*first
	return f, finite(f.slope) && finite(f.level)
}

// slopeText says the slope of s in words.
func slopeText(s series) string {
	f, ok := fitted(s)
	if !ok {
		return "no slope"
	}
	text := fmt.Sprintf("slope %.2f", f.slope)
	if strings.HasSuffix(text, "-0.00") {
		text = "slope 0.00"
	}
	return strings.Replace(text, "-", "−", 1)
}

// fits draws the fitted lines, thinly.
func (p *page) fits(a area, ss []series) {
	for i, s := range ss {
		lo, hi, ok := extent(true, s.x.v)
		lo, hi = max(lo, a.x.lo), min(hi, a.x.hi)
		f, fits := fitted(s)
		if !ok || !fits || lo >= hi {
			continue
		}
		x1, y1 := math.Log10(lo), f.slope*math.Log10(lo)+f.level
		x2, y2 := math.Log10(hi), f.slope*math.Log10(hi)+f.level
		if !cut(&x1, &y1, &x2, &y2, math.Log10(a.y.lo), math.Log10(a.y.hi)) {
			continue
		}
		p.line(a.x.at(math.Pow(10, x1)), a.y.at(math.Pow(10, y1)), a.x.at(math.Pow(10, x2)), a.y.at(math.Pow(10, y2)),
			fmt.Sprintf(" stroke='%s' stroke-opacity='.6' stroke-dasharray='2 4'", colour(i)))
	}
}

// cut shortens a line to what lies between two heights and reports whether
// anything does.
func cut(x1, y1, x2, y2 *float64, lo, hi float64) bool {
	if max(*y1, *y2) < lo || min(*y1, *y2) > hi {
		return false
	}
	rise := (*x2 - *x1) / (*y2 - *y1)
	for _, end := range [][2]*float64{{x1, y1}, {x2, y2}} {
		if inside := min(max(*end[1], lo), hi); inside != *end[1] {
			*end[0] += (inside - *end[1]) * rise
			*end[1] = inside
		}
	}
	return true
}
