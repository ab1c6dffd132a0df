package worker

import (
	"os"
	"runtime/debug"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/handover"
	"gosched/kernel/internal/link"
	"gosched/kernel/rt"
)

// handOver writes the values of variables to a file, for a compiled cell.
func (w *worker) handOver(d *link.Describe) {
	out := &link.Described{Seq: d.Seq, Texts: []string{}}
	defer func() { w.conn.Send(out) }()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true)) // of what is seen half changed
	var vars []handover.Variable
	for i, id := range d.Globals {
		v, ok := w.engine.Global(core.GlobalID(id))
		if !ok {
			out.Err = d.HandOver[i] + " has no value"
			return
		}
		vars = append(vars, handover.Variable{Name: d.HandOver[i], Value: v})
	}
	data, types, err := handover.Encode(vars, len(rt.Goroutines()) > 0)
	if err == nil {
		err = os.WriteFile(d.File, data, 0o600)
	}
	if err != nil {
		out.Err = err.Error()
		return
	}
	out.Texts = types
}
