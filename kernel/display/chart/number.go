package chart

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// prefixes are those of the SI, by power of 1000.
var prefixes = map[int]string{-4: "p", -3: "n", -2: "µ", -1: "m", 0: "", 1: "k", 2: "M", 3: "G", 4: "T", 5: "P", 6: "E"}

// prefixed are the units that take prefixes; seconds only small ones.
var prefixed = map[string]bool{"s": true, "B": true, "B/s": true, "b": true, "b/s": true, "Hz": true, "W": true, "J": true, "V": true, "A": true, "m": true, "g": true}

// powers is the unit of seconds that are not to be told in minutes and hours.
const powers = "s "

// Number writes v with its unit as charts do, in three significant digits: 1.5 ms for
// 0.0015 and "s".
func Number(v float64, unit string) string { return format(v, unit, 3) }

// format writes v with its unit in digits significant digits, without trailing
// zeros: 1.5 ms, 2m30s, 12,800, 1.28 M, 3 × 10⁻⁷.
func format(v float64, unit string, digits int) string {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return strings.TrimSuffix(strconv.FormatFloat(v, 'g', -1, 64)+" "+unit, " ")
	case v == 0:
		return "0"
	case unit == "s" && (math.Abs(v) >= 120 || math.Abs(v) >= 60 && v == math.Trunc(v)):
		return longTime(v)
	case unit == powers:
		return withPrefix(v, "s", digits)
	case prefixed[unit]:
		return withPrefix(v, unit, digits)
	}
	return number(v, digits) + tail(unit)
}

// tail is how a unit follows a number.
func tail(unit string) string {
	switch unit {
	case "":
		return ""
	case "%", "×", "°":
		return unit
	}
	return " " + unit
}

// longTime writes minutes and hours as a time.Duration does, without zeros.
func longTime(seconds float64) string {
	if math.Abs(seconds) > 9e9 {
		return number(seconds, 3) + " s"
	}
	s := time.Duration(math.Round(seconds) * 1e9).String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// withPrefix writes v with a prefixed unit.
func withPrefix(v float64, unit string, digits int) string {
	v = round(v, digits)
	power := int(math.Floor(math.Log10(math.Abs(v))/3 + 1e-9))
	power = min(max(power, -4), 6)
	if unit == "s" {
		power = min(max(power, -3), 0)
	}
	return decimal(v/math.Pow(1000, float64(power)), digits) + " " + prefixes[power] + unit
}

// number writes v without unit: as it is, with M, G, T, or as a power of ten.
func number(v float64, digits int) string {
	v = round(v, digits)
	abs := math.Abs(v)
	switch {
	case v == 0:
		return "0"
	case abs >= 1e6 && abs < 1e15:
		power := int(math.Floor(math.Log10(abs)/3 + 1e-9))
		return decimal(v/math.Pow(1000, float64(power)), digits) + " " + prefixes[power]
	case abs >= 1e-4 && abs < 1e6:
		return decimal(v, digits)
	}
	power := math.Floor(math.Log10(abs) + 1e-9)
	factor := decimal(v/math.Pow(10, power), digits)
	ten := "10" + superscript(int(power))
	switch factor {
	case "1":
		return ten
	case "−1":
		return "−" + ten
	}
	return factor + " × " + ten
}

// round returns v to a number of significant digits.
func round(v float64, digits int) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', max(digits-1, 0), 64), 64)
	if err != nil {
		return v
	}
	return r
}

// decimal writes v in positional notation with groups of three before the point.
func decimal(v float64, digits int) string {
	after := 0
	if abs := math.Abs(v); abs > 0 {
		after = max(0, digits-1-int(math.Floor(math.Log10(abs))))
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', min(after, 20), 64)
	whole, part, _ := strings.Cut(s, ".")
	part = strings.TrimRight(part, "0")
	for i := len(whole) - 3; i > 0 && len(whole) > 4; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if part != "" {
		whole += "." + part
	}
	if v < 0 {
		whole = "−" + whole
	}
	return whole
}

// superscript writes n above the line.
func superscript(n int) string {
	return strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
		"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(strconv.Itoa(n))
}

// formatTicks writes the ticks of an axis with so many digits that they differ.
func formatTicks(at []float64, unit string, log bool) []string {
	labels := make([]string, len(at))
	if log && unit == "s" {
		unit = powers // 1000 s, not 16m40s
	}
	for digits := 2; digits <= 15; digits++ {
		seen := map[string]bool{}
		for i, v := range at {
			labels[i] = format(v, unit, max(digits, wholeDigits(v, unit)))
			seen[labels[i]] = true
		}
		if len(seen) == len(at) && exact(at, digits) {
			break
		}
	}
	return labels
}

// exact reports whether no value needs more than digits digits.
func exact(at []float64, digits int) bool {
	for _, v := range at {
		if math.Abs(round(v, digits)-v) > math.Abs(v)*1e-9 {
			return false
		}
	}
	return true
}

// wholeDigits returns how many digits are before the point of v, as far as they
// are written out.
func wholeDigits(v float64, unit string) int {
	if abs := math.Abs(v); abs >= 1 && abs < 1e6 && !prefixed[unit] {
		return int(math.Log10(abs)) + 1
	}
	return 1
}
