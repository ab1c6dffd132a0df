package front

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/magic"
)

// lookTime is how long the worker may take to tell what goroutines do, and to end some.
const lookTime = 5 * time.Second

func (j *job) Goroutines(which magic.Which) (seen *magic.Goroutines, err error) {
	look := &link.Look{Cell: which.Cell, Stop: which.Stop, Which: which.IDs, Leaks: which.Leaks}
	err = errEnding
	j.wait(func(done func()) {
		f := j.f
		if f.worker.Worker == nil {
			err = fail("goroutines", "the worker process is not there, and no goroutine")
			done()
			return
		}
		f.ask(&link.Describe{Look: look}, lookTime, func(d *link.Described) {
			seen, err = f.seen(j.cell, d)
			done()
		})
	})
	return seen, err
}

// seen makes of the worker's answer what the cell that has asked is told.
func (f *Front) seen(asker *cell, d *link.Described) (seen *magic.Goroutines, err error) {
	if d == nil {
		return nil, fail("goroutines", "the worker process does not answer")
	}
	if d.Seen != nil {
		seen = &magic.Goroutines{Table: texts(&d.Seen.Table), Count: d.Seen.Count, State: d.Seen.State, Running: f.cell == asker && !asker.finishing}
	}
	if d.Err != "" {
		err = errors.New(d.Err)
	}
	return seen, err
}

func (j *job) Linger(do func(ctx context.Context)) {
	j.do(func() {
		ctx, cancel := context.WithCancel(j.f.ctx)
		j.f.lingering = append(j.f.lingering, cancel)
		j.f.jobs.Go(func() {
			defer cancel()
			defer guarded{logf: j.f.cfg.Logf}.catch("going on with a command", func(*Failure) {})
			do(ctx)
		})
	})
}

// endLingering ends what commands of earlier cells have left going on.
func (f *Front) endLingering() {
	for _, end := range f.lingering {
		end()
	}
	f.lingering = nil
}

// texts returns the forms of a bundle that are text.
func texts(b *link.Bundle) map[string]string {
	all := make(map[string]string)
	for mime, raw := range b.Data {
		var text string
		if json.Unmarshal(raw, &text) == nil {
			all[mime] = text
		}
	}
	return all
}
