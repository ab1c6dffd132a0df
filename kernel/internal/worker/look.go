package worker

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"gosched/kernel/internal/deadlock"
	"gosched/kernel/internal/forms"
	"gosched/kernel/internal/link"
	"gosched/kernel/rt"
)

// look tells what goroutines do, and then ends them if it is to.
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
	all := rt.Situations(list, false)
	bundle, state := deadlock.Goroutines(all, w.cells.number())
	out.Seen = &link.Seen{Count: len(all), State: state}
	out.Seen.Table.Data, _ = forms.Encode(bundle, nil)
	if d.Look.Stop {
		out.Err = stop(list)
	}
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
	failed := make([]string, len(list))
	var all sync.WaitGroup
	for i, g := range list {
		all.Go(func() {
			if err := g.Stop(); err != nil {
				failed[i] = fmt.Sprintf("goroutine %d: %v", g.ID, err)
			}
		})
	}
	all.Wait()
	return strings.Join(slices.DeleteFunc(failed, func(s string) bool { return s == "" }), "; ")
}
