package twin

import (
	"bytes"
	"strings"
	"sync"
	"time"

	"gosched/kernel/internal/pattern"
)

// Last words are what the runtime writes to standard error: reports of the race
// detector, which are reworded, and the message of a crash, which becomes the
// cell's failure. What may be the beginning of either is held back until that is
// decided; a program that goes on after it has printed the like has not crashed.
type lastWords struct {
	print func(Stream, []byte)
	race  bool
	now   *renumberer

	mu    sync.Mutex
	held  []byte // from a line that looks like the beginning of one
	part  bool   // the line shown last has not ended
	timer *time.Timer
	over  bool

	crash string // known at the end
	races int
}

const (
	// patience is how long a program may be silent in its last words.
	patience = 200 * time.Millisecond
	// maxHeld bounds what is held back, in bytes.
	maxHeld = 4 << 20
)

var (
	// crashBegins matches the first line of a crash.
	crashBegins = pattern.New(`^(panic: |fatal error: |runtime: |unexpected fault address |SIG[A-Z]+: |signal arrived )`)
	// crashProof matches what the message of a crash has further down.
	crashProof = pattern.New(`(?m)^(goroutine \d+|runtime stack:|\[signal |fatal error: |PC=)`)
)

// raceRule is the line before and after a report of a race.
const raceRule = "=================="

// raceCount matches the last line of a program that has had races.
var raceCount = pattern.New(`^Found \d+ data race\(s\)$`)

// openings are what the lines that are held back begin with.
var openings = []string{"panic: ", "fatal error: ", "runtime: ", "unexpected fault address ", "SIG", "signal arrived ", raceRule, "Found "}

func newLastWords(print func(Stream, []byte), race bool, now *renumberer) *lastWords {
	return &lastWords{print: print, race: race, now: now}
}

// show takes what the program wrote.
func (w *lastWords) show(_ Stream, p []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.take(p)
}

// take shows p up to where it becomes suspicious.
func (w *lastWords) take(p []byte) {
	if len(w.held) > 0 {
		w.hold(p)
		return
	}
	for pos := 0; pos < len(p); {
		if !w.part && suspicious(p[pos:]) {
			w.pass(p[:pos])
			w.hold(p[pos:])
			return
		}
		end := bytes.IndexByte(p[pos:], '\n')
		if end < 0 {
			w.part = true
			break
		}
		w.part = false
		pos += end + 1
	}
	w.pass(p)
}

func (w *lastWords) pass(p []byte) {
	if len(p) > 0 {
		w.print(Stderr, p)
	}
}

// suspicious reports whether a text may begin a crash or a report.
func suspicious(p []byte) bool {
	for _, o := range openings {
		n := min(len(p), len(o))
		if string(p[:n]) == o[:n] && (n == len(o) || bytes.IndexByte(p, '\n') < 0) {
			return true
		}
	}
	return false
}

// hold keeps p back, and decides what can be decided.
func (w *lastWords) hold(p []byte) {
	w.held = append(w.held, p...)
	w.settle()
	if w.timer != nil {
		w.timer.Stop()
	}
	switch {
	case len(w.held) > maxHeld:
		w.release()
	case len(w.held) > 0:
		w.timer = time.AfterFunc(patience, func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			if !w.over && !(crashBegins.Match(w.held) && crashProof.Match(w.held)) {
				w.release()
			}
		})
	}
}

// settle shows of what is held what is no crash, and reports of races.
func (w *lastWords) settle() {
	for len(w.held) > 0 {
		line, _, whole := bytes.Cut(w.held, []byte("\n"))
		switch {
		case !whole && suspicious(w.held), crashBegins.Match(w.held):
			return
		case raceCount.Match(line) && w.race: // which the cell's failure says
			w.held = w.held[min(len(line)+1, len(w.held)):]
		case string(line) == raceRule && w.race:
			n, done := w.report()
			if !done {
				return
			}
			w.held = w.held[n:]
		default: // the first line has proved harmless
			p := w.held
			w.held = nil
			n := min(len(line)+1, len(p))
			w.part = !whole
			w.pass(p[:n])
			if n < len(p) {
				w.take(p[n:])
			}
			return
		}
	}
}

// release shows what is held, which is no crash after all.
func (w *lastWords) release() {
	p := w.held
	w.held = nil
	w.part = len(p) > 0 && p[len(p)-1] != '\n'
	w.pass(p)
}

// report shows the report of a race at the beginning of what is held, and returns
// its length; done is false if it has not been read to its end.
func (w *lastWords) report() (n int, done bool) {
	text := string(w.held)
	head := raceRule + "\n"
	end := strings.Index(text[len(head):], raceRule+"\n")
	if end < 0 {
		return 0, false
	}
	n = len(head) + end + len(head)
	body := text[len(head) : len(head)+end]
	if strings.HasPrefix(body, "WARNING: DATA RACE") {
		w.races++
	}
	w.pass([]byte(describeRace(w.now.text(body))))
	w.part = false
	return n, true
}

// end says that the program has ended; if it can have crashed, what is held is its
// last words.
func (w *lastWords) end(crashed bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.over = true
	if w.timer != nil {
		w.timer.Stop()
	}
	text := string(w.held)
	if crashed && crashBegins.MatchString(text) && crashProof.MatchString(text) {
		w.crash, w.held = w.now.text(text), nil
		return
	}
	w.release()
}
