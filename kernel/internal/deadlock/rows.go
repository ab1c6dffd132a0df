package deadlock

import (
	"fmt"
	"strings"
	"time"

	"gosched/kernel/rt"
)

// A row is a line of the table.
type row struct {
	goroutine, started, at, waits, since, holds string
	count                                       int // goroutines like this one
}

// mostRows is how many lines a table has at most.
const mostRows = 40

// header is above the rows.
var header = row{"goroutine", "started at", "is at", "waits for", "since", "holds", 1}

func (r *row) cells() []string {
	name := r.goroutine
	if r.count > 1 {
		name += fmt.Sprintf(" and %d more", r.count-1)
	}
	return []string{name, r.started, r.at, r.waits, r.since, r.holds}
}

// rows returns the lines of the table, and how many goroutines are in none.
func rows(d *rt.Deadlock) (list []row, more int) {
	index := make(map[row]int) // without what may differ
	for i := range d.Goroutines {
		r := rowOf(&d.Goroutines[i], d.Cell)
		alike := r
		alike.goroutine, alike.since = d.Goroutines[i].Callee, ""
		if len(d.Goroutines) > mostRows { // variables of calls of one function are alike, too
			alike.waits, alike.holds = withoutNumbers(alike.waits), withoutNumbers(alike.holds)
		}
		if at, ok := index[alike]; ok {
			list[at].count++
			continue
		}
		if len(list) == mostRows {
			more++
			continue
		}
		index[alike] = len(list)
		list = append(list, r)
	}
	return list, more
}

// withoutNumbers takes away what distinguishes variables of one name.
func withoutNumbers(names string) string {
	parts := strings.Split(names, " #")
	for i := range parts[1:] {
		parts[i+1] = strings.TrimLeft(parts[i+1], "0123456789")
	}
	return strings.Join(parts, "")
}

func rowOf(s *rt.Situation, cell int) row {
	r := row{goroutine: label(s, cell), waits: s.Does(), count: 1}
	if s.On != "" {
		r.since = ago(s.For)
	}
	if s.At != (rt.StackLine{}) {
		r.at = s.At.Place()
	}
	if s.Via.Cell > 0 {
		r.at = s.Via.Place() + ", in " + r.at
	}
	if s.Created.Cell > 0 && s.Created.Line > 0 {
		r.started = s.Created.Place()
	}
	var holds []string
	for _, t := range s.Holds {
		if t.Read {
			holds = append(holds, t.String()+" (reading)")
		} else {
			holds = append(holds, t.String())
		}
	}
	r.holds = strings.Join(holds, ", ")
	return r
}

// label names a goroutine and the function that it runs.
func label(s *rt.Situation, cell int) string {
	if s.Main && s.Cell == cell {
		return "main"
	}
	if s.Callee == "main.main" && s.Created == (rt.StackLine{}) { // a call that it has left behind
		return fmt.Sprintf("%d main of cell %d", s.ID, s.Cell)
	}
	runs := s.Callee
	if !strings.HasPrefix(runs, "main.") && !strings.HasPrefix(runs, "cell ") && s.At.Func != "" {
		runs = s.At.Func // what has started it is compiled
	}
	return fmt.Sprintf("%d %s", s.ID, strings.TrimPrefix(runs, "main."))
}

// ago shows how long somebody has waited.
func ago(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return d.Round(time.Second).String()
}
