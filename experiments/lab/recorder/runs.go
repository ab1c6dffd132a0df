package recorder

import "gosched/experiments/lab"

// A Run is one run of a program: what it recorded, and how long it took.
type Run struct {
	*Recorder
	Took float64 // document seconds
}

// Best runs the programs in turn, rounds times, each time with a new Recorder, and
// returns the shortest run of each.
//
// Whether stays followed each other or were at the same time is told best by the run
// itself: it took their Total, or as long as the Longest. On a busy machine sleeps last
// longer than they should, and so do the stays: that alters neither.
func Best(rounds int, programs ...func(seen *Recorder)) []Run {
	shortest := make([]Run, len(programs))
	for range max(rounds, 1) {
		for i, program := range programs {
			seen := New()
			took := lab.Best(1, func() { program(seen) })[0]
			if last := shortest[i]; last.Recorder == nil || took < last.Took {
				shortest[i] = Run{seen, took}
			}
		}
	}
	return shortest
}

// Total returns the sum of the lengths of all stays.
func (r *Recorder) Total() float64 { return lab.Sum(r.lengths()) }

// Longest returns the length of the longest stay, 0 if there is none.
func (r *Recorder) Longest() float64 { return lab.Longest(r.lengths()) }

func (r *Recorder) lengths() (lengths []float64) {
	for _, s := range r.Spans() {
		lengths = append(lengths, s.To-s.From)
	}
	return lengths
}
