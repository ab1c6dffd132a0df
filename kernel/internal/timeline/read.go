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
	sites      map[siteKey]site // of this generation of the trace
	processors map[trace.ProcID]bool
	events     int
	price      time.Duration
	main       *track     // the program's
	begin      trace.Time // of main
	last       trace.Time // of all events
	end        trace.Time // of the program, once whole
	whole      bool
	resting    int
}

func newReader(where Where) *reader {
	return &reader{where: where, tracks: make(map[trace.GoID]*track), sites: make(map[siteKey]site), processors: make(map[trace.ProcID]bool)}
}

// A track is what is known of one goroutine of the process.
type track struct {
	id      trace.GoID
	top     string // the function it was started with
	name    string // the outermost function of a cell, if it has been seen in one
	started Place
	by      trace.GoID
	said    *introduction // nil if it has not said who it is
	helpers []*track      // that wait in its place
	ended   bool
	before  bool // it was there when the trace began
	stays   []stay

	state stay // which it is in, without its end
	in    bool // it is in one
}

// A stay is a Stay with the trace's own words.
type stay struct {
	from, to trace.Time
	site
	by   trace.GoID
	proc trace.ProcID
}

// A site is what a stack says about a wait.
type site struct {
	state  State
	at     Place
	helped bool   // it waits for a helper
	runs   string // the outermost function of a cell
}

// A siteKey identifies a site: stacks can be compared.
type siteKey struct {
	stack  trace.Stack
	reason string
}

// event takes one event.
func (r *reader) event(ev trace.Event) {
	r.events++
	switch r.last = ev.Time(); ev.Kind() {
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
	switch {
	case from == trace.GoNotExist:
		g.by, g.started = ev.Goroutine(), r.place(ev.Stack())
		if g.top = cmp.Or(outermost(t.Stack), g.top); g.name == "" {
			g.name = r.site(t.Stack, t.Reason).runs
		}
	case from == trace.GoUndetermined:
		g.before = true
	}
	if g.top == "" {
		g.top = outermost(t.Stack)
	}
	if g.name == "" && to == trace.GoWaiting {
		g.name = r.site(t.Stack, t.Reason).runs
	}
	if g.in {
		s := g.state
		s.to = ev.Time()
		if from == trace.GoWaiting && to == trace.GoRunnable {
			s.by = ev.Goroutine()
		}
		g.stays = append(g.stays, s)
	}
	g.state, g.in = stay{from: ev.Time(), by: trace.NoGoroutine, proc: trace.NoProc}, true
	switch to {
	case trace.GoRunning:
		g.state.state, g.state.proc = Running, ev.Proc()
	case trace.GoRunnable:
		g.state.state = Runnable
	case trace.GoSyscall:
		g.state.site = r.site(t.Stack, "")
		g.state.state = Syscall
	case trace.GoWaiting:
		g.state.site = r.site(t.Stack, t.Reason)
	default:
		g.in, g.ended = false, true
	}
}

func (r *reader) track(id trace.GoID) *track {
	g := r.tracks[id]
	if g == nil {
		g = &track{id: id, by: trace.NoGoroutine}
		r.tracks[id] = g
	}
	return g
}

// site returns what a goroutine with that stack waits for and where.
func (r *reader) site(stack trace.Stack, reason string) site {
	key := siteKey{stack, reason}
	if known, ok := r.sites[key]; ok {
		return known
	}
	s := site{state: waitsFor(reason, r.main != nil && r.main.said != nil, stack.Frames()), at: r.place(stack)}
	for call := range stack.Frames() {
		if name, cell, _ := r.where(call.Func, call.File, int(call.Line)); cell > 0 {
			s.runs = name
		}
		if call.Func == "gosched/kernel/rt.await" || call.Func == "gosched/kernel/rt.(*Outside).Do" {
			s.helped = true
		}
	}
	r.sites[key] = s
	return s
}

// place returns the innermost line of a cell in a stack.
func (r *reader) place(stack trace.Stack) Place {
	for call := range stack.Frames() {
		if _, cell, line := r.where(call.Func, call.File, int(call.Line)); cell > 0 {
			return Place{int32(cell), int32(line)}
		}
	}
	return Place{}
}

// outermost returns the function with which a stack begins.
func outermost(stack trace.Stack) (name string) {
	for call := range stack.Frames() {
		name = call.Func
	}
	return name
}

// category is that of the logs that packages record and rt write into a trace.
const category = "gosched"

// An introduction is what a goroutine of a cell says about itself.
type introduction struct {
	id     int64
	place  Place
	callee string
}

// log takes a log of this kernel.
func (r *reader) log(ev trace.Event, text string) {
	verb, rest, _ := strings.Cut(text, " ")
	switch verb {
	case "begin":
		r.main, r.begin = r.track(ev.Goroutine()), ev.Time()
	case "price":
		if n, err := strconv.Atoi(rest); err == nil {
			r.price = time.Duration(n) // picoseconds for one are nanoseconds for a thousand
		}
	case "end":
		r.whole, r.end = true, ev.Time()
	case "go":
		r.introduce(ev, rest)
	case "at":
		r.locate(ev, rest)
	}
}

// locate notes where a goroutine is that waits, or has just waited.
func (r *reader) locate(ev trace.Event, text string) {
	var who trace.GoID
	var at Place
	if _, err := fmt.Sscan(text, &who, &at.Cell, &at.Line); err != nil {
		return
	}
	if who == 0 {
		who = ev.Goroutine()
	}
	g := r.track(who)
	if g.in && g.state.state.Waits() {
		g.state.at = at
		return
	}
	for i := len(g.stays) - 1; i >= max(0, len(g.stays)-maxBetween); i-- {
		if g.stays[i].state.Waits() {
			g.stays[i].at = at
			return
		}
	}
}

// maxBetween is how many stays there may be between a wait and the log of its place, in
// which a goroutine may be preempted.
const maxBetween = 4

// introduce notes who a goroutine is.
func (r *reader) introduce(ev trace.Event, text string) {
	f := strings.SplitN(text, " ", 6)
	if len(f) < 6 {
		return
	}
	var n [5]int64
	for i := range n {
		n[i], _ = strconv.ParseInt(f[i], 10, 64) // 0 says nothing
	}
	who := ev.Goroutine()
	if n[0] != 0 {
		who = trace.GoID(n[0])
	}
	g := r.track(who)
	g.said = &introduction{id: n[1], place: Place{int32(n[3]), int32(n[4])}, callee: f[5]}
	if g == r.main && n[0] == 0 {
		r.begin = ev.Time() // what came before was the kernel's
	}
}

// timeline makes of it all what the program did.
func (r *reader) timeline() *Timeline {
	if !r.whole {
		r.end = r.last
	}
	for _, g := range r.tracks {
		if g.in { // it goes on
			g.state.to = max(r.last, g.state.from)
			g.stays = append(g.stays, g.state)
		}
	}
	t := &Timeline{Events: r.events, Price: r.price, Whole: r.whole, Length: r.end.Sub(r.begin)}
	own, index := r.own()
	for _, g := range own {
		t.Goroutines = append(t.Goroutines, r.goroutine(g, index))
	}
	t.Resting = r.resting
	t.Processors = r.turns(index)
	return t
}
