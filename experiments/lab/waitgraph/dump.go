package waitgraph

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Goroutine is one of a dump.
type Goroutine struct {
	ID    int
	State string   // what it does or waits for, as "sync.Mutex.Lock"
	Calls []string // the functions it is in, innermost first, without packages and receivers
	Own   string   // what the dump says of it, without the calls by which Go itself starts it and waits
}

// Goroutines reads the dump of a program's goroutines, which the Go runtime prints when
// it ends a program.
func Goroutines(dump string) []Goroutine {
	var list []Goroutine
	inside, own := false, false
	for line := range strings.Lines(dump) {
		line = strings.TrimRight(line, "\r\n")
		if g, ok := heading(line); ok {
			g.Own = line + "\n"
			list, inside, own = append(list, g), true, false
			continue
		}
		inside = inside && line != ""
		if !inside {
			continue
		}
		g := &list[len(list)-1]
		if place := strings.HasPrefix(line, "\t"); !place {
			created := strings.HasPrefix(line, "created by ")
			own = !created && !ofGo(line)
			if !created {
				g.Calls = append(g.Calls, function(line))
			}
		}
		if own {
			g.Own += line + "\n"
		}
	}
	return list
}

// ofGo reports whether a call is one of the packages by which goroutines start and wait.
func ofGo(call string) bool {
	return strings.HasPrefix(call, "internal/") || strings.HasPrefix(call, "runtime.") || strings.HasPrefix(call, "sync.")
}

// In reports whether the goroutine is in a function of that name.
func (g Goroutine) In(function string) bool { return slices.Contains(g.Calls, function) }

// FromDump returns the graph of the goroutines in a dump that wait for a mutex. A dump
// tells in which functions they are, and not who holds what: a mutex does not know its
// owner. So waits says for what waits who locks in a function, and holds what is held
// there. The innermost function that waits has counts.
func FromDump(dump string, waits, holds map[string]string) *Graph {
	g := new(Graph)
	for _, gr := range Goroutines(dump) {
		i := slices.IndexFunc(gr.Calls, func(f string) bool { return waits[f] != "" })
		if i < 0 || gr.State != "sync.Mutex.Lock" {
			continue
		}
		who := fmt.Sprint("goroutine ", gr.ID)
		g.Wait(who, waits[gr.Calls[i]])
		if what := holds[gr.Calls[i]]; what != "" {
			g.Hold(who, what)
		}
	}
	return g
}

// heading reads "goroutine 7 [sync.Mutex.Lock, 2 minutes]:".
func heading(line string) (g Goroutine, ok bool) {
	rest, ok := strings.CutPrefix(line, "goroutine ")
	if !ok {
		return g, false
	}
	number, state, ok := strings.Cut(rest, " [")
	state, closed := strings.CutSuffix(state, "]:")
	id, err := strconv.Atoi(strings.Fields(number + " ?")[0]) // "7 gp=0x… m=nil"
	if !ok || !closed || err != nil {
		return g, false
	}
	g.ID = id
	g.State, _, _ = strings.Cut(state, ",")
	return g, true
}

// function returns the bare name of the function in "main.(*T[...]).f[...](0xc000, ...)".
func function(call string) string {
	if i := strings.LastIndexByte(call, '('); i > 0 {
		call = call[:i]
	}
	call = strings.TrimSuffix(call, "[...]")
	return call[strings.LastIndexByte(call, '.')+1:]
}
