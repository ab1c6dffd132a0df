package quota

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// units are what a number of bytes is counted in, each 1024 times the one before.
var units = [...]string{"B", "KiB", "MiB", "GiB", "TiB"}

// Parse reads a number of bytes: 512MiB, 512MB and 512m are the same, and so are 1.5GiB
// and 1536MiB. It is 0 for "off".
func Parse(s string) (int64, error) {
	if s == "off" {
		return 0, nil
	}
	unit := strings.TrimLeft(s, "0123456789.")
	f, err := strconv.ParseFloat(s[:len(s)-len(unit)], 64)
	exponent, ok := exponent(strings.ToUpper(strings.TrimSpace(unit)))
	f = math.Ldexp(f, 10*exponent)
	if err != nil || !ok || f < 1 || f >= math.MaxInt64 {
		return 0, errors.New(`it must be a number of bytes, as in "512MiB" or "6GiB", or "off"`)
	}
	return int64(f), nil
}

// exponent returns which power of 1024 a unit is.
func exponent(unit string) (int, bool) {
	if unit == "" {
		return 0, true
	}
	for i, u := range units {
		u = strings.ToUpper(u)
		if unit == u || unit == u[:1] || unit == u[:1]+"B" && i > 0 {
			return i, true
		}
	}
	return 0, false
}

// Text returns a number of bytes in words: three digits, or four before the next unit.
func Text(n int64) string {
	f, unit := float64(n), 0
	for f >= 1024 && unit < len(units)-1 {
		f /= 1024
		unit++
	}
	if f < 100 {
		f = math.Round(10*f) / 10
	} else {
		f = math.Round(f)
	}
	return strconv.FormatFloat(f, 'f', -1, 64) + " " + units[unit]
}
