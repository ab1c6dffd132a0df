package deadlock

import (
	"fmt"
	"slices"
	"strings"

	"gosched/kernel/rt"
)

// mostHints is how many sentences are said.
const mostHints = 4

// hints returns sentences that explain the deadlock: what is wrong with the circles, or, if
// there are none, what nobody can do any more.
func hints(d *rt.Deadlock, rings [][]link) []string {
	var list []string
	say := func(s string) {
		if s != "" && len(list) < mostHints && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	for _, c := range rings {
		say(circular(c))
	}
	for i := 0; i < len(d.Goroutines) && len(list) < mostHints; i++ {
		s := &d.Goroutines[i]
		say(leftLocked(s))
		if len(rings) == 0 && !inPackage(s) {
			say(heldMeanwhile(d, s))
			say(missing(s))
		}
	}
	if len(list) == 0 { // what packages have for themselves says less
		for i := range d.Goroutines {
			say(missing(&d.Goroutines[i]))
		}
	}
	return list
}

// inPackage says whether the goroutine waits for a channel in a function of a package.
func inPackage(s *rt.Situation) bool {
	return s.Via.Cell > 0 && len(s.Waits) > 0 && strings.HasPrefix(s.Waits[0].Type, "chan ")
}

// heldMeanwhile speaks of a lock whose holder waits for something else.
func heldMeanwhile(d *rt.Deadlock, s *rt.Situation) string {
	if len(s.Waits) == 0 {
		return ""
	}
	t := s.Waits[0]
	for _, h := range t.Holders {
		i := slices.IndexFunc(d.Goroutines, func(s rt.Situation) bool { return s.ID == h.ID })
		if i >= 0 && !h.Ended && !(t.Read && h.Read) && d.Goroutines[i].On != "" {
			holder := &d.Goroutines[i]
			return fmt.Sprintf("%s is held by %s, which waits as well: %s.", t, nameOf(holder, d.Cell), holder.WaitsFor())
		}
	}
	return ""
}

// circular says what is wrong with a circle.
func circular(c []link) string {
	lock := c[0].lock
	switch {
	case len(c) > 1 && slices.ContainsFunc(c, func(l link) bool { return l.behind }):
		return fmt.Sprintf("A goroutine that waits to lock %s goes before new readers, also before one that reads already: "+
			"who holds it for reading must not read-lock it again.", lock)
	case len(c) > 1 && slices.ContainsFunc(c, func(l link) bool { return l.lock.Type == "sync.Once" }):
		return "Do of a Once returns when its function has returned: each of them waits for what the next one is about to finish."
	case len(c) > 1:
		return "Each of them waits for a lock that the next one holds. If all take the locks in the same order, there is no such circle."
	case lock.Type == "sync.Once" && lock.Name == "":
		return "A function that is to be called once must not wait for itself to be called."
	case lock.Type == "sync.Once":
		return fmt.Sprintf("The function that %s.Do calls must not call it again.", lock)
	case slices.ContainsFunc(c[0].who.Holds, func(t rt.Thing) bool { return t.Ptr == lock.Ptr && t.Read }):
		return fmt.Sprintf("Who holds %s for reading cannot lock it: it waits until all readers have gone, itself included.", lock)
	}
	return "Go's mutexes are not re-entrant: who holds one and locks it again waits for itself."
}

// leftLocked speaks of a lock whose holder has ended.
func leftLocked(s *rt.Situation) string {
	if len(s.Waits) == 0 {
		return ""
	}
	t := s.Waits[0]
	for _, h := range t.Holders {
		if h.Ended {
			who := fmt.Sprintf("goroutine %d of cell %d", h.ID, h.Cell)
			if h.Main {
				who = fmt.Sprintf("the main goroutine of cell %d", h.Cell)
			}
			text := fmt.Sprintf("%s is held by %s, which has ended without unlocking it.", t, who)
			switch {
			case t.Name == "" || t.Type == "sync.Once":
				return text
			case h.Read:
				return text + fmt.Sprintf(" A cell with %s.RUnlock() gives it back.", t)
			}
			return text + fmt.Sprintf(" A cell with %s.Unlock() gives it back.", t)
		}
	}
	return ""
}

// missing says what would have woken the goroutine.
func missing(s *rt.Situation) string {
	if len(s.Waits) == 0 {
		switch s.On {
		case "select (no cases)":
			return "A select without cases waits for ever."
		case "chan send (nil chan)":
			return "A nil channel, declared and not made, is never ready."
		case "chan receive (nil chan)", "select":
			return "A nil channel, declared and not made or Done of a context that nobody can cancel, is never ready."
		}
		return ""
	}
	if s.On == "select" {
		return "No goroutine can go on and make a case of the select ready."
	}
	return missingFor(s.Waits[0])
}

func missingFor(t rt.Thing) string {
	ctx, isContext := strings.CutSuffix(t.Name, ".Done()")
	switch {
	case t.Type == "sync.WaitGroup":
		return fmt.Sprintf("The counter of %s is still %d, and no goroutine can go on and call Done.", t, t.Undone)
	case t.Type == "sync.Cond":
		return fmt.Sprintf("No goroutine can go on and signal %s; a signal that comes before Wait is lost.", t)
	case (t.Type == "sync.Mutex" || t.Type == "sync.RWMutex") && len(t.Holders) == 0 && t.Name != "":
		return fmt.Sprintf("No goroutine is known to have locked %s: it may be a copy of a lock that was locked.", t)
	case t.Type == "errgroup.Group":
		return fmt.Sprintf("What %s runs has not returned, and cannot go on.", t)
	case t.Type == "semaphore.Weighted":
		return fmt.Sprintf("No goroutine can go on and release %s.", t)
	case t.Type == "io.PipeReader":
		return fmt.Sprintf("No goroutine can go on and write to the other end of %s or close it.", t)
	case t.Type == "io.PipeWriter":
		return fmt.Sprintf("No goroutine can go on and read from the other end of %s or close it.", t)
	case !strings.HasPrefix(t.Type, "chan "):
		return ""
	case t.Stopped:
		return fmt.Sprintf("The timer of %s has been stopped, or has fired before: it will not send.", t)
	case isContext:
		return fmt.Sprintf("No goroutine can go on and cancel %s.", ctx)
	case !t.Send:
		return fmt.Sprintf("No goroutine can go on and send to %s or close it.", t)
	case t.Cap > 0:
		return fmt.Sprintf("%s is full (capacity %d), and no goroutine can go on and receive from it.", t, t.Cap)
	}
	return fmt.Sprintf("%s has no buffer, and no goroutine can go on and receive from it.", t)
}
