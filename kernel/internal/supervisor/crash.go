package supervisor

import (
	"os"
	"strings"
	"sync"
	"time"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/pattern"
)

// A crash gathers what comes through the descriptor that the Go runtime uses
// when it dies.
type crash struct {
	s    *Supervisor
	file *os.File

	mu    sync.Mutex
	text  []byte
	timer *time.Timer // passes the text on as ordinary output
}

const (
	// holdBack is how long text is held: a dying process ends sooner.
	holdBack = 200 * time.Millisecond
	// holdLast is how long text is held that looks like last words: printing
	// the stacks of many goroutines takes time.
	holdLast = 20 * time.Second
	// maxCrash bounds what is kept of a crash message, in bytes. The runtime
	// prints what happened first and all goroutines after it.
	maxCrash = 1 << 20
)

// hold reads the descriptor until it ends or is closed.
func (c *crash) hold() {
	buf := make([]byte, 32<<10)
	for {
		n, err := c.file.Read(buf)
		if n > 0 {
			c.add(buf[:n])
		}
		if err != nil {
			return
		}
	}
}

func (c *crash) add(p []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.text = append(c.text, p[:min(len(p), maxCrash-len(c.text))]...)
	d := holdBack
	if lastWord.Match(c.text) {
		d = holdLast
	}
	if c.timer == nil {
		c.timer = time.AfterFunc(d, c.pass)
	}
	c.timer.Reset(d)
}

// lastWord matches the lines with which the runtime begins when it dies.
var lastWord = pattern.New(`(?m)^(fatal error: |panic: |runtime: |SIG[A-Z]+: |unexpected fault address |runtime stack:)`)

// pass gives up waiting for an end. It keeps the lock while the text is being
// passed on, so that the Exit event, which takes the text too, comes later.
func (c *crash) pass() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.text) > 0 {
		c.s.emit(Event{Message: &link.Output{Stream: link.Stderr, Data: c.text}})
		c.text = nil
	}
}

func (c *crash) take() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.timer != nil {
		c.timer.Stop()
	}
	text := c.text
	c.text = nil
	return text
}

// exit describes the end of the worker, which has happened.
func (s *Supervisor) exit() *Exit {
	e := &Exit{State: s.cmd.ProcessState}
	select {
	case <-s.asked:
		e.Asked = true
	default:
	}
	if text := strings.TrimRight(string(s.crash.take()), "\n"); text != "" {
		e.Crash = strings.Split(text, "\n")
	}
	e.Reason = s.reason(e)
	return e
}

// reason is the runtime's own first words, or else the process state's.
func (s *Supervisor) reason(e *Exit) string {
	for _, line := range e.Crash {
		if strings.HasPrefix(line, "fatal error: ") || strings.HasPrefix(line, "panic: ") {
			return line
		}
	}
	if why, ok := s.outgrown.Load().(string); ok {
		return "fatal error: " + why
	}
	if s.severed.Load() {
		return "the program closed the descriptors that connect its process to the kernel"
	}
	if e.State == nil {
		return "its end could not be observed"
	}
	return strings.Replace(e.State.String(), "signal: ", "killed by signal: ", 1)
}
