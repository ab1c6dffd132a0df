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
}

// Goroutines reads the dump of a program's goroutines, which the Go runtime prints when
// it ends a program.
func Goroutines(dump string) []Goroutine {
	var list []Goroutine
	inside := false
	for line := range strings.Lines(dump) {
		line = strings.TrimRight(line, "\r\n")
		if g, ok := heading(line); ok {
			list, inside = append(list, g), true
			continue
		}
		inside = inside && line != ""
		if inside && !strings.HasPrefix(line, "\t") && !strings.HasPrefix(line, "created by ") {
			g := &list[len(list)-1]
			g.Calls = append(g.Calls, function(line))
		}
	}
	return list
}

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
