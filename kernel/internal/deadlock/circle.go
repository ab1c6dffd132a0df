package deadlock

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"

	"gosched/kernel/rt"
)

// A link is a part of a circle: a goroutine, and what it waits for.
type link struct {
	who  *rt.Situation
	lock rt.Thing
	// behind says that the next goroutine does not hold the lock but waits for it, and
	// is to have it before.
	behind bool
}

// mostCircles is how many circles are shown.
const mostCircles = 3

// circles returns the circles of goroutines that wait for each other's locks. No
// goroutine is in two of them.
func circles(d *rt.Deadlock) (list [][]link) {
	w := &walk{byID: make(map[int64]*rt.Situation), writer: make(map[unsafe.Pointer]*rt.Situation),
		visited: make(map[*rt.Situation]bool), at: make(map[*rt.Situation]int), done: make(map[request]bool)}
	for i := range d.Goroutines {
		s := &d.Goroutines[i]
		w.byID[s.ID] = s
		if len(s.Waits) > 0 && s.Waits[0].Ptr != nil && !s.Waits[0].Read && w.writer[s.Waits[0].Ptr] == nil {
			w.writer[s.Waits[0].Ptr] = s
		}
	}
	for i := 0; i < len(d.Goroutines) && len(list) < mostCircles; i++ {
		if c := w.visit(&d.Goroutines[i]); c != nil {
			list = append(list, c)
		}
	}
	return list
}

// A walk looks for circles.
type walk struct {
	byID    map[int64]*rt.Situation
	writer  map[unsafe.Pointer]*rt.Situation // the first one that waits for a lock, and not for reading
	visited map[*rt.Situation]bool
	path    []link
	at      map[*rt.Situation]int // where it is on the path
	done    map[request]bool      // no circle goes on from who waits so
}

// A request is a way to wait for a lock.
type request struct {
	lock unsafe.Pointer
	read bool
}

// visit returns a circle that s leads to and that nobody who was visited before is in.
func (w *walk) visit(s *rt.Situation) []link {
	if i, ok := w.at[s]; ok {
		return slices.Clone(w.path[i:])
	}
	if w.visited[s] || len(s.Waits) == 0 {
		return nil
	}
	w.visited[s] = true
	r := request{s.Waits[0].Ptr, s.Waits[0].Read}
	if w.done[r] {
		return nil
	}
	w.at[s] = len(w.path)
	defer delete(w.at, s)
	for _, e := range w.edges(s) {
		w.path = append(w.path, link{s, s.Waits[0], e.behind})
		c := w.visit(e.to)
		w.path = w.path[:len(w.path)-1]
		if c != nil {
			return c
		}
	}
	w.done[r] = r.lock != nil // of a leaked one the address is not kept
	return nil
}

// An edge leads to a goroutine that another one waits for.
type edge struct {
	to     *rt.Situation
	behind bool
}

// edges returns the goroutines that s waits for: of the writers that are before a reader one, as
// all of them wait for the same.
func (w *walk) edges(s *rt.Situation) (list []edge) {
	t := s.Waits[0]
	for _, h := range t.Holders {
		if to := w.byID[h.ID]; to != nil && !h.Ended && !(t.Read && h.Read) {
			list = append(list, edge{to: to})
		}
	}
	if first := w.writer[t.Ptr]; t.Read && len(list) == 0 && first != nil {
		list = append(list, edge{first, true})
	}
	return list
}

// nameOf names a goroutine in a sentence.
func nameOf(s *rt.Situation, cell int) string {
	if s.Main && s.Cell == cell {
		return "main"
	}
	return fmt.Sprintf("goroutine %d", s.ID)
}

// mostTold is how many goroutines of a circle a sentence tells.
const mostTold = 20

// sentence tells a circle: "main waits for b, held by goroutine 7, which waits for a, held
// by main."
func sentence(c []link, cell int) string {
	name := func(s *rt.Situation) string { return nameOf(s, cell) }
	if len(c) == 1 {
		return name(c[0].who) + " waits for " + c[0].lock.String() + ", which it holds itself."
	}
	var b strings.Builder
	b.WriteString(name(c[0].who))
	for i, l := range c {
		if i == mostTold {
			fmt.Fprintf(&b, ", and so on: %d wait so, the last one for %s, held by %s", len(c), c[len(c)-1].lock, name(c[0].who))
			break
		}
		if i > 0 {
			b.WriteString(", which")
		}
		b.WriteString(" waits for " + l.lock.String())
		next := name(c[(i+1)%len(c)].who)
		if l.behind {
			b.WriteString(", for which " + next + " is before it")
		} else {
			b.WriteString(", held by " + next)
		}
	}
	return b.String() + "."
}
