package deadlock

import (
	"fmt"
	"slices"
	"strings"

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
	byID := make(map[int64]*rt.Situation)
	for i := range d.Goroutines {
		byID[d.Goroutines[i].ID] = &d.Goroutines[i]
	}
	visited := make(map[*rt.Situation]bool)
	var path []link
	var visit func(s *rt.Situation) []link
	visit = func(s *rt.Situation) []link {
		if i := slices.IndexFunc(path, func(l link) bool { return l.who == s }); i >= 0 {
			return slices.Clone(path[i:])
		}
		if visited[s] {
			return nil
		}
		visited[s] = true
		for _, e := range edges(d, s) {
			if next := byID[e.to]; next != nil {
				path = append(path, link{s, s.Waits[0], e.behind})
				c := visit(next)
				path = path[:len(path)-1]
				if c != nil {
					return c
				}
			}
		}
		return nil
	}
	for i := range d.Goroutines {
		if c := visit(&d.Goroutines[i]); c != nil && len(list) < mostCircles {
			list = append(list, c)
		}
	}
	return list
}

// An edge leads to a goroutine that another one waits for.
type edge struct {
	to     int64
	behind bool
}

// edges returns the goroutines that s waits for.
func edges(d *rt.Deadlock, s *rt.Situation) (list []edge) {
	if len(s.Waits) == 0 {
		return nil
	}
	t := s.Waits[0]
	for _, h := range t.Holders {
		if !h.Ended && !(t.Read && h.Read) {
			list = append(list, edge{to: h.ID})
		}
	}
	if !t.Read || len(list) > 0 {
		return list
	}
	for i := range d.Goroutines {
		if w := &d.Goroutines[i]; w != s && len(w.Waits) > 0 && w.Waits[0].Ptr == t.Ptr && !w.Waits[0].Read {
			list = append(list, edge{w.ID, true})
		}
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
