package chart

import "math"

// A point is one of a line, in pixels.
type point struct {
	x, y float64
	gap  bool // nothing is drawn here
}

// most is how many points of one line are drawn: four for each of the pixels that
// a line can have.
const most = 4 * 4000

// thin returns the points of s that make a difference. Of those that share a
// column of pixels, the first, the lowest, the highest and the last draw the same
// line as all of them. What then is still too much, because x goes to and fro, is
// sampled evenly.
func thin(a area, s series) []point {
	out := []point{}
	var run []point
	flush := func() { out, run = appendEnds(out, run), run[:0] }
	for i, v := range s.y.v {
		if !a.shows(s.x.v[i], v) {
			flush()
			if n := len(out); n > 0 && !out[n-1].gap {
				out = append(out, point{gap: true})
			}
			continue
		}
		q := point{x: a.x.at(s.x.v[i]), y: a.y.at(v)}
		if len(run) > 0 && (math.Floor(run[0].x) != math.Floor(q.x) || len(s.y.v) < 500) {
			flush()
		}
		run = append(run, q)
	}
	flush()
	return everyNth(out)
}

// appendEnds appends the first, lowest, highest and last point of a run, in order.
func appendEnds(out, run []point) []point {
	if len(run) <= 4 {
		return append(out, run...)
	}
	low, high := 1, 1
	for i := 1; i < len(run)-1; i++ {
		if run[i].y < run[low].y {
			low = i
		}
		if run[i].y > run[high].y {
			high = i
		}
	}
	return append(out, run[0], run[min(low, high)], run[max(low, high)], run[len(run)-1])
}

// everyNth takes every nth point if there are too many.
func everyNth(points []point) []point {
	n := (len(points) + most - 1) / most
	if n <= 1 {
		return points
	}
	out := points[:0]
	for i := 0; i < len(points); i += n {
		out = append(out, points[i])
	}
	return out
}
