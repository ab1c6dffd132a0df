package worker

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"strings"
	"sync"
	"time"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/deadlock"
	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/forms"
	"gosched/kernel/internal/link"
	"gosched/kernel/internal/realtype"
	"gosched/kernel/rt"
)

// run is the runner. It receives what is to be done in order, and does it, until
// the link ends. A cell that leaves by runtime.Goexit takes the goroutine with it,
// one that is abandoned keeps it; both times another runner goes on.
func (w *worker) run() {
	reading := true // it is this goroutine that reads
	defer func() {
		if reading {
			go w.run()
		}
	}()
	self := rt.NewRunner()
	for reading {
		m, err := w.runs.Receive()
		if err != nil {
			reading = false
			return
		}
		switch m := m.(type) {
		case *link.Run:
			reading = false
			w.execute(m, self, func() { reading = true })
		case *link.Trace:
			w.trace = m
		case *link.Chdir:
			chdir(m)
		case *link.Setenv:
			setenv(m)
		}
	}
}

// execute loads and runs one unit on the calling goroutine, self, which calls ended
// when the cell has ended; if the cell is abandoned, another runner is started
// instead.
func (w *worker) execute(r *link.Run, self *rt.Runner, ended func()) {
	trace := w.trace
	w.trace = nil
	refuse := func(f *link.Failure) {
		w.finish(&link.Done{Seq: r.Seq, Refused: true, Failure: f})
		ended()
	}
	if !w.cells.wanted(r.Seq) {
		refuse(unbegun())
		return
	}
	p, err := w.load(r)
	if err != nil {
		refuse(refusal(r.Cell, err))
		return
	}
	if err := w.startTrace(trace); err != nil {
		p.Unload()
		refuse(&link.Failure{Name: "trace", Value: err.Error()})
		return
	}
	cell := rt.NewCell(r.Cell)
	cell.OnStandstill(func(d *rt.Deadlock) { w.note(r.Cell, deadlock.Standstill(d)) })
	if !w.cells.begin(r.Seq, cell) {
		w.stopTrace()
		p.Unload()
		refuse(unbegun())
		return
	}
	start := time.Now()
	var elapsed time.Duration
	var result *link.Bundle
	self.Run(cell, func() {
		p.Run()
		elapsed = time.Since(start)
		if values, shown := cell.Results(); shown {
			result = new(link.Bundle)
			result.Data, result.Metadata = forms.Encode(forms.Of(values))
		}
	}, func(out rt.Outcome) {
		w.stopTrace()
		for _, do := range w.cells.end() {
			do()
		}
		done := &link.Done{Seq: r.Seq, Failure: failure(out.Err), Refused: p.Unload()}
		if out.Err == nil {
			done.Result, done.Elapsed = result, int64(elapsed)
		} else {
			done.Elapsed = int64(time.Since(start))
		}
		if out.Err == nil && done.Refused {
			done.Failure = &link.Failure{Name: "fatal error", Value: "a package has called runtime.Goexit while it was initialised"}
		}
		if out.Err == nil || out.Err.Name != interrupted && out.Err.Deadlock == nil {
			w.leftovers(cell)
		}
		w.finish(done)
		if out.Err != nil && out.Err.Abandoned != "" {
			go w.run()
		} else {
			ended()
		}
	})
}

// finish tells the front the end of a run.
func (w *worker) finish(d *link.Done) {
	if err := w.conn.Send(d); err != nil {
		// The one thing that can be wrong with a Done is the size of its result.
		w.conn.Send(&link.Done{Seq: d.Seq, Failure: &link.Failure{Name: "result", Value: err.Error()}})
	}
}

func chdir(m *link.Chdir) {
	if err := os.Chdir(m.Dir); err != nil {
		fmt.Fprintf(rt.Err, "%%cd: %v\n", err)
	}
}

func setenv(m *link.Setenv) {
	if m.Unset {
		os.Unsetenv(m.Key)
	} else {
		os.Setenv(m.Key, m.Value)
	}
}

// interrupted is the name of the failure of a cell that was interrupted.
const interrupted = "interrupt"

// unbegun is the failure of a cell that was interrupted too early to have any effect.
func unbegun() *link.Failure {
	return &link.Failure{Name: interrupted, Value: "interrupted before it began"}
}

// refusal says why the unit of a cell could not be loaded.
func refusal(cell int, err error) *link.Failure {
	if errors.Is(err, realtype.ErrTooManyMethods) {
		return &link.Failure{Name: "limit", Value: fmt.Sprintf("cell %d: %v", cell, realtype.ErrTooManyMethods)}
	}
	return &link.Failure{Name: "internal error", Value: err.Error()}
}

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
		out.Value += "; its call of " + f.Abandoned + " is still blocked and was left behind"
	}
	if f.Deadlock != nil {
		out.More = new(link.Bundle)
		out.More.Data, out.More.Metadata = forms.Encode(deadlock.Bundle(f.Deadlock), nil)
	}
	for i := 0; i < len(f.Stack); {
		n := 1
		for i+n < len(f.Stack) && f.Stack[i+n] == f.Stack[i] {
			n++
		}
		line := stackLine(f.Stack[i])
		switch {
		case i+n == rt.MaxStack:
			line += fmt.Sprintf(" (%d times or more)", n)
		case n > 1:
			line += fmt.Sprintf(" (%d times)", n)
		}
		out.Stack = append(out.Stack, line)
		i += n
	}
	return out
}

// stackLine is a call as it is shown: "main.f at cell 3, line 4", or "cell 3, line 4"
// for the statements of a cell.
func stackLine(l rt.StackLine) string {
	if l.Func == fmt.Sprintf("cell %d", l.Cell) {
		return l.Place()
	}
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

// running knows which run is going on, and which were interrupted before they began:
// an interrupt can overtake its run, since they come through different pipes. The
// numbers of runs ascend.
type running struct {
	mu      sync.Mutex
	seq     int64    // the latest run that has begun
	cell    *rt.Cell // nil if it has ended
	todo    []func() // when cell ends
	stopped map[int64]bool
}

// begin says whether the run may begin, and makes it the one to interrupt.
func (r *running) begin(seq int64, c *rt.Cell) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	stop := r.stopped[seq]
	maps.DeleteFunc(r.stopped, func(s int64, _ bool) bool { return s <= seq })
	if r.seq = seq; !stop {
		r.cell = c
	}
	return !stop
}

// wanted reports whether the run, which has not begun, has not been interrupted: what
// it needs of modules may take seconds to load.
func (r *running) wanted(seq int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.stopped[seq]
}

// end says that the cell has ended, and returns what is to be done before the front
// is told so.
func (r *running) end() (todo []func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	todo, r.todo = r.todo, nil
	r.cell = nil
	return todo
}

// atEnd has do called at the end of the cell that runs, if one does.
func (r *running) atEnd(do func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.cell != nil {
		r.todo = append(r.todo, do)
	}
}

func (r *running) interrupt(seq int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case seq > r.seq:
		if r.stopped == nil {
			r.stopped = make(map[int64]bool)
		}
		r.stopped[seq] = true
	case seq == r.seq && r.cell != nil:
		r.cell.Interrupt()
	}
}

// number returns the number of the cell that runs, 0 if none does.
func (r *running) number() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.cell == nil {
		return 0
	}
	return r.cell.Number()
}
