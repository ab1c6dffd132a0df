package timeline

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"golang.org/x/exp/trace"
)

// A Where says where a function is, as the trace names it: in which cell and line, with
// the name that it has there, or in no cell, which is number 0.
type Where func(function, file string, line int) (name string, cell, cellLine int)

// InFiles is the Where of programs whose cells are files called "cell 12".
func InFiles(function, file string, line int) (name string, cell, cellLine int) {
	if _, n, ok := strings.Cut(file, "cell "); ok {
		if cell, err := strconv.Atoi(n); err == nil {
			return function, cell, line
		}
	}
	return function, 0, 0
}

// Read reads a trace. One that breaks off, since its program did, is read as far as it
// goes; the error is for what is no trace, or one in which no program begins.
func Read(from io.Reader, where Where) (*Timeline, error) {
	r, err := trace.NewReader(from)
	if err != nil {
		return nil, fmt.Errorf("reading a trace: %w", err)
	}
	in := newReader(where)
	for {
		ev, err := r.ReadEvent()
		if err != nil {
			in.whole = in.whole && errors.Is(err, io.EOF)
			break
		}
		in.event(ev)
	}
	if in.main == nil {
		return nil, errors.New("reading a trace: it breaks off before anything is in it")
	}
	return in.timeline(), nil
}

// A reader collects what events say.
type reader struct {
	where      Where
	tracks     map[trace.GoID]*track
	order      []*track         // tracks, as they are numbered
	sites      map[siteKey]site // of this generation of the trace
	processors map[trace.ProcID]bool
	events     int
	price      time.Duration
	first      trace.Time // of all events; the times of stays count from there while events are read
	now        time.Duration
	main       *track        // the program's
	begin      time.Duration // of main
	end        time.Duration // of the program, once whole
	whole      bool
	resting    int
}

func newReader(where Where) *reader {
	return &reader{where: where, tracks: make(map[trace.GoID]*track), sites: make(map[siteKey]site), processors: make(map[trace.ProcID]bool)}
}

// A track is what is known of one goroutine of the process.
type track struct {
	id      trace.GoID
	number  int32  // in the reader's order, which the field By of stays is
	top     string // the function it was started with
	name    string // the outermost function of a cell, if it has been seen in one
	started Place
	by      *track        // who started it, nil if that is not known
	said    *introduction // nil if it has not said who it is
	noted   site          // what a log has said of the wait that it is in, before the trace did
	helpers []*track      // that wait in its place
	ended   bool
	before  bool // it was there when the trace began
	stays   []Stay

	state Stay // which it is in, without its end
	in    bool // it is in one
}

// event takes one event.
func (r *reader) event(ev trace.Event) {
	if r.events++; r.events == 1 {
		r.first = ev.Time()
	}
	switch r.now = ev.Time().Sub(r.first); ev.Kind() {
	case trace.EventSync:
		clear(r.sites) // stacks are numbered anew
	case trace.EventLog:
		if l := ev.Log(); l.Category == category {
			r.log(ev, l.Message)
		}
	case trace.EventStateTransition:
		switch t := ev.StateTransition(); t.Resource.Kind {
		case trace.ResourceGoroutine:
			r.transition(ev, t)
		case trace.ResourceProc:
			r.processors[t.Resource.Proc()] = true
		}
	}
}

// transition takes a goroutine from a state to another.
func (r *reader) transition(ev trace.Event, t trace.StateTransition) {
	g := r.track(t.Resource.Goroutine())
	from, to := t.Goroutine()
	since := r.now
	switch from {
	case to: // the next part of the trace, a second later as a rule, says in which states goroutines are
		if g.in {
			return
		}
	case trace.GoNotExist:
		g.created(r, ev, t)
	case trace.GoUndetermined: // it is told when the goroutine is to leave the state, and was in it all the time
		g.before, since = true, 0
	}
	if g.top == "" {
		g.top = outermost(t.Stack)
	}
	if g.name == "" && ev.Goroutine() == g.id {
		g.name = r.site(t.Stack, t.Reason).runs
	}
	if g.in {
		if from == trace.GoWaiting && to == trace.GoRunnable && ev.Goroutine() != trace.NoGoroutine {
			g.state.By = r.track(ev.Goroutine()).number
		}
		g.leave(r.now)
	}
	g.state, g.in = Stay{From: since, By: -1, Processor: -1}, true
	switch to {
	case trace.GoRunning:
		g.state.State, g.state.Processor = Running, int16(ev.Proc())
	case trace.GoRunnable:
		g.state.State = Runnable
	case trace.GoSyscall:
		g.state.State, g.state.At = Syscall, r.site(t.Stack, "").at
	case trace.GoWaiting:
		s := r.site(t.Stack, t.Reason)
		if s.state == Other && g.noted.state.Waits() {
			s.state, s.at = g.noted.state, g.noted.at
		}
		g.state.State, g.state.At, g.state.helped = s.state, s.at, s.helped
	default:
		g.in, g.ended = false, true
	}
}

// created notes who has started the goroutine, where, and what it runs.
func (g *track) created(r *reader, ev trace.Event, t trace.StateTransition) {
	g.started = r.place(ev.Stack())
	if ev.Goroutine() != trace.NoGoroutine {
		g.by = r.track(ev.Goroutine())
	}
	if g.top = cmp.Or(outermost(t.Stack), g.top); g.name == "" {
		g.name = r.site(t.Stack, t.Reason).runs
	}
	if g.started == (Place{}) {
		g.started = r.place(t.Stack) // a timer starts a function of a cell
	}
}

// leave ends the stay that the goroutine is in.
func (g *track) leave(at time.Duration) {
	if g.state.To = at; g.state.From < at {
		g.stays = append(g.stays, g.state)
	}
}

func (r *reader) track(id trace.GoID) *track {
	g := r.tracks[id]
	if g == nil {
		g = &track{id: id, number: int32(len(r.order))}
		r.tracks[id], r.order = g, append(r.order, g)
	}
	return g
}

// timeline makes of it all what the program did.
func (r *reader) timeline() *Timeline {
	if !r.whole {
		r.end = r.now
	}
	for _, g := range r.order {
		if g.in { // it goes on
			g.leave(r.now)
		}
	}
	t := &Timeline{Events: r.events, Price: r.price, Whole: r.whole, Length: r.end - r.begin}
	own, index := r.own()
	for _, g := range own {
		t.Goroutines = append(t.Goroutines, r.goroutine(g, index))
	}
	t.Resting = r.resting
	t.Processors = r.turns(index)
	return t
}
