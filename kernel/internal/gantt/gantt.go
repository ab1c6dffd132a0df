// Package gantt draws a timeline: lanes of goroutines and below them those of the
// processors, the states in colour, and a table of what they sum up to.
//
// A stay that is shorter than a few pixels cannot be told from its neighbours. Where
// several such follow each other they are drawn as stripes of the width of the grain,
// each in the state of which most is still due in its lane: so what a state takes of
// the lane's length is what it took of the time, to the width of a stripe.
package gantt

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gosched/kernel/display/chart"
	"gosched/kernel/internal/timeline"
)

// Options say what is drawn.
type Options struct {
	Title string
	Lanes int // of goroutines, and of processors, at most; 0 for DefaultLanes

	// Code returns the source of a line, "" if it is not known; nil if none is. It names
	// the variables that a goroutine waits for.
	Code func(cell, line int) string
}

// code returns the source of a place with the colon that it stands behind, and at most so
// many characters.
func (o Options) code(p timeline.Place, most int) string {
	if o.Code == nil || p.Line == 0 {
		return ""
	}
	text := []rune(strings.TrimSpace(o.Code(int(p.Cell), int(p.Line))))
	if len(text) > most {
		text = append(text[:most-1], '…')
	}
	if len(text) == 0 {
		return ""
	}
	return ": " + string(text)
}

// DefaultLanes is how many goroutines are drawn.
const DefaultLanes = 24

// Sizes of the picture.
const (
	width     = 860 // pixels
	columns   = 660 // of them for time, about
	grain     = 4   // width of a stripe, in pixels
	maxArrows = 40  // more would hide what they point at
)

// states are the kinds of states as they are drawn: thick what uses or wants a
// processor, thin what waits.
var states = []chart.State{
	{Name: timeline.Runs.String(), Colour: "#1c9a78", Mark: '█'},
	{Name: timeline.Ready.String(), Colour: "#b58900", Mark: '▒'},
	{Name: timeline.InSystem.String(), Colour: "#8d6e63", Mark: 'S'},
	{Name: timeline.OnChannel.String(), Colour: "#2b7fc4", Thin: true, Mark: 'c'},
	{Name: timeline.OnSelect.String(), Colour: "#6f6fd0", Thin: true, Mark: 's'},
	{Name: timeline.OnLock.String(), Colour: "#d0466a", Thin: true, Mark: 'L'},
	{Name: timeline.OnGroup.String(), Colour: "#b8549f", Thin: true, Mark: 'w'},
	{Name: timeline.OnCond.String(), Colour: "#d4661a", Thin: true, Mark: 'o'},
	{Name: timeline.Sleeps.String(), Colour: "#7a7f86", Thin: true, Mark: 'z'},
	{Name: timeline.OnInput.String(), Colour: "#2e8fa3", Thin: true, Mark: 'n'},
	{Name: timeline.OnRuntime.String(), Colour: "#7d8f2f", Thin: true, Mark: '-'},
	{Name: onProcessor[foreign], Colour: "#5f6b7a", Mark: '░'},
	{Name: onProcessor[idle], Colour: "#9a9fa6", Thin: true, Mark: '·'},
}

// Chart draws a timeline.
func Chart(t *timeline.Timeline, o Options) *chart.Chart {
	d := draw(t, o)
	c := chart.Gantt(d.spans, d.arrows...).States(states...).Titled(o.Title)
	c.Width = width
	c.Caption = d.caption()
	return c
}

// draw collects what is drawn of a timeline.
func draw(t *timeline.Timeline, o Options) *drawing {
	if o.Lanes == 0 {
		o.Lanes = DefaultLanes
	}
	d := &drawing{t: t, options: o, shown: make(map[int]string), grain: t.Length * grain / columns}
	drawn := t.Busiest(o.Lanes)
	for _, i := range drawn { // who wakes may come after who is woken
		d.shown[i] = lane(t.Goroutines[i])
	}
	for _, i := range drawn {
		d.goroutine(i)
	}
	d.processors = t.BusiestProcessors(o.Lanes)
	for _, p := range d.processors {
		d.processor(p)
	}
	if len(d.arrows) > maxArrows {
		d.arrows = nil
	}
	return d
}

// A drawing collects what is drawn.
type drawing struct {
	t       *timeline.Timeline
	options Options
	grain   time.Duration
	shown   map[int]string // lanes of goroutines, by index
	spans   []chart.Span
	arrows  []chart.Arrow
	short   int // stays that are drawn in stripes

	processors []*timeline.Processor // that have lanes
}

// lane is how the lane of a goroutine is called.
func lane(g *timeline.Goroutine) string {
	s := fmt.Sprintf("%d %s", g.ID, name(g))
	if at := place(g.Started); at != "" && !g.Main {
		s += " · " + at
	}
	return s
}

// name is what a goroutine runs.
func name(g *timeline.Goroutine) string {
	if g.Func == "" {
		return "?"
	}
	if g.Func == "sync.(*WaitGroup).Go.func1" {
		return "WaitGroup.Go" // the place says more than how that is made
	}
	closure := strings.TrimPrefix(g.Func, fmt.Sprintf("cell %d.", g.Started.Cell)) // the place says which
	return strings.TrimPrefix(closure, "main.")
}

// who names a goroutine in a sentence.
func who(g *timeline.Goroutine) string { return fmt.Sprintf("goroutine %d (%s)", g.ID, name(g)) }

// place words a line of a cell, "" if there is none.
func place(p timeline.Place) string {
	if p.Line == 0 {
		return ""
	}
	return fmt.Sprintf("cell %d, line %d", p.Cell, p.Line)
}

// goroutine draws the lane of a goroutine, and who woke it.
func (d *drawing) goroutine(i int) {
	g := d.t.Goroutines[i]
	in := d.shown[i]
	var s striper
	s.grain = d.grain
	s.whole = func(stay timeline.Stay) {
		d.spans = append(d.spans, chart.Span{Lane: in, State: stay.State.Kind().String(), From: stay.From, To: stay.To, Note: d.note(g, stay)})
	}
	s.stripe = func(state timeline.State, from, to time.Duration, n int, parts parts) {
		d.spans = append(d.spans, chart.Span{Lane: in, State: state.Kind().String(), From: from, To: to,
			Note: fmt.Sprintf("%s: %d short stays from %s to %s: %s", who(g), n, tell(from), tell(to), parts)})
	}
	for _, stay := range g.Stays {
		s.add(stay)
		if by, ok := d.shown[int(stay.By)]; ok && stay.By >= 0 && len(d.arrows) <= maxArrows {
			d.arrows = append(d.arrows, chart.Arrow{From: by, To: in, At: stay.To, Until: stay.To, Label: "wakes"})
		}
	}
	s.flush()
	d.short += s.short
}

// note is what is said of a stay under the pointer.
func (d *drawing) note(g *timeline.Goroutine, s timeline.Stay) string {
	text := who(g) + ": " + s.State.String()
	if at := place(s.At); at != "" {
		text += " at " + at
	}
	if s.State == timeline.Running && s.Processor >= 0 {
		text += " on P" + strconv.Itoa(int(s.Processor))
	}
	text += fmt.Sprintf(", %s to %s, %s", tell(s.From), tell(s.To), tell(s.Len()))
	if s.By >= 0 {
		text += "; woken by " + who(d.t.Goroutines[s.By])
	}
	if code := d.options.code(s.At, 40); code != "" {
		text += "; the line" + code
	}
	return text
}

// processor draws the lane of a processor.
func (d *drawing) processor(p *timeline.Processor) {
	in := fmt.Sprintf("P%d", p.ID)
	var s striper
	s.grain = d.grain
	s.whole = func(stay timeline.Stay) {
		span := chart.Span{Lane: in, State: onProcessor[stay.State], From: stay.From, To: stay.To}
		what := span.State
		if stay.By >= 0 {
			g := d.t.Goroutines[stay.By]
			span.Label, what = strconv.FormatInt(g.ID, 10), "runs "+who(g)
		}
		span.Note = fmt.Sprintf("%s: %s, %s to %s, %s", in, what, tell(stay.From), tell(stay.To), tell(stay.Len()))
		d.spans = append(d.spans, span)
	}
	s.stripe = func(state timeline.State, from, to time.Duration, n int, parts parts) {
		d.spans = append(d.spans, chart.Span{Lane: in, State: onProcessor[state], From: from, To: to,
			Note: fmt.Sprintf("%s: from %s to %s it ran the program for %s, the kernel and the runtime for %s", in, tell(from), tell(to), tell(parts[timeline.Running]), tell(parts[foreign]))})
	}
	at := time.Duration(0)
	rest := func(until time.Duration) {
		if until > at {
			s.add(timeline.Stay{From: at, To: until, State: idle, By: -1})
		}
	}
	for _, turn := range p.Turns {
		rest(turn.From)
		state := timeline.Running
		if turn.Goroutine < 0 {
			state = foreign
		}
		s.add(timeline.Stay{From: turn.From, To: turn.To, State: state, By: int32(turn.Goroutine)})
		at = turn.To
	}
	rest(d.t.Length)
	s.flush()
}

// States of processors, for which those of goroutines serve that have no processor.
const (
	idle    = timeline.Other
	foreign = timeline.Runtime
)

// onProcessor are the names of the states of processors.
var onProcessor = map[timeline.State]string{timeline.Running: timeline.Runs.String(), foreign: "kernel and runtime", idle: "idle"}

// caption says what the picture leaves out.
func (d *drawing) caption() string {
	var parts []string
	if n := len(d.t.Goroutines) - len(d.shown); n > 0 {
		parts = append(parts, fmt.Sprintf("drawn are the %d busiest of %s goroutines; what the other %s did is in the table's last column",
			len(d.shown), grouped(len(d.t.Goroutines)), grouped(n)))
	}
	if n := len(d.t.Processors); n > len(d.processors) {
		parts = append(parts, fmt.Sprintf("drawn are the %d busiest of %d processors", len(d.processors), n))
	}
	if n := d.t.Resting; n > 0 {
		are := "are"
		if n == 1 {
			are = "is"
		}
		parts = append(parts, fmt.Sprintf("%s of earlier cells only waited and %s left out", counted(n, "goroutine"), are))
	}
	if d.short > 0 {
		parts = append(parts, fmt.Sprintf("%s are too short to be drawn each: there, stripes of about %s have the states in proportion",
			counted(d.short, "stay"), tell(d.grain)))
	}
	return strings.Join(parts, "; ")
}
