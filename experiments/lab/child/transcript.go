package child

import (
	"fmt"
	"strings"
)

// A Transcript is what became of a child.
type Transcript struct {
	Output  string  // standard output and standard error, as they came
	Lines   []Line  // the same, with times
	Status  string  // "exit status 0", "signal: killed"
	OK      bool    // exit status 0
	Killed  bool    // by the watchdog
	Seconds float64 // from Start to the end, in document seconds
	Err     error   // why Run could not start it; then there is nothing else
}

// asleep is what the runtime says of a program all of whose goroutines wait.
const asleep = "fatal error: all goroutines are asleep - deadlock!"

// Deadlock reports whether the child's runtime ended it because all its goroutines
// waited.
func (t Transcript) Deadlock() bool {
	_, words := t.Said()
	return strings.HasPrefix(words, asleep+"\n")
}

// Stuck reports whether the child would never have ended: its runtime noticed that, or
// its watchdog had to.
func (t Transcript) Stuck() bool { return t.Killed || t.Deadlock() }

// Silence returns for how long the child had said nothing when it ended, in document
// seconds.
func (t Transcript) Silence() float64 {
	lines, _ := t.Said()
	if len(lines) == 0 {
		return t.Seconds
	}
	return t.Seconds - lines[len(lines)-1].At
}

// Text returns what the child said itself, line by line.
func (t Transcript) Text() []string {
	var text []string
	lines, _ := t.Said()
	for _, line := range lines {
		text = append(text, line.Text)
	}
	return text
}

// String returns what the child said with the times, and how it ended.
func (t Transcript) String() string {
	var b strings.Builder
	lines, words := t.Said()
	for _, line := range lines {
		fmt.Fprintf(&b, "%4.1f s  %s\n", line.At, line.Text)
	}
	first, _, _ := strings.Cut(words, "\n")
	switch {
	case t.Err != nil:
		return t.Status
	case t.Killed:
		first = "(看门狗 · watchdog)"
	case first == "":
		first = "(" + t.Status + ")"
	}
	fmt.Fprintf(&b, "%4.1f s  %s", t.Seconds, first)
	return b.String()
}
