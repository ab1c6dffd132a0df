package gantt

import (
	"strings"
	"time"

	"gosched/kernel/internal/timeline"
)

// A striper takes the stays of a lane in order and passes on what is drawn: those that
// are long enough, and stripes in the place of short ones that follow each other.
type striper struct {
	grain  time.Duration
	whole  func(timeline.Stay)
	stripe func(state timeline.State, from, to time.Duration, n int, in parts)
	short  int // stays drawn in stripes

	pending []timeline.Stay // short ones, without gaps
	due     parts           // what has been taken and not been drawn; negative if more was drawn
}

// parts are times by state.
type parts [timeline.NumStates]time.Duration

// add takes the next stay.
func (s *striper) add(stay timeline.Stay) {
	if n := len(s.pending); n > 0 && s.pending[n-1].To != stay.From {
		s.flush()
	}
	if stay.Len() >= s.grain {
		s.flush()
		s.whole(stay)
		return
	}
	s.pending = append(s.pending, stay)
	if stay.To-s.pending[0].From >= s.grain {
		s.flush()
	}
}

// flush draws what is pending: a stay by itself, or a stripe in the state of which most
// is due.
func (s *striper) flush() {
	if len(s.pending) == 0 {
		return
	}
	first, last := s.pending[0], s.pending[len(s.pending)-1]
	if len(s.pending) == 1 {
		s.whole(first)
	} else {
		var in parts
		for _, stay := range s.pending {
			in[stay.State] += stay.Len()
			s.due[stay.State] += stay.Len()
		}
		most := 0
		for state, d := range s.due {
			if d > s.due[most] {
				most = state
			}
		}
		s.due[most] -= last.To - first.From
		s.stripe(timeline.State(most), first.From, last.To, len(s.pending), in)
		s.short += len(s.pending)
	}
	s.pending = s.pending[:0]
}

// String lists what there is, as "running 12 µs, select 3 µs".
func (p parts) String() string {
	var list []string
	for state, d := range p {
		if d > 0 {
			list = append(list, timeline.State(state).String()+" "+tell(d))
		}
	}
	return strings.Join(list, ", ")
}
