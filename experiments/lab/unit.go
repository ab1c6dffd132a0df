package lab

import (
	"math"
	"os"
	"time"
)

// U is the duration of one document second. A program may set it before the
// first measurement, and not while one runs.
var U = unit(os.Getenv("GOSCHED_U"))

const (
	defaultU = 100 * time.Millisecond
	leastU   = 50 * time.Millisecond // below, the scheduler's delays are seen instead of the program
)

// unit returns the U that the text s asks for: a duration in Go's syntax. What
// cannot be used gives the nearest U that can.
func unit(s string) time.Duration {
	d, err := time.ParseDuration(s)
	if err != nil {
		return defaultU
	}
	return max(d, leastU)
}

// Seconds returns the duration of n document seconds, or the longest there is (292
// years) if that is longer.
func Seconds(n float64) time.Duration {
	d := n * float64(U)
	if d >= math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(d)
}

// InSeconds returns d in document seconds.
func InSeconds(d time.Duration) float64 {
	return float64(d) / float64(U)
}
