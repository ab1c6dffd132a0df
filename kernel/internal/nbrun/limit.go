package nbrun

import "time"

// A limit is the time that a cell may take: its timeout, then, once it has been
// interrupted, a grace period. A nil limit, or one without timeout, never passes.
type limit struct {
	timeout     time.Duration
	interrupted bool
	timer       *time.Timer
}

func (l *limit) start() {
	if l != nil && l.timeout > 0 {
		l.timer = time.NewTimer(l.timeout)
	}
}

func (l *limit) stop() {
	if l != nil && l.timer != nil {
		l.timer.Stop()
	}
}

// extend begins the grace period.
func (l *limit) extend() {
	l.interrupted = true
	l.timer.Reset(grace)
}

// passed returns a channel that receives when the time is over.
func (l *limit) passed() <-chan time.Time {
	if l == nil || l.timer == nil {
		return nil
	}
	return l.timer.C
}
