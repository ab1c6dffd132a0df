package testlog

import (
	"bytes"
	"strings"
	"time"
)

// A Kind says what an Event tells.
type Kind uint8

// The kinds of events.
const (
	Output   Kind = iota // text that the program or a test's log printed
	Run                  // a test, subtest, example, fuzz seed or benchmark begins
	Pause                // a parallel test waits for its turn
	Continue             // and goes on
	Pass                 // it ended well
	Fail
	Skip
	End // of all; Text is PASS or FAIL
)

// An Event is a piece of a test's output.
type Event struct {
	Kind    Kind
	Test    string        // which it is about; of Output, which is running; "" is none
	Elapsed time.Duration // of Pass, Fail and Skip, in steps of 10 ms
	Text    string        // of Output, as it was printed: a line, or a part of one
}

// A Reader is a writer that makes events of what is written to it.
type Reader struct {
	Handle func(Event)
	test   string // what is running
	held   []byte // may become a line of the testing package
}

const (
	marker = 0x16 // ^V
	// longest is how much is held back at most, as much as Go's own converter does.
	longest = 4 << 10
)

// result begins the lines that package bench wants whole.
var result = []byte("Benchmark")

// Write takes output. It never fails.
func (r *Reader) Write(p []byte) (int, error) {
	r.held = append(r.held, p...)
	for len(r.held) > 0 {
		n := r.piece()
		if n == 0 {
			break
		}
		r.take(string(r.held[:n]))
		r.held = r.held[n:]
	}
	r.held = append([]byte(nil), r.held...)
	return len(p), nil
}

// Close hands on what is still held.
func (r *Reader) Close() error {
	if len(r.held) > 0 {
		r.take(string(r.held))
		r.held = nil
	}
	return nil
}

// piece returns the length of the next line, or part of a line, that can be
// handed on; 0 if it takes more to tell what it is.
func (r *Reader) piece() int {
	line, end := r.held, bytes.IndexByte(r.held, '\n')+1
	if end > 0 {
		line = line[:end]
	}
	if next := bytes.IndexByte(line[1:], marker) + 1; next > 0 {
		return next // a marker ends the line before it
	}
	switch {
	case end > 0:
		return end
	case len(r.held) > longest:
		return longest
	case r.held[0] == marker || bytes.HasPrefix(r.held, result) || bytes.HasPrefix(result, r.held):
		return 0
	}
	return len(r.held)
}

// take makes an event of a piece.
func (r *Reader) take(s string) {
	said, marked := strings.CutPrefix(s, string(rune(marker)))
	if e, ok := r.frame(strings.TrimRight(said, " \n")); marked && ok {
		if e.Kind != Output {
			r.Handle(e)
		}
		return
	}
	r.Handle(Event{Kind: Output, Test: r.test, Text: s})
}

// frames are the lines that say what goes on with tests.
var frames = []struct {
	begins string
	kind   Kind
}{
	{"=== RUN   ", Run},
	{"=== PAUSE ", Pause},
	{"=== CONT  ", Continue},
	{"=== NAME", Output},
	{"=== ATTR  ", Output},
	{"=== ARTIFACTS ", Output},
	{"--- PASS: ", Pass},
	{"--- FAIL: ", Fail},
	{"--- SKIP: ", Skip},
	{"--- BENCH: ", Output},
	{"PASS", End},
	{"FAIL", End},
}

// frame reads a line of the testing package. The kind of those that only say
// whose output follows is Output.
func (r *Reader) frame(line string) (Event, bool) {
	for _, f := range frames {
		rest, ok := strings.CutPrefix(line, f.begins)
		if !ok {
			continue
		}
		e := Event{Kind: f.kind, Test: strings.TrimSpace(rest)}
		switch f.kind {
		case End:
			return Event{Kind: End, Text: line}, rest == ""
		case Run, Continue:
			r.test = e.Test
		case Output:
			if f.begins == "=== NAME" {
				r.test = e.Test
			}
		case Pass, Fail, Skip:
			e.Test, e.Elapsed = cutElapsed(e.Test)
			r.test = e.Test
		}
		return e, true
	}
	return Event{}, false
}

// cutElapsed cuts the time off "TestA/b (0.12s)".
func cutElapsed(s string) (test string, d time.Duration) {
	if i := strings.LastIndex(s, " ("); i > 0 && strings.HasSuffix(s, ")") {
		if d, err := time.ParseDuration(s[i+2 : len(s)-1]); err == nil {
			return s[:i], d
		}
	}
	return s, 0
}
