package schedule

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"gosched/experiments/lab"

	"golang.org/x/exp/trace"
)

// states are the trace's states of goroutines that exist.
var states = map[trace.GoState]State{
	trace.GoRunning:  Running,
	trace.GoRunnable: Runnable,
	trace.GoWaiting:  Waiting,
	trace.GoSyscall:  Waiting,
}

// A track is what is known of one goroutine.
type track struct {
	task  int
	known bool   // it belongs to a task
	runs  string // the function that it was started with, "" if it is not known yet
	state State
	since trace.Time // of state
	stays []span
}

// A span is a Stay in the time of the trace.
type span struct {
	state    State
	from, to trace.Time
}

// A reader collects what the events say.
type reader struct {
	tracks map[trace.GoID]*track
	lives  map[int]*span // of the tasks
	begin  trace.Time    // of the first task
	now    trace.Time
}

// read reads the trace of a run.
func read(from io.Reader) (*Schedule, error) {
	events, err := trace.NewReader(from)
	if err != nil {
		return nil, err
	}
	r := &reader{tracks: make(map[trace.GoID]*track), lives: make(map[int]*span)}
	for {
		ev, err := events.ReadEvent()
		if errors.Is(err, io.EOF) {
			return r.schedule(), nil
		}
		if err != nil {
			return nil, err
		}
		r.event(ev)
	}
}

// track returns what is known of a goroutine.
func (r *reader) track(id trace.GoID) *track {
	if r.tracks[id] == nil {
		r.tracks[id] = new(track)
	}
	return r.tracks[id]
}

// event takes one event.
func (r *reader) event(ev trace.Event) {
	r.now = ev.Time()
	switch ev.Kind() {
	case trace.EventLog:
		r.log(ev.Goroutine(), ev.Log())
	case trace.EventStateTransition:
		if t := ev.StateTransition(); t.Resource.Kind == trace.ResourceGoroutine {
			r.transition(ev.Goroutine(), t)
		}
	}
}

// log takes what a task says of itself: that it begins, or ends.
func (r *reader) log(id trace.GoID, l trace.Log) {
	g := r.track(id)
	switch l.Category {
	case beginning:
		g.task, _ = strconv.Atoi(l.Message)
		g.known, g.state, g.since, g.stays = true, Running, r.now, nil
		r.lives[g.task] = &span{Running, r.now, r.now}
		if len(r.lives) == 1 {
			r.begin = r.now
		}
	case ending:
		g.stay(r.now)
		g.state = ""
		if life := r.lives[g.task]; life != nil {
			life.to = r.now
		}
	}
}

// transition takes a goroutine from one state to another.
func (r *reader) transition(by trace.GoID, t trace.StateTransition) {
	g := r.track(t.Resource.Goroutine())
	from, to := t.Goroutine()
	if from == trace.GoNotExist {
		parent := r.track(by)
		g.task, g.known = parent.task, parent.known && parent.state != ""
	}
	if g.runs == "" {
		g.runs = outermost(t.Stack)
	}
	g.stay(r.now)
	g.state, g.since = states[to], r.now
}

// outermost returns the function of the outermost call of a stack, "" if there is none.
func outermost(s trace.Stack) (name string) {
	for f := range s.Frames() {
		name = f.Func
	}
	return name
}

// collects says whether the goroutine collects garbage. The labels that the runtime gives
// collectors do not tell: now and then another goroutine gets one.
func (g *track) collects() bool { return g.runs == "runtime.gcBgMarkWorker" }

// stay ends the stay of a goroutine in its state, now.
func (g *track) stay(now trace.Time) {
	if g.state != "" && now > g.since {
		g.stays = append(g.stays, span{g.state, g.since, now})
	}
	g.since = now
}

// schedule returns what the events said.
func (r *reader) schedule() *Schedule {
	s := new(Schedule)
	for task, life := range r.lives {
		s.tasks = append(s.tasks, r.stay(task, *life))
	}
	for _, g := range r.tracks {
		g.stay(r.now)
		for _, one := range g.stays {
			switch {
			case g.collects(): // though it belongs to the task that needed it first
				if one.state == Running && one.to > r.begin {
					s.stays = append(s.stays, r.stay(Collector, one))
				}
			case g.known:
				s.stays = append(s.stays, r.stay(g.task, one))
			}
		}
	}
	for _, list := range [][]Stay{s.tasks, s.stays} {
		slices.SortFunc(list, func(a, b Stay) int {
			return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Task, b.Task))
		})
	}
	return s
}

// stay returns a span as a Stay.
func (r *reader) stay(task int, one span) Stay {
	at := func(t trace.Time) float64 { return lab.InSeconds(time.Duration(max(t, r.begin) - r.begin)) }
	return Stay{task, one.state, at(one.from), at(one.to)}
}
