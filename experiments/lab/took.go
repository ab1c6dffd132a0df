package lab

import (
	"runtime"
	"time"
)

// Took runs f and returns how long that took and for how long threads of the program
// that computed meanwhile stood in the queue for a processor, both in document seconds.
// Linux keeps account of the queue; elsewhere it seems to be empty.
//
// On one processor (GOMAXPROCS 1), where at most one thread of the program computes at
// a time, who stands in the queue waits for other programs. If f computes at all, for a
// tenth of the time, that is then no part of what it took: f takes as long on a busy
// machine as on an idle one, but for what goes on beside its computing, as sleeping does.
func Took(f func()) (seconds, queued float64) {
	before := accounts()
	start := time.Now()
	f()
	took := time.Since(start)
	ran, stood := queue(before, accounts())
	if runtime.GOMAXPROCS(0) == 1 && ran > took/10 {
		took = max(took-stood, min(took, ran))
	}
	return InSeconds(took), InSeconds(stood)
}

// An account is what the operating system has written down of a thread.
type account struct {
	ran   time.Duration // on a processor
	stood time.Duration // in the queue for one
}

// queue returns for how long threads ran, and for how long those that computed stood in
// the queue. Threads that hardly ran are the runtime's own, for which nothing waits.
func queue(before, after map[string]account) (ran, stood time.Duration) {
	for id, a := range after {
		ran += a.ran - before[id].ran
	}
	for id, a := range after {
		if b := before[id]; a.ran-b.ran > ran/10 {
			stood += a.stood - b.stood
		}
	}
	return ran, stood
}
