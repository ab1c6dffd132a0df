package worker

import (
	"gosched/kernel/internal/link"
	"gosched/kernel/internal/record"
	"gosched/kernel/rt"
)

// startTrace begins to record what t asks for, nothing if it is nil.
func (w *worker) startTrace(t *link.Trace) error {
	if t == nil {
		return nil
	}
	r, err := record.Start(t.File, t.Limit)
	if err != nil {
		return err
	}
	w.tracer.Store(r)
	rt.Introduce()
	return nil
}

// stopTrace ends the recording, if there is one, and returns when it has been written.
func (w *worker) stopTrace() {
	if r := w.tracer.Swap(nil); r != nil {
		rt.Conclude()
		r.Stop()
	}
}
