package worker

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/deadlock"
	"gosched/kernel/internal/engine"
	"gosched/kernel/internal/forms"
	"gosched/kernel/internal/link"
	"gosched/kernel/internal/realtype"
	"gosched/kernel/rt"
)

// An execution is one run of a unit.
type execution struct {
	w       *worker
	asked   *link.Run
	program *engine.Program
	cell    *rt.Cell
	start   time.Time
	elapsed time.Duration // of what has come to its end
	result  *link.Bundle
}

// execute loads and runs one unit on the calling goroutine, self, which calls ended
// when the cell has ended; if the cell is abandoned, another runner is started
// instead.
func (w *worker) execute(r *link.Run, self *rt.Runner, ended func()) {
	x := &execution{w: w, asked: r}
	if f := x.begin(); f != nil {
		w.finish(&link.Done{Seq: r.Seq, Refused: true, Failure: f})
		ended()
		return
	}
	x.start = time.Now()
	self.Run(x.cell, x.run, func(out rt.Outcome) {
		x.end(out)
		if out.Err != nil && out.Err.Abandoned != "" {
			go w.run()
		} else {
			ended()
		}
	})
}

// begin loads the unit and starts what was asked for it, or says why it is refused.
func (x *execution) begin() *link.Failure {
	w := x.w
	trace := w.trace
	w.trace = nil
	if !w.cells.wanted(x.asked.Seq) {
		return unbegun()
	}
	var err error
	if x.program, err = w.load(x.asked); err != nil {
		return refusal(x.asked.Cell, err)
	}
	if err := w.startTrace(trace); err != nil {
		x.program.Unload()
		return &link.Failure{Name: "trace", Value: err.Error()}
	}
	x.cell = rt.NewCell(x.asked.Cell)
	x.cell.OnStandstill(func(d *rt.Deadlock) { w.note(x.asked.Cell, deadlock.Standstill(d)) })
	if !w.cells.begin(x.asked.Seq, x.cell) {
		w.stopTrace()
		x.program.Unload()
		return unbegun()
	}
	return nil
}

// run runs the unit and encodes what it shows.
func (x *execution) run() {
	x.program.Run()
	x.elapsed = time.Since(x.start)
	if values, shown := x.cell.Results(); shown {
		x.result = new(link.Bundle)
		x.result.Data, x.result.Metadata = forms.Encode(forms.Of(values))
	}
}

// end tells the front what came of it.
func (x *execution) end(out rt.Outcome) {
	x.w.stopTrace()
	for _, do := range x.w.cells.end() {
		do()
	}
	d := x.done(out)
	if out.Err == nil || out.Err.Name != interrupted && out.Err.Deadlock == nil {
		x.w.leftovers(x.cell)
	}
	x.w.finish(d)
}

// done unloads the unit, if that is possible, and returns what the front is told.
func (x *execution) done(out rt.Outcome) *link.Done {
	d := &link.Done{Seq: x.asked.Seq, Failure: failure(out.Err), Refused: x.program.Unload()}
	if out.Err != nil {
		d.Elapsed = int64(time.Since(x.start))
		return d
	}
	d.Result, d.Elapsed = x.result, int64(x.elapsed)
	if d.Refused {
		d.Failure = &link.Failure{Name: "fatal error", Value: "a package has called runtime.Goexit while it was initialised"}
	}
	return d
}

// finish tells the front the end of a run.
func (w *worker) finish(d *link.Done) {
	if err := w.conn.Send(d); err != nil {
		// The one thing that can be wrong with a Done is the size of its result.
		w.conn.Send(&link.Done{Seq: d.Seq, Failure: &link.Failure{Name: "result", Value: err.Error()}})
	}
}

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
