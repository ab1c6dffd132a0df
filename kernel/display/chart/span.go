package chart

import (
	"cmp"
	"slices"
	"time"
)

// A Span is a stretch of time in a lane of a Gantt chart. If From and To are equal
// and it has no State, it is an instant and drawn as a diamond.
type Span struct {
	Lane  string // as a goroutine's name; lanes are rows
	Label string // written into the span as far as it fits
	// State gives the colour. "waiting", "blocked", "sleeping" and "idle" are drawn
	// thin, since nothing happens there.
	State    string
	From, To time.Duration
	Open     bool // had not ended when it was looked at
	// Note is what is said of the span under the pointer, "" for its lane, label, state
	// and times.
	Note string
}

// A State says how the spans of a Gantt chart that have it are drawn.
type State struct {
	Name   string
	Colour string // "#rrggbb"; "" for one that no other state has
	Thin   bool   // since nothing happens there
	Mark   rune   // in the text form; 0 for one that no other state has
}

// instant reports whether s is an event, not a stay.
func (s Span) instant() bool { return s.From == s.To && s.State == "" }

// An Arrow leads from one lane to another, as from who wakes to who is woken.
type Arrow struct {
	From, To  string        // lanes
	At, Until time.Duration // when it leaves From and reaches To
	Label     string
}

// still are the states in which nothing happens.
var still = map[string]bool{"waiting": true, "blocked": true, "sleeping": true, "idle": true}

// A lane is a row of a Gantt chart, or several if spans overlap.
type lane struct {
	name string
	rows [][]Span        // by From; only instants lie on other spans of their row
	ends []time.Duration // of what is in each row
}

// maxNested is how many rows a lane may have; what overlaps even more is drawn
// over each other in the last one.
const maxNested = 8

// lanes sorts spans into lanes, in the order in which these first appear.
func lanes(spans []Span) []lane {
	var all []lane
	index := map[string]int{}
	for _, s := range spans {
		if _, ok := index[s.Lane]; !ok {
			index[s.Lane] = len(all)
			all = append(all, lane{name: s.Lane})
		}
	}
	sorted := slices.Clone(spans)
	slices.SortStableFunc(sorted, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To))
	})
	for _, s := range sorted {
		all[index[s.Lane]].add(s)
	}
	return all
}

// add puts s into the first row in which it overlaps nothing. What takes no time
// needs no row of its own.
func (l *lane) add(s Span) {
	i := 0
	for i < len(l.rows) && i < maxNested-1 && l.ends[i] > s.From {
		i++
	}
	if i == len(l.rows) && i > 0 && s.From == s.To {
		i = 0
	}
	if i == len(l.rows) {
		l.rows, l.ends = append(l.rows, nil), append(l.ends, s.To)
	}
	l.rows[i], l.ends[i] = append(l.rows[i], s), max(l.ends[i], s.To)
}

// shades are the characters of states in the text form, stillMark that of the still ones.
var shades = []rune("█▓▒░#=+*")

const stillMark = '·'

// states returns the states that spans have, with how they are drawn: the given ones in
// their order, then the others in the order in which they appear.
func (f *gantt) states(spans []Span) []State {
	used := map[string]bool{}
	var names []string
	for _, s := range spans {
		if !used[s.State] {
			used[s.State], names = true, append(names, s.State)
		}
	}
	var list []State
	next, shade := 0, 0
	add := func(s State) {
		s.Thin = s.Thin || still[s.Name]
		switch {
		case isColour(s.Colour):
		case s.Thin:
			s.Colour = palette[len(palette)-1]
		default:
			s.Colour = palette[next%(len(palette)-1)]
			next++
		}
		switch {
		case s.Mark != 0:
		case s.Thin:
			s.Mark = stillMark
		default:
			s.Mark = shades[shade%len(shades)]
			shade++
		}
		list = append(list, s)
	}
	for _, s := range f.drawn {
		if used[s.Name] {
			used[s.Name] = false
			add(s)
		}
	}
	for _, name := range names {
		if used[name] {
			add(State{Name: name})
		}
	}
	return list
}

// forward returns the spans with those turned round that end before they begin,
// and how many these are.
func forward(spans []Span) (out []Span, turned int) {
	out = slices.Clone(spans)
	for i := range out {
		if s := &out[i]; s.To < s.From {
			s.From, s.To = s.To, s.From
			turned++
		}
	}
	return out, turned
}
