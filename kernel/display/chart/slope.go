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

// fits draws the fitted lines, thinly, as far as they lie in the area.
func (p *page) fits(a area, ss []series) {
	for i, s := range ss {
		f, ok := fitted(s)
		lo, hi, some := extent(true, s.x.v)
		if !ok || !some {
			continue
		}
		lo, hi = f.within(math.Log10(max(lo, a.x.lo)), math.Log10(min(hi, a.x.hi)), math.Log10(a.y.lo), math.Log10(a.y.hi))
		if lo < hi {
			x1, y1 := math.Pow(10, lo), math.Pow(10, f.at(lo))
			x2, y2 := math.Pow(10, hi), math.Pow(10, f.at(hi))
			p.line(a.x.at(x1), a.y.at(y1), a.x.at(x2), a.y.at(y2),
				fmt.Sprintf(" stroke='%s' stroke-opacity='.6' stroke-dasharray='2 4'", colour(i)))
		}
	}
}

// at returns the height of the fit, both in logarithms.
func (f fit) at(x float64) float64 { return f.slope*x + f.level }

// within shortens the range lo to hi of x to where the fit is between two heights.
// All are logarithms; if there is no such range, lo is not less than hi.
func (f fit) within(lo, hi, bottom, top float64) (from, to float64) {
	if f.slope == 0 {
		if f.level < bottom || f.level > top {
			return hi, hi
		}
		return lo, hi
	}
	x1, x2 := (bottom-f.level)/f.slope, (top-f.level)/f.slope
	return max(lo, min(x1, x2)), min(hi, max(x1, x2))
}
