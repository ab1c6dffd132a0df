//go:build !linux

package rt

import "time"

// A bell wakes the one goroutine that waits for it, a while after it was set.
type bell struct{ timer *time.Timer }

func newBell() (bell, error) {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	return bell{timer}, nil
}

// set makes the bell ring after d, and not before.
func (b bell) set(d time.Duration) { b.timer.Reset(d) }

// wait returns when the bell has rung, false if it never will.
func (b bell) wait() bool {
	<-b.timer.C
	return true
}
