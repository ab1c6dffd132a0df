package lab

import (
	"fmt"
	"time"
)

// A Stopwatch measures in document seconds. Any goroutine may read it.
type Stopwatch struct {
	start time.Time
}

// Start returns a running Stopwatch.
func Start() *Stopwatch {
	return &Stopwatch{start: time.Now()}
}

// Seconds returns the document seconds since the start.
func (w *Stopwatch) Seconds() float64 {
	return InSeconds(time.Since(w.start))
}

// String returns the reading with one decimal, as "3.0 s".
func (w *Stopwatch) String() string {
	return fmt.Sprintf("%.1f s", w.Seconds())
}
