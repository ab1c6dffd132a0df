package sockets

import (
	"sync"
	"time"
)

// A limiter lets through a burst of log lines and then one a second, and says
// how many it has kept back.
type limiter struct {
	out func(format string, args ...any)

	mu     sync.Mutex
	tokens float64
	filled time.Time // when tokens was right
	kept   int
}

const burst = 20 // lines

func newLimiter(out func(string, ...any)) *limiter {
	return &limiter{out: out, tokens: burst, filled: time.Now()}
}

func (l *limiter) logf(format string, args ...any) {
	kept, ok := l.admit(time.Now())
	if !ok {
		return
	}
	if kept > 0 {
		l.out("(%d similar lines left out)", kept)
	}
	l.out(format, args...)
}

// admit reports whether a line may be written now, and how many were not since
// the last one.
func (l *limiter) admit(now time.Time) (kept int, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tokens = min(burst, l.tokens+now.Sub(l.filled).Seconds())
	l.filled = now
	if l.tokens < 1 {
		l.kept++
		return 0, false
	}
	l.tokens--
	kept, l.kept = l.kept, 0
	return kept, true
}
