package worker

import (
	"reflect"
	"runtime/debug"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/link"
	"gosched/kernel/rt"
)

// answer describes variables for the front. It is called on a goroutine of its
// own: methods of the library may take their time, and the link must not wait.
func (w *worker) answer(d *link.Describe) {
	if d.File != "" {
		w.handOver(d)
		return
	}
	if d.Look != nil {
		w.conn.Send(w.look(d))
		return
	}
	texts := make([]string, len(d.Globals))
	for i, id := range d.Globals {
		if v, ok := w.engine.Global(core.GlobalID(id)); ok {
			texts[i] = describe(v, len(rt.Goroutines()) > 0)
		}
	}
	w.conn.Send(&link.Described{Seq: d.Seq, Texts: texts})
}

// describe returns a short text of a variable. If it is busy, goroutines of cells
// may be changing it: then nothing is looked at that could be seen half changed
// and be dangerous so: maps, interfaces, elements with pointers. What remains may
// be a fault at worst, and a fault is survived. It returns "" if all fails.
func describe(v reflect.Value, busy bool) (text string) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	d := describer{busy: busy}
	d.value(v, 0)
	if text = d.text(); text == v.Type().String() || text == hidden {
		return "" // that goes without saying
	}
	return text
}
