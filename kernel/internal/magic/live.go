package magic

import (
	"html"
	"sync"
	"time"
)

// A live is an output of the cell that changes while a command works.
type live struct {
	env    Env
	update func(bundle map[string]string) // nil until something is shown
	shown  string                         // the text of it
}

// show shows a bundle in the place of the one before.
func (v *live) show(bundle map[string]string) {
	text := bundle["text/plain"]
	switch {
	case v.update == nil:
		v.update = v.env.Display(bundle)
	case text != v.shown:
		v.update(bundle)
	}
	v.shown = text
}

// said is a line of text in small print as a bundle.
func said(line string) map[string]string {
	return map[string]string{"text/plain": line, "text/html": "<small>" + html.EscapeString(line) + "</small>"}
}

const (
	// patience is how long work may take before it is shown to be under way.
	patience = 500 * time.Millisecond
	// pace is how often that is renewed.
	pace = 500 * time.Millisecond
)

// A task is work with one line that says that it is under way, and for how long, if it
// takes long. The line ends with what was done.
//
// Goroutine: tick, started by startTask, blocks on a timer, ended by end.
type task struct {
	live
	verb    string // "compiling"
	started time.Time
	stopped chan struct{} // closed by end
	ticking sync.WaitGroup
}

// startTask begins to watch over work.
func startTask(env Env, verb string) *task {
	t := &task{live: live{env: env}, verb: verb, started: time.Now(), stopped: make(chan struct{})}
	t.ticking.Go(t.tick)
	return t
}

func (t *task) tick() {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		select {
		case <-t.stopped:
			return
		case <-timer.C:
			t.show(said(t.verb + " … " + duration(time.Since(t.started).Round(100*time.Millisecond))))
			timer.Reset(pace)
		}
	}
}

// end says what was done, if it has been said that it is, and reports whether it has.
func (t *task) end(done string) (told bool) {
	close(t.stopped)
	t.ticking.Wait()
	if t.update == nil {
		return false
	}
	t.show(said(done))
	return true
}
