package front

import (
	"encoding/json"
	"time"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/magic"
	"gosched/kernel/internal/supervisor"
)

// A run is one unit under way in the worker.
type run struct {
	seq  int64
	cell *cell
	done func(outcome)
}

// An outcome is how a part of a cell ended.
type outcome struct {
	result  *link.Bundle
	failure *Failure
	elapsed time.Duration
}

// part compiles src and runs it for cell c; done is called once, with the outcome.
func (f *Front) part(c *cell, src string, done func(outcome)) {
	if f.worker.Worker == nil {
		f.announce(c) // before what is said about a new worker
	}
	f.compile(c, src, func(unit *Unit, err error) { f.compiled(c, src, unit, err, done) })
	f.announce(c)
}

// compiled goes on with a part that has become a unit, or not.
func (f *Front) compiled(c *cell, src string, unit *Unit, err error, done func(outcome)) {
	if err == nil && unit != nil {
		f.dispatch(&run{seq: f.worker.nextSeq(), cell: c, done: done}, unit.Code)
	}
	f.announce(c)
	switch {
	case err != nil:
		done(outcome{failure: hinted(asFailure(err), src)})
	case unit == nil:
		done(outcome{})
	default:
		for _, line := range unit.Notes {
			f.note(c.number, line)
		}
	}
}

// dispatch has the worker run a unit.
func (f *Front) dispatch(r *run, code []byte) {
	r.cell.run = r
	if r.cell.trace != nil {
		f.worker.Send(r.cell.trace)
		r.cell.trace = nil
	}
	f.worker.Send(&link.Run{Seq: r.seq, Cell: r.cell.number, Unit: code})
	if r.cell.interrupted { // while it was compiled, or between two parts
		f.worker.Send(&link.Interrupt{Seq: r.seq})
	}
}

// hinted adds what may help to a failure to compile src.
func hinted(e *Failure, src string) *Failure {
	if line, ok := magic.Misplaced(src); ok {
		e.Traceback = append(e.Traceback, "hint: "+line+" is a command; commands stand above the Go code of a cell")
	}
	return e
}

// runDone takes the worker's answer to a run.
func (f *Front) runDone(d *link.Done) {
	if d.Seq == f.worker.replay {
		f.replayed(d)
		return
	}
	c := f.cell
	if c == nil || c.run == nil || c.run.seq != d.Seq {
		f.cfg.Logf("the worker answered run %d, which is not under way", d.Seq)
		return
	}
	r := c.run
	c.run = nil
	if d.Refused {
		f.cfg.Logf("a unit of cell %d has had no effect: %s: %s", c.number, d.Failure.Name, d.Failure.Value)
		f.cfg.Language.Rollback()
	}
	o := outcome{result: d.Result, elapsed: time.Duration(d.Elapsed)}
	if d.Failure != nil {
		f.cfg.Language.Failed(c.number, "it ended with "+d.Failure.Name+": "+d.Failure.Value)
		d.Failure.Stack = f.parents.quoting(d.Failure.Stack)
		o.failure = fromWorker(d.Failure)
	}
	r.done(o)
}

// runLost ends the run that was under way when the worker died.
func (f *Front) runLost(e *Failure) {
	if c := f.cell; c != nil && c.run != nil {
		r := c.run
		c.run = nil
		f.cfg.Language.Failed(c.number, "it ended the worker process: "+e.Value)
		r.done(outcome{failure: e})
	}
}

// plain returns the text/plain of a bundle.
func plain(b *link.Bundle) string {
	var text string
	if json.Unmarshal(b.Data["text/plain"], &text) != nil {
		return ""
	}
	return text
}

// event handles one event of the worker.
func (f *Front) event(e supervisor.Event) {
	if e.Exit != nil {
		f.died(e.Exit)
		return
	}
	f.worker.heard = time.Now()
	switch m := e.Message.(type) {
	case *link.Output:
		f.streams.add(source{m.Cell, m.Stream}, m.Data)
	case *link.Display:
		f.display(m)
	case *link.Done:
		f.runDone(m)
	case *link.InputRequest:
		f.askInput(m, func(answer *link.InputReply) { f.worker.Send(answer) })
	case *link.Described:
		f.questions.described(m)
	case *link.Ready:
		f.worker.isReady = true
	case *link.Exiting:
		f.worker.exiting = m
	default:
		f.cfg.Logf("the worker sent a %T, which nobody waits for", m)
	}
}
