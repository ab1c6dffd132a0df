package worker

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/link"
	"gosched/kernel/rt"
)

// execute loads and runs one unit when the one before it has ended. It is called
// on a goroutine of its own, which becomes the cell's.
func (w *worker) execute(r *link.Run, before <-chan struct{}, end chan<- struct{}) {
	<-before
	done := &link.Done{Seq: r.Seq}
	finish := func() {
		if err := w.conn.Send(done); err != nil {
			// The one thing that can be wrong with a Done is its result.
			w.conn.Send(&link.Done{Seq: r.Seq, Failure: &link.Failure{Name: "result", Value: err.Error()}})
		}
		close(end)
	}
	p, err := w.load(r)
	if err != nil {
		done.Failure = &link.Failure{Name: "internal error", Value: err.Error()}
		finish()
		return
	}
	cell := rt.NewCell(r.Cell)
	if !w.cells.begin(r.Seq, cell) {
		done.Failure = &link.Failure{Name: interrupted, Value: "interrupted before it began"}
		finish()
		return
	}
	start := time.Now()
	var elapsed time.Duration
	var result *link.Bundle
	cell.Run(func() {
		p.Run()
		elapsed = time.Since(start)
		if values, shown := cell.Results(); shown {
			result = bundle(values)
		}
	}, func(out rt.Outcome) {
		w.cells.end()
		if done.Failure = failure(out.Err); out.Err == nil {
			done.Result, done.Elapsed = result, int64(elapsed)
		} else {
			done.Elapsed = int64(time.Since(start))
		}
		finish()
	})
}

// interrupted is the name of the failure of a cell that was interrupted.
const interrupted = "interrupt"

func (w *worker) load(r *link.Run) (*engine.Program, error) {
	u, err := core.Decode(r.Unit)
	if err != nil {
		return nil, err
	}
	if w.engine == nil {
		return nil, errors.New("there is no engine")
	}
	return w.engine.Load(u)
}

// failure makes what travels of what rt found.
func failure(f *rt.Failure) *link.Failure {
	if f == nil {
		return nil
	}
	out := &link.Failure{Name: f.Name, Value: f.Msg}
	if f.Abandoned != "" {
		out.Value += "; its goroutine is still blocked in " + f.Abandoned + " and was left behind"
	}
	for _, line := range f.Stack {
		out.Stack = append(out.Stack, stackLine(line))
	}
	return out
}

// stackLine is a call as it is shown: "main.f at cell 3, line 4".
func stackLine(l rt.StackLine) string {
	var b strings.Builder
	b.WriteString(l.Func)
	switch {
	case l.Cell > 0 && l.Line > 0:
		fmt.Fprintf(&b, " at cell %d, line %d", l.Cell, l.Line)
	case l.Cell > 0:
		fmt.Fprintf(&b, " in cell %d", l.Cell)
	case l.File != "":
		fmt.Fprintf(&b, " at %s:%d", l.File, l.Line)
	}
	return b.String()
}

// running knows which run is expected, going on, or was interrupted before it began.
type running struct {
	mu      sync.Mutex
	waiting map[int64]bool // runs received and not begun; true: interrupted
	seq     int64
	cell    *rt.Cell // nil if none is running
}

func (r *running) expect(seq int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.waiting == nil {
		r.waiting = make(map[int64]bool)
	}
	r.waiting[seq] = false
}

// begin says whether the run may begin, and makes it the one to interrupt.
func (r *running) begin(seq int64, c *rt.Cell) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	stop := r.waiting[seq]
	delete(r.waiting, seq)
	if !stop {
		r.seq, r.cell = seq, c
	}
	return !stop
}

func (r *running) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cell = nil
}

func (r *running) interrupt(seq int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.waiting[seq]; ok {
		r.waiting[seq] = true
	} else if r.cell != nil && r.seq == seq {
		r.cell.Interrupt()
	}
}
