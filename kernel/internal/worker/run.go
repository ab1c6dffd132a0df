package worker

import (
	"fmt"
	"maps"
	"os"
	"sync"

	"gosched/kernel/internal/link"
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
