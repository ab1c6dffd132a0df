package worker

import (
	"cmp"
	"encoding/json"
	"html"
	"slices"
	"sync"
	"time"

	"gosched/kernel/internal/deadlock"
	"gosched/kernel/internal/forms"
	"gosched/kernel/internal/leak"
	"gosched/kernel/internal/link"
	"gosched/kernel/rt"
)

// Leaks are the goroutines that can never run again, as far as they have been found. That
// once found they stay what they are, is why they are remembered.
//
// Goroutines: each look at what waits for what is on one of its own (apart), which ends
// with it, so that nothing of it is on a stack that package leak takes for a root. After a
// cell that leaves goroutines of which nothing is known, one looks again a few times: it blocks
// on a timer and ends after some seconds.
type leaks struct {
	searching sync.Mutex // held by a search
	mu        sync.Mutex
	known     map[*rt.G]rt.Situation // without addresses: names that were found
}

// looks are the pauses before the looks at what a cell has left.
var looks = []time.Duration{300 * time.Millisecond, 2 * time.Second, 8 * time.Second}

// settling is how many milliseconds goroutines that run have to come to rest.
const settling = 5

// apart calls f on a goroutine of its own and waits for it.
func apart(f func()) {
	done := make(chan struct{})
	rt.Serve(func() {
		defer close(done)
		f()
	})
	<-done
}

// courtesy is how long the end of a cell that leaves goroutines waits at most for what is to be
// said of them: usually it takes 20 to 30 ms, but more if the session has much data, or if others run.
const courtesy = 100 * time.Millisecond

// leftovers tells the user of goroutines of a cell, which has ended, that can never run
// again: before it returns, if that is known soon, or later. A cell that leaves no goroutine is not
// held up.
func (w *worker) leftovers(cell *rt.Cell) {
	if all, _, _ := cell.Leftover(); all == 0 {
		return
	}
	reported := make(chan struct{})
	rt.Serve(func() {
		l := leftover{cell: cell}
		l.settle()
		done := w.report(&l, hasty)
		close(reported)
		for _, pause := range looks {
			if done {
				return
			}
			time.Sleep(pause)
			done = w.cells.number() == 0 && w.report(&l, leisurely)
		}
	})
	select {
	case <-reported:
	case <-time.After(courtesy):
	}
}

// A leftover is what a cell has left.
type leftover struct {
	cell   *rt.Cell
	judged blocked // when they were judged
}

// A blocked is how many goroutines are blocked, and since when the latest one: if neither has
// changed, they are the same.
type blocked struct {
	count  int
	latest int64
}

// settle gives goroutines some time to come to rest.
func (l *leftover) settle() {
	for range settling {
		var busy bool
		apart(func() { _, _, busy = l.now() })
		if !busy {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// now says how many goroutines of the cell there are, what is to be judged, and whether one of them runs.
func (l *leftover) now() (all int, b blocked, busy bool) {
	all, list, busy := l.cell.Leftover()
	b.count = len(list)
	for _, since := range list {
		b.latest = max(b.latest, since)
	}
	return all, b, busy
}

// report notes the goroutines of the cell that have leaked since the last time. It is done if
// all of the cell are blocked, and could be judged: who waits for a later cell is not looked at
// again. If none has blocked since they were judged, nothing is searched.
func (w *worker) report(l *leftover, patience time.Duration) (done bool) {
	var all int
	var b blocked
	apart(func() { all, b, _ = l.now() })
	if b.count == 0 || b == l.judged {
		return all == 0
	}
	told := make(map[int64]bool)
	for _, s := range w.leaks.of(l.cell.Number()) {
		told[s.ID] = true
	}
	err := w.leaks.search(patience)
	list := slices.DeleteFunc(w.leaks.of(l.cell.Number()), func(s rt.Situation) bool { return told[s.ID] })
	if len(list) > 0 {
		w.note(l.cell.Number(), deadlock.Leaked(list))
	}
	if err == nil {
		l.judged = b
	}
	return err == nil && all == b.count
}

// note shows a line in small print.
func (w *worker) note(cell int, line string) {
	out := &link.Display{Cell: cell, Bundle: link.Bundle{Data: make(map[string]json.RawMessage)}}
	out.Bundle.Data, _ = forms.Encode(map[string]any{"text/plain": line, "text/html": "<small>" + html.EscapeString(line) + "</small>"}, nil)
	w.conn.Send(out)
}

// How long a search goes on while other goroutines of the process run: at the end of a
// cell, afterwards, and when the user asks.
const (
	hasty     = 20 * time.Millisecond
	leisurely = 250 * time.Millisecond
	patient   = 3 * time.Second // the front waits for 5
)

// search looks for more.
func (l *leaks) search(patience time.Duration) (err error) {
	l.searching.Lock()
	defer l.searching.Unlock()
	var before []rt.Situation // the search lets go of variables that have the names
	apart(func() { before = withoutAddresses(rt.Situations(rt.Goroutines(), false)) })
	apart(func() {
		var found []*rt.G
		found, err = leak.Search(patience)
		l.add(found, before)
	})
	return err
}

func (l *leaks) add(found []*rt.G, named []rt.Situation) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known == nil {
		l.known = make(map[*rt.G]rt.Situation)
	}
	by := make(map[int64]rt.Situation, len(found))
	for _, s := range named {
		by[s.ID] = s
	}
	for _, g := range found {
		s, ok := by[g.ID]
		if _, known := l.known[g]; !known && ok {
			l.known[g] = s
		}
	}
}

// of returns those of a cell, 0 for all, that have not been ended.
func (l *leaks) of(cell int) (list []rt.Situation) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for g, s := range l.known {
		switch {
		case g.Ended():
			delete(l.known, g)
		case cell == 0 || s.Cell == cell:
			if w := g.Waiting(); w != nil {
				s.For = w.For
			}
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b rt.Situation) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// withoutAddresses returns situations that keep nothing alive.
func withoutAddresses(list []rt.Situation) []rt.Situation {
	for i := range list {
		for j := range list[i].Waits {
			list[i].Waits[j].Ptr = nil
		}
		for j := range list[i].Holds {
			list[i].Holds[j].Ptr = nil
		}
	}
	return list
}

// explain answers a question about leaks.
func (w *worker) explain(d *link.Describe) *link.Described {
	out := &link.Described{Seq: d.Seq}
	err := w.leaks.search(patient)
	list := w.leaks.of(d.Look.Cell)
	if err != nil && len(list) == 0 {
		out.Err = err.Error()
		return out
	}
	out.Seen = &link.Seen{Count: len(list)}
	if len(list) > 0 {
		out.Seen.Table.Data, _ = forms.Encode(deadlock.Leaks(list), nil)
	}
	return out
}
