package worker

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gosched/kernel/internal/deadlock"
	"gosched/kernel/internal/forms"
	"gosched/kernel/internal/link"
	"gosched/kernel/rt"
)

// look tells what goroutines do, or ends them if it is to.
func (w *worker) look(d *link.Describe) *link.Described {
	if d.Look.Leaks {
		return w.explain(d)
	}
	out := &link.Described{Seq: d.Seq}
	list, err := chosen(d.Look)
	if err != nil {
		out.Err = err.Error()
		return out
	}
	if d.Look.Stop {
		out.Seen, out.Err = &link.Seen{Count: len(list)}, stop(list)
		return out
	}
	all := rt.Situations(list, false)
	bundle, state := deadlock.Goroutines(all, w.cells.number())
	out.Seen = &link.Seen{Count: len(all), State: state}
	out.Seen.Table.Data, _ = forms.Encode(bundle, nil)
	return out
}

// chosen returns the goroutines that l is about, in their order.
func chosen(l *link.Look) ([]*rt.G, error) {
	list := rt.Goroutines()
	slices.SortFunc(list, func(a, b *rt.G) int { return cmp.Compare(a.ID, b.ID) })
	list = slices.DeleteFunc(list, func(g *rt.G) bool { return l.Cell != 0 && g.Cell() != l.Cell })
	if len(l.Which) == 0 {
		if l.Stop { // the cell's own is for an interrupt
			list = slices.DeleteFunc(list, (*rt.G).IsMain)
		}
		return list, nil
	}
	var which []*rt.G
	for _, id := range l.Which {
		i := slices.IndexFunc(list, func(g *rt.G) bool { return g.ID == id })
		if i < 0 {
			return nil, unknown(id, list)
		}
		which = append(which, list[i])
	}
	return which, nil
}

// mostNamed is how many goroutines a message names.
const mostNamed = 20

// unknown is the error for a number that no goroutine of the list has.
func unknown(id int64, list []*rt.G) error {
	if len(list) == 0 {
		return fmt.Errorf("there is no goroutine %d, and no other", id)
	}
	var ids []string
	for _, g := range list[:min(len(list), mostNamed)] {
		ids = append(ids, fmt.Sprint(g.ID))
	}
	if more := len(list) - len(ids); more > 0 {
		ids = append(ids, fmt.Sprintf("and %d more", more))
	}
	return fmt.Errorf("there is no goroutine %d; there are %s", id, strings.Join(ids, ", "))
}

// stop ends the goroutines, all at once, and says which it could not end.
func stop(list []*rt.G) string {
	var failed []string
	more := 0
	for i, err := range rt.StopAll(list) {
		switch {
		case err == nil:
		case len(failed) == mostNamed:
			more++
		default:
			failed = append(failed, fmt.Sprintf("goroutine %d: %v", list[i].ID, err))
		}
	}
	if more > 0 {
		failed = append(failed, fmt.Sprintf("and %d more have not ended", more))
	}
	return strings.Join(failed, "; ")
}
