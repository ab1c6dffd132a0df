package chart

import (
	"math"
	"slices"
)

// A scale maps values to pixels.
type scale struct {
	log      bool
	lo, hi   float64 // values, lo < hi
	from, to float64 // pixels of lo and hi
}

// at returns the pixel of v.
func (s scale) at(v float64) float64 {
	lo, hi := s.lo, s.hi
	if s.log {
		v, lo, hi = math.Log10(max(v, smallest)), math.Log10(lo), math.Log10(hi)
	}
	part := (v - lo) / (hi - lo)
	return s.from + min(max(part, -1), 2)*(s.to-s.from)
}

// holds reports whether v lies in the range of the scale.
func (s scale) holds(v float64) bool { return s.lo <= v && v <= s.hi }

// extent returns the least and the greatest of the numbers that the axis can show
// in all columns; ok is false if there are none.
func extent(log bool, columns ...[]float64) (lo, hi float64, ok bool) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, v := range columns {
		for _, f := range v {
			if onAxis(f, log) {
				lo, hi, ok = min(lo, f), max(hi, f), true
			}
		}
	}
	return lo, hi, ok
}

// A domain says how the range of a scale is found.
type domain struct {
	lo, hi float64 // of the data
	zero   bool    // shall contain 0, as it also does without if 0 is not far and it is not tight
	tight  bool    // shall end where the data do, not at the next tick
}

// scale returns the scale of axis a over the domain, without pixels. step is the
// distance of its ticks.
func (a Axis) scale(d domain, ticks int) (s scale, step float64) {
	s = scale{log: a.Log, lo: d.lo, hi: d.hi}
	fixed := a.fixed()
	if fixed {
		s.lo, s.hi = a.Min, a.Max
	}
	if a.Log {
		if !fixed {
			s.widenLog(d)
		}
		return s, 0
	}
	if !fixed && (d.zero || !d.tight && s.lo > 0 && s.lo < s.hi/2) {
		s.lo, s.hi = min(s.lo, 0), max(s.hi, 0)
	}
	s.widen()
	step = a.step(s.hi-s.lo, ticks)
	if !fixed && !d.tight {
		s.lo, s.hi = math.Floor(s.lo/step+1e-9)*step, math.Ceil(s.hi/step-1e-9)*step
	}
	return s, step
}

// fixed reports whether Min and Max are a range that can be drawn.
func (a Axis) fixed() bool {
	return a.Min < a.Max && finite(a.Min) && finite(a.Max) && a.Max-a.Min > smallest && (!a.Log || a.Min > smallest)
}

// widen gives a range to what has none.
func (s *scale) widen() {
	size := max(math.Abs(s.lo), math.Abs(s.hi))
	switch {
	case size == 0:
		s.hi = 1
	case s.hi-s.lo < size*1e-9:
		s.lo, s.hi = s.lo-size/2, s.hi+size/2
	}
}

// widenLog leaves room around the data, or to the next power of ten below for what
// must begin at one.
func (s *scale) widenLog(d domain) {
	if d.zero {
		s.lo = math.Pow10(int(math.Ceil(math.Log10(s.lo)-1e-9)) - 1)
		s.hi *= 1.05
		return
	}
	decades := math.Log10(s.hi) - math.Log10(s.lo)
	room := max(1.12, math.Pow(10, 0.02*decades))
	if decades < 0.02 {
		room = 3
	}
	s.lo, s.hi = s.lo/room, s.hi*room
}

// step returns a nice distance for about n ticks in a range.
func (a Axis) step(size float64, n int) float64 {
	rough := size / float64(max(n, 1))
	if a.Unit == "s" && rough > 20 {
		return timeStep(rough)
	}
	return niceStep(rough)
}

// niceStep returns the least of 1, 2, 5 × 10^k that is not less than rough.
func niceStep(rough float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, f := range []float64{1, 2, 5} {
		if f*power >= rough*(1-1e-9) {
			return f * power
		}
	}
	return 10 * power
}

// timeStep returns a step of whole minutes, hours or days.
func timeStep(rough float64) float64 {
	steps := []float64{30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400}
	for _, s := range steps {
		if s >= rough*(1-1e-9) {
			return s
		}
	}
	return 86400 * niceStep(rough/86400)
}

// linearTicks returns the multiples of step within the scale.
func linearTicks(s scale, step float64) []float64 {
	var at []float64
	first := math.Ceil(s.lo/step - 1e-9)
	for i := 0; i < 100; i++ {
		v := (first + float64(i)) * step
		if v > s.hi+step*1e-9 {
			break
		}
		at = append(at, v+0) // not -0
	}
	return at
}

// logTicks returns powers of ten within the scale, at most about n of them, and
// multiples of them where there are few.
func logTicks(s scale, n int) []float64 {
	first, last := math.Floor(math.Log10(s.lo)), math.Ceil(math.Log10(s.hi))
	decades := math.Log10(s.hi) - math.Log10(s.lo)
	every := max(1, math.Ceil(decades/float64(max(n, 1))))
	factors := []float64{1}
	switch {
	case decades < 0.8:
		step := niceStep((s.hi - s.lo) / float64(max(n, 1)))
		return linearTicks(s, step)
	case decades < 1.7:
		factors = []float64{1, 2, 5}
	case decades < 2.5:
		factors = []float64{1, 3}
	}
	var at []float64
	for e := math.Ceil(first/every) * every; e <= last; e += every {
		for _, f := range factors {
			if v := f * math.Pow(10, e); s.holds(v) {
				at = append(at, v)
			}
		}
	}
	return at
}

// measuredTicks returns the values themselves as ticks if they are few and whole:
// the numbers of workers or descriptors that were tried.
func measuredTicks(v []float64) []float64 {
	at := slices.Compact(slices.Sorted(slices.Values(v)))
	if len(at) == 0 || len(at) > 12 {
		return nil
	}
	for _, f := range at {
		if f != math.Trunc(f) || f < 1 {
			return nil
		}
	}
	return at
}
