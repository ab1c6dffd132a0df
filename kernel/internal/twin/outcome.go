//go:build unix

package twin

import (
	"fmt"
	"syscall"
	"time"

	"gosched/kernel/internal/offspring"
)

// An Outcome is how a program ended.
type Outcome struct {
	Failure *Failure      // nil if it ended well
	Elapsed time.Duration // from its start to the end of all it started
	User    time.Duration // processor time
	System  time.Duration
	MaxRSS  int64 // bytes
	Races   int   // reports of the race detector
}

// A Failure says why a program did not end well.
type Failure struct {
	Name  string   // "panic", "runtime error", "fatal error", "exit", "killed" …
	Value string   // one line
	Stack []string // lines to be shown, innermost call first
}

// outcome puts together what is known at the end.
func (p *program) outcome(e offspring.Exit, err error, words *lastWords) *Outcome {
	switch {
	case err != nil:
		return &Outcome{Failure: &Failure{Name: "killed", Value: "starting the program: " + err.Error()}}
	case e.Lost:
		return &Outcome{Failure: &Failure{Name: "killed", Value: "the process that watches over the program was killed"}}
	}
	p.mu.Lock()
	killed := p.killed
	p.mu.Unlock()
	out := &Outcome{User: e.User, System: e.System, MaxRSS: e.MaxRSS, Races: words.races}
	switch {
	case killed != "":
		out.Failure = &Failure{Name: "killed", Value: killed}
	case words.crash != "":
		out.Failure = parseCrash(words.crash)
	case e.Status.Signaled():
		out.Failure = &Failure{Name: "killed", Value: signalText(e.Status.Signal())}
	case e.Status.ExitStatus() != 0:
		out.Failure = &Failure{Name: "exit", Value: fmt.Sprintf("exit status %d", e.Status.ExitStatus())}
	}
	return out
}

// signalText says what a program died of.
func signalText(s syscall.Signal) string {
	text := fmt.Sprintf("the program was ended by signal %d (%v)", int(s), s)
	if s == syscall.SIGKILL {
		text += "; perhaps the machine was out of memory"
	}
	return text
}

// crashes reports whether a program that ended so may have left last words of the
// runtime.
func crashes(s syscall.WaitStatus) bool {
	return s.Signaled() || s.ExitStatus() == 2
}
