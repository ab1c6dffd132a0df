package chart

import (
	"strings"
	"unicode"

	"gosched/kernel/display/internal/monospace"
)

// The widths of a sans-serif face, in thousandths of its size, for the printable
// characters of ASCII from the space on. Faces differ by some percent, so what is
// placed by them has room to spare.
var asciiWidths = [95]uint16{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// width estimates how wide s is in a face of the given size, in pixels.
func width(s string, size float64) float64 {
	sum := 0.0
	for _, r := range s {
		switch {
		case r >= ' ' && r <= '~':
			sum += float64(asciiWidths[r-' ']) * 1.1 // system faces are wider
		case monospace.Columns(r) == 0:
		case monospace.Columns(r) == 2:
			sum += 1000
		default:
			sum += 620
		}
	}
	return sum / 1000 * size
}

// clip shortens s to a width, with an ellipsis, or to nothing.
func clip(s string, size, room float64) string {
	if width(s, size) <= room+0.01 { // computed on other ways
		return s
	}
	room -= width("…", size)
	used := 0.0
	for i, r := range s {
		if used += width(string(r), size); used > room {
			if i == 0 {
				return ""
			}
			return strings.TrimRightFunc(s[:i], unicode.IsSpace) + "…"
		}
	}
	return ""
}

// wrap breaks s into at most n lines; the last one is clipped.
func wrap(s string, size, room float64, n int) []string {
	var lines []string
	for s != "" && len(lines) < n-1 && width(s, size) > room {
		head := breakAt(s, size, room)
		if head == 0 {
			break
		}
		lines = append(lines, strings.TrimSpace(s[:head]))
		s = strings.TrimSpace(s[head:])
	}
	if s != "" {
		lines = append(lines, clip(s, size, room))
	}
	return lines
}

// breakAt returns how much of s fits a line: up to the last space, or between any
// two characters of scripts that have none.
func breakAt(s string, size, room float64) int {
	best, used := 0, 0.0
	for i, r := range s {
		if r == ' ' || monospace.Columns(r) == 2 {
			best = i
		}
		if used += width(string(r), size); used > room {
			return best
		}
	}
	return len(s)
}
