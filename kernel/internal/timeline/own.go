package timeline

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// own returns the program's goroutines in the order in which they began, and the
// index there of each of them and of the helpers that work for them, -1 for the others,
// by number.
func (r *reader) own() (list []*track, index []int32) {
	known := make(map[*track]bool)
	index = make([]int32, len(r.order))
	for i := range index {
		index[i] = -1
	}
	for _, g := range r.order {
		g.stays = r.within(g.stays)
		if !r.isOwn(g, known) || g.isHelper() || len(g.stays) == 0 {
			continue
		}
		if s := g.stays[0]; g.before && g != r.main && len(g.stays) == 1 && s.State.Waits() {
			r.resting++
			continue
		}
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *track) int {
		return cmp.Or(cmp.Compare(a.stays[0].From, b.stays[0].From), cmp.Compare(a.id, b.id))
	})
	for i, g := range list {
		index[g.number] = int32(i)
	}
	for _, h := range r.order {
		if h.isHelper() && h.by != nil && index[h.by.number] >= 0 && !h.by.isHelper() {
			h.by.helpers = append(h.by.helpers, h)
			index[h.number] = index[h.by.number]
		}
	}
	return list, index
}

// isOwn reports whether a goroutine is the program's, or a helper of one that is.
func (r *reader) isOwn(g *track, known map[*track]bool) bool {
	if is, ok := known[g]; ok {
		return is
	}
	known[g] = false // a damaged trace may have circles
	is := false
	switch {
	case g == r.main, g.said != nil:
		is = true
	case isKernels(g.top) && !g.isHelper():
	case g.by == nil:
		is = !g.before && g.top != "" // a timer has started it
	default:
		is = r.isOwn(g.by, known)
	}
	known[g] = is
	return is
}

// isKernels reports whether a goroutine that begins with the function is one of the
// kernel's or the runtime's own.
func isKernels(top string) bool {
	for _, prefix := range []string{"gosched/kernel/", "runtime.", "runtime/trace.", "os/signal."} {
		if strings.HasPrefix(top, prefix) {
			return true
		}
	}
	return false
}

// isHelper reports whether the goroutine waits in the place of another.
func (g *track) isHelper() bool {
	return strings.HasPrefix(g.top, "gosched/kernel/rt.await") || strings.HasPrefix(g.top, "gosched/kernel/rt.(*Outside).Do") ||
		strings.HasPrefix(g.top, "gosched/kernel/rt.(*helper).run")
}

// within returns the stays as far as they are in the time that is looked at, counted
// from its beginning.
func (r *reader) within(stays []Stay) []Stay {
	kept := stays[:0]
	for _, s := range stays {
		s.From, s.To = max(s.From, r.begin)-r.begin, min(s.To, r.end)-r.begin
		if s.From < s.To {
			kept = append(kept, s)
		}
	}
	return kept
}

// goroutine makes a Goroutine of a track.
func (r *reader) goroutine(g *track, index []int32) *Goroutine {
	out := &Goroutine{ID: int64(g.id), Func: cmp.Or(g.name, g.top), Started: g.started, By: -1, Main: g == r.main, Ended: g.ended, Stays: g.whole()}
	if g.said != nil {
		out.ID = g.said.id
		out.Started, out.Func = g.said.place, cmp.Or(g.said.callee, out.Func)
	}
	if out.Main {
		out.Func = "main"
	} else if g.by != nil {
		out.By = int(index[g.by.number])
	}
	own := index[g.number]
	for i := range out.Stays {
		if s := &out.Stays[i]; s.By >= 0 {
			if s.By = index[s.By]; s.By == own {
				s.By = -1
			}
		}
	}
	return out
}

// whole returns the stays of g with those of its helpers in the place of its waits for
// them.
func (g *track) whole() []Stay {
	if len(g.helpers) == 0 {
		return g.stays
	}
	helpers := slices.DeleteFunc(g.helpers, func(h *track) bool { return len(h.stays) == 0 })
	slices.SortFunc(helpers, func(a, b *track) int { return cmp.Compare(a.stays[0].From, b.stays[0].From) })
	var out []Stay
	for _, s := range g.stays {
		if !s.helped {
			out = appendStay(out, s)
			continue
		}
		var h *track
		for len(helpers) > 0 && helpers[0].stays[0].From <= s.From {
			h, helpers = helpers[0], helpers[1:]
		}
		if h == nil {
			out = appendStay(out, s) // it was there before
			continue
		}
		for _, part := range h.during(s) {
			out = appendStay(out, part)
		}
	}
	return out
}

// during returns what the helper does while its goroutine waits for it.
func (h *track) during(s Stay) (parts []Stay) {
	ready := func(from, to time.Duration) Stay {
		return Stay{From: from, To: to, State: Runnable, By: -1, Processor: -1}
	}
	at := s.From
	for _, part := range h.stays {
		part.From, part.To = max(part.From, at), min(part.To, s.To)
		if part.From >= part.To {
			continue
		}
		if part.From > at {
			parts = append(parts, ready(at, part.From))
		}
		if part.At == (Place{}) && part.State.Waits() {
			part.At = s.At
		}
		if nested[s.State] && part.State == Mutex {
			part.State = s.State
		}
		at, parts = part.To, append(parts, part)
	}
	if at < s.To {
		parts = append(parts, ready(at, s.To))
	}
	return parts
}

// appendStay appends a stay, or makes the last one longer if that goes on.
func appendStay(list []Stay, s Stay) []Stay {
	if n := len(list) - 1; n >= 0 && list[n].State == s.State && list[n].Processor == s.Processor && !s.State.Waits() && list[n].To == s.From {
		list[n].To = s.To
		return list
	}
	return append(list, s)
}

// turns returns what ran on which processor.
func (r *reader) turns(index []int32) []*Processor {
	byID := make(map[int]*Processor)
	var list []*Processor
	processor := func(id int) *Processor {
		p := byID[id]
		if p == nil {
			p = &Processor{ID: id}
			byID[id], list = p, append(list, p)
		}
		return p
	}
	for id := range r.processors {
		processor(int(id))
	}
	for _, g := range r.order {
		for _, s := range g.stays {
			if s.State == Running && s.Processor >= 0 {
				p := processor(int(s.Processor))
				p.Turns = append(p.Turns, Turn{s.From, s.To, int(index[g.number])})
			}
		}
	}
	for _, p := range list {
		slices.SortFunc(p.Turns, func(a, b Turn) int { return cmp.Compare(a.From, b.From) })
	}
	slices.SortFunc(list, func(a, b *Processor) int { return cmp.Compare(a.ID, b.ID) })
	return list
}
