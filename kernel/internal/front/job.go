package front

import (
	"context"
	"encoding/json"
	"errors"
	"unicode/utf8"

	"gosched/kernel/internal/link"
	"gosched/kernel/internal/magic"
	"gosched/kernel/internal/module"
	"gosched/kernel/internal/wire"
)

// A job carries out the magic lines of a cell, and then its Go code, on a
// goroutine of its own. It is the magic.Env of its commands: what they ask for
// is done by Front.Run, which takes it from the front's channel of calls.
type job struct {
	f      *Front
	cell   *cell
	ctx    context.Context
	cancel context.CancelFunc // interrupts the commands, ends ctx
}

// errEnding is the error of what a command asks for while the kernel ends.
var errEnding = errors.New("the kernel is ending")

func (f *Front) startJob(c *cell, s *magic.Script) {
	ctx, cancel := context.WithCancel(f.ctx)
	c.job = &job{f: f, cell: c, ctx: ctx, cancel: cancel}
	f.jobs.Go(func() { c.job.run(ctx, s) })
}

// run is the job's goroutine.
func (j *job) run(ctx context.Context, s *magic.Script) {
	defer j.cancel()
	err := j.steps(ctx, s)
	if err != nil && ctx.Err() != nil {
		err = fail(interrupted, "the cell was stopped")
	}
	j.do(func() {
		if err != nil {
			j.f.finish(j.cell, asFailure(err))
		} else {
			j.f.succeed(j.cell)
		}
	})
}

// steps runs the commands and the Go code. A panic of a command is a bug, which
// ends the cell and is logged.
func (j *job) steps(ctx context.Context, s *magic.Script) (err error) {
	defer guarded{logf: j.f.cfg.Logf}.catch("running a command", func(e *Failure) { err = e })
	for i := range s.Calls {
		if err := s.Calls[i].Run(ctx, j); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	if s.Go == "" {
		return nil
	}
	_, err = j.Run(s.Go)
	return err
}

// do has f.Run call fn and waits for that; false means that it will not.
func (j *job) do(fn func()) bool {
	done := make(chan struct{})
	select {
	case j.f.calls <- func() { defer close(done); fn() }:
		<-done
		return true
	case <-j.f.closing:
		return false
	}
}

// wait has f.Run call fn and waits until fn, or what fn has set going there, calls
// done.
func (j *job) wait(fn func(done func())) {
	ended := make(chan struct{})
	if !j.do(func() { fn(func() { close(ended) }) }) {
		return
	}
	select {
	case <-ended:
	case <-j.f.closing:
	}
}

// understand has f.Run call ask, with all packages loaded that it needs, and waits.
func (j *job) understand(ask func()) error {
	var stopped error
	asked := false
	j.wait(func(done func()) {
		j.f.understand(j.ctx, ask, func(err error) {
			stopped, asked = err, true
			done()
		})
	})
	if !asked {
		return errEnding
	}
	return stopped
}

// part runs src as a part of the cell and waits for the outcome.
func (j *job) part(src string, then func(outcome)) (outcome, error) {
	result := make(chan outcome, 1)
	ok := j.do(func() {
		j.f.part(j.cell, src, func(o outcome) {
			if then != nil {
				then(o)
			}
			result <- o
		})
	})
	if !ok {
		return outcome{}, errEnding
	}
	select {
	case o := <-result:
		if o.failure != nil {
			return o, o.failure
		}
		return o, nil
	case <-j.f.closing:
		return outcome{}, errEnding
	}
}

func (j *job) Run(src string) (magic.Timing, error) {
	o, err := j.part(src, func(o outcome) {
		if o.failure == nil {
			j.f.showResult(j.cell, o.result)
		}
	})
	return magic.Timing{Elapsed: o.elapsed}, err
}

func (j *job) Trace(src, file string, limit int64) (magic.Timing, error) {
	j.do(func() { j.cell.trace = &link.Trace{File: file, Limit: limit} })
	defer j.do(func() { j.cell.trace = nil }) // if nothing of src runs
	return j.Run(src)
}

func (j *job) Eval(src string) (string, error) {
	o, err := j.part(src, nil)
	if err != nil || o.result == nil {
		return "", err
	}
	return plain(o.result), nil
}

func (j *job) Check(src string) (err error) {
	if stopped := j.understand(func() { err = j.f.cfg.Language.Check(j.cell.number, src) }); stopped != nil {
		return stopped
	}
	return err
}

func (j *job) Print(s magic.Stream, p []byte) {
	k := source{j.cell.number, link.Stdout}
	if s == magic.Stderr {
		k.stream = link.Stderr
	}
	j.do(func() { j.f.streams.add(k, p) })
}

func (j *job) Names() []magic.Name {
	var names []magic.Name
	j.wait(func(done func()) {
		names = j.f.cfg.Language.Names()
		var variables []int32
		for _, n := range names {
			variables = append(variables, j.f.cfg.Language.Variable(n.Name))
		}
		j.f.askValues(variables, func(texts []string) {
			for i := range names {
				names[i].Value = texts[i]
			}
			done()
		})
	})
	return names
}

func (j *job) Program() (text string, err error) {
	if stopped := j.understand(func() { text, err = j.f.cfg.Language.Program() }); stopped != nil {
		return "", stopped
	}
	return text, err
}

func (j *job) Doc(name string, detail int) (bundle map[string]string, ok bool) {
	j.wait(func(done func()) {
		j.f.describe(name, utf8.RuneCountInString(name), detail, func(b map[string]string, found bool) {
			bundle, ok = b, found
			done()
		})
	})
	return bundle, ok
}

func (j *job) Modules() *module.Importer { return j.f.cfg.Modules }

func (j *job) Reset() error {
	var failure *Failure
	if !j.do(func() { failure = j.f.resetWorker() }) {
		return errEnding
	}
	if failure != nil {
		return failure
	}
	return nil
}

func (j *job) Dir() (dir string) {
	j.do(func() { dir = j.f.place.dir })
	return dir
}

func (j *job) Chdir(dir string) {
	j.do(func() { j.f.place.chdir(&j.f.worker, dir) })
}

func (j *job) Environ() (env []string) {
	j.do(func() { env = j.f.place.environ() })
	return env
}

func (j *job) Setenv(key, value string) {
	j.do(func() { j.f.place.setenv(&j.f.worker, key, value) })
}

func (j *job) Unsetenv(key string) {
	j.do(func() { j.f.place.unsetenv(&j.f.worker, key) })
}

func (j *job) NextInput(text string) { j.payload(wire.SetNextInput(text, false)) }

func (j *job) Page(bundle map[string]string) { j.payload(wire.Page(textBundle(bundle), 0)) }

func (j *job) Exit() { j.payload(wire.AskExit(false)) }

func (j *job) payload(p wire.Payload) {
	j.do(func() { j.cell.payload = append(j.cell.payload, p) })
}

// textBundle makes a bundle of texts.
func textBundle(texts map[string]string) wire.Bundle {
	b := wire.Bundle{}
	for mime, text := range texts {
		if raw, err := json.Marshal(text); err == nil {
			b[mime] = raw
		}
	}
	return b
}
