package timeline

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/exp/trace"
)

// own returns the program's goroutines in the order in which they began, and the
// index there of each of them and of the helpers that work for them.
func (r *reader) own() (list []*track, index map[trace.GoID]int) {
	index = make(map[trace.GoID]int)
	known := make(map[trace.GoID]bool)
	for _, g := range r.tracks {
		if !r.isOwn(g, known) || g.isHelper() {
			continue
		}
		g.stays = r.within(g.stays)
		if len(g.stays) == 0 {
			continue
		}
		if s := g.stays[0]; g.before && g != r.main && len(g.stays) == 1 && s.state.Waits() {
			r.resting++
			continue
		}
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *track) int {
		return cmp.Or(cmp.Compare(a.stays[0].from, b.stays[0].from), cmp.Compare(a.id, b.id))
	})
	for i, g := range list {
		index[g.id] = i
	}
	for _, g := range r.tracks {
		if i, ok := index[g.by]; ok && g.isHelper() {
			g.stays = r.within(g.stays)
			list[i].helpers = append(list[i].helpers, g)
		}
	}
	for i, g := range list {
		for _, h := range g.helpers {
			index[h.id] = i
		}
	}
	return list, index
}

// isOwn reports whether a goroutine is the program's, or a helper of one that is.
func (r *reader) isOwn(g *track, known map[trace.GoID]bool) bool {
	if is, ok := known[g.id]; ok {
		return is
	}
	is := false
	switch parent := r.tracks[g.by]; {
	case g == r.main, g.said != nil:
		is = true
	case isKernels(g.top) && !g.isHelper():
	case g.by == trace.NoGoroutine:
		is = !g.before && g.top != "" // a timer has started it
	case parent != nil:
		is = r.isOwn(parent, known)
	}
	known[g.id] = is
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

// within returns the stays as far as they are in the time that is looked at.
func (r *reader) within(stays []stay) []stay {
	kept := stays[:0]
	for _, s := range stays {
		if s.from, s.to = max(s.from, r.begin), min(s.to, r.end); s.from < s.to {
			kept = append(kept, s)
		}
	}
	return kept
}

// goroutine makes a Goroutine of a track.
func (r *reader) goroutine(g *track, index map[trace.GoID]int) *Goroutine {
	out := &Goroutine{ID: int64(g.id), Func: cmp.Or(g.name, g.top), Started: g.started, By: -1, Main: g == r.main, Ended: g.ended}
	if g.said != nil {
		out.ID = g.said.id
		out.Started, out.Func = g.said.place, cmp.Or(g.said.callee, out.Func)
	}
	if out.Main {
		out.Func = "main"
	}
	if i, ok := index[g.by]; ok && !out.Main {
		out.By = i
	}
	stays := g.whole()
	out.Stays = make([]Stay, 0, len(stays))
	for _, s := range stays {
		by := int32(-1)
		if i, ok := index[s.by]; ok && i != index[g.id] {
			by = int32(i)
		}
		out.Stays = append(out.Stays, Stay{From: s.from.Sub(r.begin), To: s.to.Sub(r.begin), At: s.at, By: by, State: s.state, Processor: int16(s.proc)})
	}
	return out
}

// whole returns the stays of g with those of its helpers in the place of its waits for
// them.
func (g *track) whole() []stay {
	if len(g.helpers) == 0 {
		return g.stays
	}
	helpers := slices.DeleteFunc(g.helpers, func(h *track) bool { return len(h.stays) == 0 })
	slices.SortFunc(helpers, func(a, b *track) int { return cmp.Compare(a.stays[0].from, b.stays[0].from) })
	var out []stay
	for _, s := range g.stays {
		if !s.helped || !s.state.Waits() {
			out = appendStay(out, s)
			continue
		}
		var h *track
		for len(helpers) > 0 && helpers[0].stays[0].from <= s.from {
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
func (h *track) during(s stay) (parts []stay) {
	ready := func(from, to trace.Time) stay {
		return stay{from: from, to: to, site: site{state: Runnable}, by: trace.NoGoroutine, proc: trace.NoProc}
	}
	at := s.from
	for _, part := range h.stays {
		part.from, part.to = max(part.from, at), min(part.to, s.to)
		if part.from >= part.to {
			continue
		}
		if part.from > at {
			parts = append(parts, ready(at, part.from))
		}
		if part.at == (Place{}) && part.state.Waits() {
			part.at = s.at
		}
		if nested[s.state] && part.state == Mutex {
			part.state = s.state
		}
		at, parts = part.to, append(parts, part)
	}
	if at < s.to {
		parts = append(parts, ready(at, s.to))
	}
	return parts
}

// appendStay appends a stay, or makes the last one longer if that goes on.
func appendStay(list []stay, s stay) []stay {
	if n := len(list) - 1; n >= 0 && list[n].state == s.state && list[n].proc == s.proc && !s.state.Waits() && list[n].to == s.from {
		list[n].to = s.to
		return list
	}
	return append(list, s)
}

// turns returns what ran on which processor.
func (r *reader) turns(index map[trace.GoID]int) []*Processor {
	byID := make(map[trace.ProcID]*Processor)
	var list []*Processor
	processor := func(id trace.ProcID) *Processor {
		p := byID[id]
		if p == nil {
			p = &Processor{ID: int(id)}
			byID[id], list = p, append(list, p)
		}
		return p
	}
	for id := range r.processors {
		processor(id)
	}
	for _, g := range r.tracks {
		i, ok := index[g.id]
		if !ok {
			i = -1
		}
		for _, s := range r.within(g.stays) {
			if s.state == Running && s.proc != trace.NoProc {
				p := processor(s.proc)
				p.Turns = append(p.Turns, Turn{s.from.Sub(r.begin), s.to.Sub(r.begin), i})
			}
		}
	}
	for _, p := range list {
		slices.SortFunc(p.Turns, func(a, b Turn) int { return cmp.Compare(a.From, b.From) })
	}
	slices.SortFunc(list, func(a, b *Processor) int { return cmp.Compare(a.ID, b.ID) })
	return list
}
