package gantt

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gosched/kernel/display"
	"gosched/kernel/internal/timeline"
)

// A row is a line of the table of states.
type row struct {
	state timeline.State
	sum   timeline.Sum
	rest  time.Duration // of the goroutines that are not drawn
}

// Table returns what the goroutines spent in which state.
func Table(t *timeline.Timeline, o Options) display.Table {
	if o.Lanes == 0 {
		o.Lanes = DefaultLanes
	}
	drawn := t.Busiest(o.Lanes)
	rest := t.Sums(func(i int) bool { _, is := slices.BinarySearch(drawn, i); return !is })
	var rows []row
	for state, sum := range t.Sums(timeline.All) {
		if sum.Times > 0 {
			rows = append(rows, row{timeline.State(state), sum, rest[state].Total})
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { // running, ready, then waits, the longest first
		return cmp.Or(cmp.Compare(min(a.state, 2), min(b.state, 2)), cmp.Compare(b.sum.Total, a.sum.Total))
	})
	columns := []string{"state", "time", "times", "longest", "whose"}
	if len(drawn) < len(t.Goroutines) {
		columns = append(columns, "not drawn")
	}
	var lines []map[string]string
	for _, r := range rows {
		lines = append(lines, map[string]string{
			"state": described(r.state), "time": tell(r.sum.Total), "times": grouped(r.sum.Times),
			"longest": tell(r.sum.Longest.Len()), "whose": whose(t, r.sum) + o.code(r.sum.Longest.At, 40), "not drawn": tell(r.rest),
		})
	}
	right := map[string]string{"time": "right", "times": "right", "longest": "right", "not drawn": "right"}
	return display.Table{Rows: lines, Columns: columns, Align: right, Limit: -1}
}

// described is the state as the table has it.
func described(s timeline.State) string {
	switch s {
	case timeline.Running:
		return "running (CPU time)"
	case timeline.Runnable:
		return "runnable (waits for a processor)"
	}
	return s.String()
}

// whose says whose the longest stay was.
func whose(t *timeline.Timeline, sum timeline.Sum) string {
	s := fmt.Sprintf("%d %s", t.Goroutines[sum.Whose].ID, name(t.Goroutines[sum.Whose]))
	if at := place(sum.Longest.At); at != "" {
		s += " at " + at
	}
	return s
}

// Summary says in a line how long the program took, what it kept busy, and what waited
// longest.
func Summary(t *timeline.Timeline) string {
	sums := t.Sums(timeline.All)
	parts := []string{fmt.Sprintf("%s in %s", counted(len(t.Goroutines), "goroutine"), tell(t.Length)),
		"CPU time " + tell(sums[timeline.Running].Total), counted(sums[timeline.Running].Times, "switch")}
	var longest timeline.Sum
	for _, sum := range sums {
		if sum.State.Waits() && sum.Longest.Len() > longest.Longest.Len() {
			longest = sum
		}
	}
	if longest.Times > 0 {
		text := fmt.Sprintf("longest wait %s, %s of %s", tell(longest.Longest.Len()), longest.State, whose(t, longest))
		if by := longest.Longest.By; by >= 0 {
			text += ", ended by " + who(t.Goroutines[by])
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

// tell prints a duration with three digits.
func tell(d time.Duration) string {
	ns := float64(d)
	for _, u := range []struct {
		size float64
		name string
	}{{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}} {
		if ns >= u.size*0.9995 {
			return strconv.FormatFloat(ns/u.size, 'g', max(3, digitsBefore(ns/u.size)), 64) + " " + u.name
		}
	}
	return strconv.FormatInt(int64(d), 10) + " ns"
}

// digitsBefore is how many digits v has before the point.
func digitsBefore(v float64) (n int) {
	for v >= 0.9995 {
		v, n = v/10, n+1
	}
	return n
}

func counted(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "ch"):
		noun += "e"
	}
	return grouped(n) + " " + noun + "s"
}

// grouped prints a number with commas.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
