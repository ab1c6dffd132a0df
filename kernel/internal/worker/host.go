package worker

import (
	"errors"
	"os"
	"sync"

	"gosched/kernel/display"
	"gosched/kernel/internal/forms"
	"gosched/kernel/internal/link"
	"gosched/kernel/rt"
)

// maxOutput bounds one Output message, in bytes.
const maxOutput = 256 << 10

// A host is what package rt needs: ways out of the process.
type host struct{ w *worker }

func (h host) Output(cell int, s rt.Stream, p []byte) {
	for len(p) > 0 {
		n := min(len(p), maxOutput)
		h.w.conn.Send(&link.Output{Cell: cell, Stream: link.Stream(s), Data: p[:n]})
		p = p[n:]
	}
}

func (h host) Input(cell int, prompt string, password bool, done <-chan struct{}) (string, error) {
	return h.w.ask(cell, prompt, password, done)
}

func (h host) Exit(cell, code int) {
	h.w.stopTrace()
	h.w.conn.Send(&link.Exiting{Cell: cell, Code: code})
	os.Exit(code)
}

// inputs are the questions that wait for an answer.
type inputs struct {
	mu      sync.Mutex
	last    int64
	waiting map[int64]chan *link.InputReply
}

func (in *inputs) open() (id int64, answer chan *link.InputReply) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.waiting == nil {
		in.waiting = make(map[int64]chan *link.InputReply)
	}
	in.last++
	answer = make(chan *link.InputReply, 1)
	in.waiting[in.last] = answer
	return in.last, answer
}

func (in *inputs) close(id int64) {
	in.mu.Lock()
	defer in.mu.Unlock()
	delete(in.waiting, id)
}

// reply passes an answer on; one that nobody waits for any more is dropped.
func (in *inputs) reply(m *link.InputReply) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if answer := in.waiting[m.ID]; answer != nil {
		answer <- m
		delete(in.waiting, m.ID)
	}
}

var errInterrupted = errors.New("interrupted while waiting for input")

// ask sends a question to the user and waits for the answer.
func (w *worker) ask(cell int, prompt string, password bool, done <-chan struct{}) (string, error) {
	id, answer := w.input.open()
	defer w.input.close(id)
	if err := w.conn.Send(&link.InputRequest{ID: id, Cell: cell, Prompt: prompt, Password: password}); err != nil {
		return "", err
	}
	select {
	case m := <-answer:
		return m.Line()
	case <-done:
		return "", errInterrupted
	}
}

// A sink is what package display needs.
type sink struct{ w *worker }

func (s sink) Display(m display.Message) {
	out := &link.Display{Cell: rt.Current().Cell(), DisplayID: m.DisplayID, Wait: m.Wait}
	switch m.Kind {
	case display.KindUpdate:
		out.Kind = link.DisplayUpdate
	case display.KindClear:
		out.Kind = link.DisplayClear
	}
	if m.Data != nil {
		out.Bundle.Data, out.Bundle.Metadata = forms.Encode(m.Data, m.Metadata)
	}
	s.w.conn.Send(out)
}

// AtEnd has do called when the cell that runs now ends.
func (s sink) AtEnd(do func()) { s.w.cells.atEnd(do) }

func (s sink) Input(prompt string, password bool) (string, error) {
	return rt.Input(prompt, password)
}
