package magic

import (
	"html"
	"maps"
	"sync"
	"time"
)

// A live is an output of the cell that changes while a command works.
type live struct {
	env    Env
	update func(bundle map[string]string) // nil until something is shown
	shown  map[string]string
}

// show shows a bundle in the place of the one before.
func (v *live) show(bundle map[string]string) {
	switch {
	case v.update == nil:
		v.update = v.env.Display(bundle)
	case !maps.Equal(bundle, v.shown):
		v.update(bundle)
	}
	v.shown = bundle
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
// Goroutine: tick, started by start, blocks on a timer, ended by end.
type task struct {
	live
	line    func(took time.Duration) map[string]string
	started time.Time
	stopped chan struct{} // closed by end
	ticking sync.WaitGroup
}

// startTask begins to watch over work that a verb says all about, as "compiling" does.
func startTask(env Env, verb string) *task {
	t := newTask(env, func(took time.Duration) map[string]string {
		return said(verb + " … " + duration(took.Round(100*time.Millisecond)))
	})
	t.start()
	return t
}

// newTask returns a task whose line is a function of how long it has taken.
func newTask(env Env, line func(took time.Duration) map[string]string) *task {
	return &task{live: live{env: env}, line: line, started: time.Now(), stopped: make(chan struct{})}
}

func (t *task) start() { t.ticking.Go(t.tick) }

func (t *task) tick() {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		select {
		case <-t.stopped:
			return
		case <-timer.C:
			t.show(t.line(time.Since(t.started)))
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

// took says how long the work has taken so far.
func (t *task) took() string { return duration(time.Since(t.started).Round(time.Millisecond)) }
