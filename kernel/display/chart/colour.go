package chart

import (
	"math"
	"strconv"
)

// palette are the colours of series and states. Neighbours differ also for those
// who do not see red and green apart, by lightness or by blue. Each has a contrast
// of at least 3 : 1 to white and to #1e1e1e, so that one palette serves both themes;
// that is enough for shapes, not for letters.
var palette = []string{
	"#2b7fc4", // blue
	"#d4661a", // orange
	"#1c9a78", // green
	"#b8549f", // purple
	"#a37f00", // ochre
	"#d0466a", // raspberry
	"#6f6fd0", // violet
	"#7a7f86", // grey
}

// colour returns the colour of series i. After the palette it begins again.
func colour(i int) string { return palette[i%len(palette)] }

// dashes returns how the line of series i is drawn: when colours repeat, they
// repeat with dashes.
func dashes(i int) string {
	if i < len(palette) {
		return ""
	}
	return " stroke-dasharray='" + strconv.Itoa(1+2*(i/len(palette))) + " 3'"
}

// contrast returns the contrast of two colours written as #rrggbb, from 1 to 21.
func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance returns the relative luminance of a colour as WCAG 2 defines it.
func luminance(rgb string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(rgb[1+2*i:3+2*i], 16, 8)
		if err != nil {
			return 0
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// isColour reports whether s is written as #rrggbb.
func isColour(s string) bool {
	if len(s) != 7 || s[0] != '#' {
		return false
	}
	_, err := strconv.ParseUint(s[1:], 16, 32)
	return err == nil
}

// ink returns the better of black and white to write with on a colour.
func ink(ground string) string {
	if contrast(ground, "#ffffff") >= 4.5 {
		return "#fff"
	}
	return "#000"
}
