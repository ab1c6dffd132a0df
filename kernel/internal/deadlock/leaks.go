package deadlock

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"gosched/kernel/rt"
)

// Leaked says in a line that goroutines of a cell, at least one, can never run again.
func Leaked(list []rt.Situation) string {
	var reasons []string
	inCircle := members(circles(&rt.Deadlock{Goroutines: list}))
	for i := 0; i < len(list) && len(reasons) <= 2; i++ {
		r := unreachable(&list[i])
		switch inCircle[&list[i]] {
		case 0:
		case 1:
			r = "one waits for a lock that it holds itself"
		default:
			r = "they wait for each other's locks"
		}
		if !slices.Contains(reasons, r) {
			reasons = append(reasons, r)
		}
	}
	if len(reasons) > 2 {
		reasons = []string{"nobody else has what they wait for"}
	}
	who := "1 goroutine"
	if n := len(list); n > 1 {
		who = fmt.Sprintf("%d goroutines", n)
	}
	return fmt.Sprintf("%s of this cell can never run again: %s (%%leaks explains)", who, strings.Join(reasons, "; "))
}

// unreachable says why the goroutine cannot go on.
func unreachable(s *rt.Situation) string {
	if len(s.Waits) == 0 {
		if strings.HasPrefix(s.On, "select (") {
			return "a select without cases waits for ever"
		}
		return "a nil channel is never ready"
	}
	var names []string
	for _, t := range s.Waits {
		if !slices.Contains(names, t.String()) {
			names = append(names, t.String())
		}
	}
	what := strings.Join(names, " or ")
	switch t := s.Waits[0]; {
	case t.Stopped && len(names) == 1:
		return "the timer of " + what + " has been stopped"
	case slices.ContainsFunc(s.Waits, func(t rt.Thing) bool { return t.Name == "" }):
		return "nobody else has " + what
	case len(names) > 1:
		return "nobody else has the channels " + what
	case strings.HasPrefix(t.Type, "chan "):
		return "nobody else has the channel " + what
	default:
		return "nobody else has the " + strings.TrimPrefix(t.Type, "sync.") + " " + what
	}
}

// Leaks returns an explanation of goroutines that can never run again, by media type.
func Leaks(list []rt.Situation) map[string]any {
	d := &rt.Deadlock{Goroutines: list}
	bundle, _ := Goroutines(list, 0)
	text, page := bundle["text/plain"].(string), bundle["text/html"].(string)
	say := func(s string) {
		s = strings.ToUpper(s[:1]) + s[1:]
		text += "\n\n" + s
		page += "<p>" + html.EscapeString(s) + "</p>"
	}
	rings := circles(d)
	for _, c := range rings {
		say(sentence(c, d.Cell))
		page += picture(c, d.Cell)
	}
	for _, s := range reasons(list, rings) {
		say(s)
	}
	say("%goroutines -stop ends them: their deferred functions run.")
	return map[string]any{"text/plain": text, "text/html": page}
}

// reasons says what is wrong with the circles, and of goroutines in none why they cannot go
// on and what helps.
func reasons(list []rt.Situation, rings [][]link) (said []string) {
	add := func(s string) {
		if !slices.Contains(said, s) && len(said) < mostHints {
			said = append(said, s)
		}
	}
	for _, c := range rings {
		add(circular(c))
	}
	inCircle := members(rings)
	for i := range list {
		if inCircle[&list[i]] == 0 {
			add(unreachable(&list[i]) + ". " + cure(&list[i]))
		}
	}
	return said
}

// members returns the goroutines in circles, and how many there are in each one's.
func members(rings [][]link) map[*rt.Situation]int {
	in := make(map[*rt.Situation]int)
	for _, c := range rings {
		for _, l := range c {
			in[l.who] = len(c)
		}
	}
	return in
}

// cure says how the program can be made so that the goroutine goes on.
func cure(s *rt.Situation) string {
	if len(s.Waits) == 0 {
		if strings.HasPrefix(s.On, "select (") {
			return "Wait for something that comes instead: for a channel that is closed, or for ctx.Done()."
		}
		return "A channel is made by make; what is only declared is nil."
	}
	switch t := s.Waits[0]; {
	case len(s.Waits) > 1:
		return "A further case <-ctx.Done(), and a call of the context's cancel function where the others are given up, lets it end."
	case t.Stopped:
		return "A timer or ticker that was stopped sends nothing and is not closed: a select with a further case, as <-ctx.Done(), lets it end."
	case t.Type == "sync.WaitGroup":
		return fmt.Sprintf("Its counter stays at %d: call Done by defer, once for each Add, or start the goroutines by Go.", t.Undone)
	case t.Type == "sync.Cond":
		return "Whoever makes the condition true must signal, and a goroutine that waits must look at the condition first: a signal that comes before Wait is lost."
	case !strings.HasPrefix(t.Type, "chan "):
		return "Unlock by defer, right after the call that locks."
	case strings.HasSuffix(t.Name, ".Done()"):
		return "Call the context's cancel function, by defer where it is made."
	case t.Send:
		return "Who receives has gone. A buffer for all that is sent (of 1 for one result) lets the sender go on; or it sends in a select with a case <-ctx.Done()."
	}
	return "Who sends must close it when nothing more comes (defer close), or the receiver waits in a select with a case <-ctx.Done()."
}
