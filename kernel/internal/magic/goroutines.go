package magic

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

var goroutines = &Command{
	Name:  "goroutines",
	Form:  Line,
	Usage: "%goroutines [-cell N] [-stop] [ID...]",
	Short: "shows what the goroutines of the session do: a table that keeps itself up to date",
	Doc: "Who started each where, where it is, what it does or waits for, for how long, and which locks it holds, in the names of the program's variables; those that differ in their number only share a line. " +
		"The table is renewed twice a second while the cell runs, and after it while goroutines go on, until the next cell begins or nothing has changed for ten seconds. " +
		"-cell N shows those that cell N has started, directly or not. -stop ends those with the numbers ID, or all of -cell N, as an interrupt would: deferred functions run. The running cell's own goroutine is for an interrupt.",
	Example: "%goroutines\nticks := time.Tick(time.Hour)\ngo func() { <-ticks }()",
	run:     runGoroutines,
}

func runGoroutines(ctx context.Context, env Env, c *Call) error {
	flags, words, err := c.flags()
	if err != nil {
		return err
	}
	which, err := c.which(flags, words)
	if err != nil {
		return err
	}
	seen, err := env.Goroutines(which)
	switch {
	case which.Stop && seen != nil:
		return stopped(env, which, seen, err)
	case err != nil:
		return &Error{Name: "goroutines", Text: err.Error()}
	}
	t := &goroutineTable{which: which, live: live{env: env}}
	t.show(bundleOf(seen, which))
	env.Linger(func(ctx context.Context) { t.watch(ctx, seen.State) })
	return nil
}

// which reads what the call is about.
func (c *Call) which(flags flagSet, words []string) (w Which, err error) {
	w.Stop = flags.has("stop")
	if n, ok := flags["cell"]; ok {
		if w.Cell, err = strconv.Atoi(n); err != nil || w.Cell < 1 {
			return w, c.misuse("-cell needs the number of a cell")
		}
	}
	for _, word := range words {
		id, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return w, c.misuse(word + " is not the number of a goroutine")
		}
		w.IDs = append(w.IDs, id)
	}
	switch {
	case w.Stop && w.Cell == 0 && w.IDs == nil:
		return w, c.misuse("which? -stop needs numbers of goroutines or -cell N")
	case w.Cell != 0 && w.IDs != nil:
		return w, c.misuse("either -cell or numbers of goroutines")
	}
	return w, nil
}

// stopped says what has become of goroutines that were to end.
func stopped(env Env, which Which, seen *Goroutines, err error) error {
	switch {
	case err != nil:
		return &Error{Name: "goroutines", Text: err.Error()}
	case seen.Count == 0:
		say(env, fmt.Sprintf("there is nothing to end: no goroutine of cell %d goes on", which.Cell))
	case which.Cell != 0:
		say(env, fmt.Sprintf("%s of cell %d %s ended", count(seen.Count, "goroutine"), which.Cell, has(seen.Count)))
	default:
		say(env, fmt.Sprintf("%s %s ended", count(seen.Count, "goroutine"), has(seen.Count)))
	}
	return nil
}

func has(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}

// bundleOf is the table as it is shown.
func bundleOf(seen *Goroutines, which Which) map[string]string {
	switch {
	case seen.Count > 0:
		return seen.Table
	case which.Cell != 0:
		return said(fmt.Sprintf("no goroutine of cell %d goes on", which.Cell))
	}
	return said("no goroutine that a cell has started goes on")
}

const (
	// still is after how many looks that have found no change the table is left alone.
	still = 20
	// longest is how long it is renewed after its cell at most.
	longest = 10 * time.Minute
)

// A goroutineTable is a table that is renewed.
type goroutineTable struct {
	live
	which Which
}

// watch renews the table until there is no need to. State is what it shows.
func (t *goroutineTable) watch(ctx context.Context, state string) {
	timer := time.NewTicker(pace)
	defer timer.Stop()
	same, end := 0, time.Now().Add(longest)
	for same < still {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		seen, err := t.env.Goroutines(t.which)
		if err != nil {
			return
		}
		t.show(bundleOf(seen, t.which))
		if same++; seen.State != state {
			state, same = seen.State, 0
		}
		switch {
		case seen.Running:
			same, end = 0, time.Now().Add(longest)
		case seen.Count == 0 || !time.Now().Before(end):
			return
		}
	}
}
