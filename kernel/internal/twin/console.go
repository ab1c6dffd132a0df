//go:build unix

package twin

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"gosched/kernel/native"
)

// A Console is the notebook as a program sees it. Its methods may be called by
// several goroutines; Print and Event wait while clients are slow, and so, in the
// end, does the program.
type Console interface {
	Print(s Stream, p []byte)

	// Event publishes what the program shows.
	Event(e native.Event)

	// Input asks the user for a line. The error is io.EOF at the end of input,
	// and another one if there can be no input.
	Input(ctx context.Context, prompt string, password bool) (string, error)
}

// A Stream is a standard stream.
type Stream int

// The streams.
const (
	Stdout Stream = iota
	Stderr
)

// serve takes events. What the program printed before one is shown before it.
func (p *program) serve(alive context.Context) {
	d, e := json.NewDecoder(p.in), json.NewEncoder(p.out)
	for {
		var event native.Event
		if err := d.Decode(&event); err != nil {
			return
		}
		for _, r := range p.streams {
			r.catchUp()
		}
		var answer native.Answer
		if q := event.Input; q != nil {
			line, err := p.console.Input(alive, q.Prompt, q.Password)
			switch {
			case errors.Is(err, io.EOF):
				answer.EOF = true
			case err != nil:
				answer.Err = err.Error()
			default:
				answer.Line = line
			}
		} else {
			p.console.Event(event)
		}
		if e.Encode(answer) != nil {
			return
		}
	}
}
