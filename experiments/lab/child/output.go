package child

import (
	"strings"
	"sync"

	"gosched/experiments/lab"
)

// A Line is a line that a child printed.
type Line struct {
	At   float64 // when its first byte came, in document seconds since the start
	Text string  // without the line end
}

// An output is what a child has printed so far. It is the child's io.Writer.
type output struct {
	watch *lab.Stopwatch

	mu    sync.Mutex
	text  strings.Builder // guarded by mu
	lines []Line          // guarded by mu
	open  bool            // the last line has not ended yet; guarded by mu
}

// Write adds p. It does not fail.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := o.watch.Seconds()
	o.text.Write(p)
	for text := range strings.Lines(string(p)) {
		line, ended := strings.CutSuffix(text, "\n")
		if o.open {
			o.lines[len(o.lines)-1].Text += line
		} else {
			o.lines = append(o.lines, Line{now, line})
		}
		o.open = !ended
	}
	return len(p), nil
}
