// Package recorder remembers who was inside when.
//
// A program under study calls Enter or Doing where something begins and the function
// it gets where that ends, or Note for what has no duration. Afterwards the
// recorder answers: in which order, at what time, how many at once, how long
// together. As the result of a cell it is a picture of that. Times are document
// seconds since New.
package recorder

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"gosched/experiments/lab"
)

// A Span is one stay of someone, or an instant if From and To are equal.
type Span struct {
	Name  string
	State string  // what was done there, "" if that was not said
	From  float64 // document seconds
	To    float64 // document seconds; of a stay not ended yet, that of the question
	Open  bool    // not ended yet
}

// A Recorder collects spans. Any goroutine may use it.
type Recorder struct {
	watch *lab.Stopwatch

	mu    sync.Mutex
	lanes []string // names in the order of the picture; guarded by mu
	spans []Span   // in order of From; guarded by mu
}

// New returns an empty Recorder whose clock starts now. The names given come first in
// the picture, in this order: of goroutines that begin together, any may be the first.
func New(names ...string) *Recorder { return &Recorder{watch: lab.Start(), lanes: names} }

// Lanes says which names come first in the picture, as New does, and returns r.
func (r *Recorder) Lanes(names ...string) *Recorder {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lanes = names
	return r
}

// Note records that name was seen now.
func (r *Recorder) Note(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.watch.Seconds()
	r.spans = append(r.spans, Span{Name: name, From: now, To: now})
}

// Enter records that name is inside from now until leave is called.
func (r *Recorder) Enter(name string) (leave func()) { return r.Doing(name, "") }

// Doing is like Enter, but also says what name does there. States have colours in
// the picture; "waiting" and "sleeping" are drawn thin.
func (r *Recorder) Doing(name, state string) (leave func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := len(r.spans)
	r.spans = append(r.spans, Span{Name: name, State: state, From: r.watch.Seconds(), Open: true})
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		if s := &r.spans[i]; s.Open {
			s.To, s.Open = r.watch.Seconds(), false
		}
	}
}

// Spans returns what was recorded, in the order in which it began.
func (r *Recorder) Spans() []Span {
	r.mu.Lock()
	defer r.mu.Unlock()
	spans := slices.Clone(r.spans)
	now := r.watch.Seconds()
	for i := range spans {
		if spans[i].Open {
			spans[i].To = now
		}
	}
	return spans
}

// Order returns the names in the order in which they were noted or entered.
func (r *Recorder) Order() []string {
	var names []string
	for _, s := range r.Spans() {
		names = append(names, s.Name)
	}
	return names
}

// At returns when name was first noted or entered, and -1 if it never was.
func (r *Recorder) At(name string) float64 {
	for _, s := range r.Spans() {
		if s.Name == name {
			return s.From
		}
	}
	return -1
}

// Gaps returns the times between one note of name and the next.
func (r *Recorder) Gaps(name string) (gaps []float64) {
	last := -1.0
	for _, s := range r.Spans() {
		if s.Name != name {
			continue
		}
		if last >= 0 {
			gaps = append(gaps, s.From-last)
		}
		last = s.From
	}
	return gaps
}

// MaxInside returns how many were inside at the same time, at most.
func (r *Recorder) MaxInside() int {
	spans := r.Spans()
	most := 0
	for _, at := range spans {
		inside := 0
		for _, s := range spans {
			if s.From <= at.From && at.From < s.To {
				inside++
			}
		}
		most = max(most, inside)
	}
	return most
}

// Overlap returns for how long a and b were inside together.
func (r *Recorder) Overlap(a, b string) float64 {
	total := 0.0
	spans := r.Spans()
	for _, s := range spans {
		for _, t := range spans {
			if s.Name == a && t.Name == b {
				total += max(0, min(s.To, t.To)-max(s.From, t.From))
			}
		}
	}
	return total
}

// String returns one line for each span, as "1.0 s name" for an instant and
// "1.0-3.0 s name" for a stay, with the state behind the name.
func (r *Recorder) String() string {
	var b strings.Builder
	for _, s := range r.Spans() {
		who := strings.TrimSpace(s.Name + " " + s.State)
		switch {
		case s.Open:
			fmt.Fprintf(&b, "%.1f-    s %s\n", s.From, who)
		case s.From == s.To:
			fmt.Fprintf(&b, "%.1f s     %s\n", s.From, who)
		default:
			fmt.Fprintf(&b, "%.1f-%.1f s %s\n", s.From, s.To, who)
		}
	}
	return b.String()
}
