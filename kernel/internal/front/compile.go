package front

import (
	"context"
	"iter"
	"time"
)

// Slice is how long a cell is compiled before Run looks whether something else has
// happened.
const slice = 10 * time.Millisecond

// A compiler compiles cells, one at a time, as a coroutine: whoever calls proceed is
// its time, and in between the language may be asked what changes nothing. Most cells
// take one slice only.
type compiler struct {
	next func() (done, ok bool)
	end  func()
	now  *compilation // under way, nil if there is none
}

// A compilation is what Compile is called for, and what it returns.
type compilation struct {
	do      func(pause func() error)
	done    func()
	stopped bool // it is to end soon
}

// errStopped ends the compilation of an interrupted cell.
var errStopped = fail(interrupted, "the cell was stopped while it was being compiled")

func newCompiler() *compiler {
	k := &compiler{}
	k.next, k.end = iter.Pull(func(yield func(done bool) bool) {
		for done := true; yield(done); {
			began := time.Now()
			k.now.do(func() error {
				switch {
				case k.now.stopped:
					return errStopped
				case time.Since(began) < slice:
					return nil
				case !yield(false):
					k.now.stopped = true
				}
				began = time.Now()
				if k.now.stopped {
					return errStopped
				}
				return nil
			})
		}
	})
	k.next() // to where it waits for work
	return k
}

// start begins a compilation, for one slice.
func (k *compiler) start(c *compilation) {
	k.now = c
	k.proceed()
}

// proceed goes on with the compilation for a slice, and calls done if that was all.
func (k *compiler) proceed() {
	if done, ok := k.next(); ok && done {
		c := k.now
		k.now = nil
		c.done()
	}
}

// stop has the compilation under way, if there is one, end when it next proceeds.
func (k *compiler) stop() {
	if k.now != nil {
		k.now.stopped = true
	}
}

// close ends the coroutine, and the compilation under way, whose done is not called.
func (k *compiler) close() {
	k.stop()
	k.end()
}

// always is a channel from which something can always be received.
var always = func() <-chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}()

// due is ready if there is a compilation to proceed with.
func (k *compiler) due() <-chan struct{} {
	if k.now != nil {
		return always
	}
	return nil
}

// goOn goes on with the compilation, after all requests that are there.
func (f *Front) goOn() {
	f.drain()
	select {
	case <-f.interrupts:
		f.interrupt()
	default:
	}
	if !f.ended {
		f.compiler.proceed()
	}
}

// compile compiles a part of a cell, loads what packages it needs for that, and calls
// done. That there is a worker is seen to before each attempt, since a new one begins
// with a replay, which must not have what is being compiled.
func (f *Front) compile(c *cell, src string, done func(*Unit, error)) {
	ctx, cancel := context.WithCancel(f.loads)
	var unit *Unit
	var err error
	c.giveUp = func() {
		cancel()
		f.compiler.stop()
	}
	f.attempt(ctx, nil, func(failed map[string]error, tried func([]string)) {
		if failure := f.ready(); failure != nil {
			unit, err = nil, failure
			tried(nil)
			return
		}
		var missing []string
		f.compiler.start(&compilation{
			do: func(pause func() error) {
				missing = f.cfg.Language.Try(failed, func() { unit, err = f.cfg.Language.Compile(c.number, src, pause) })
			},
			done: func() { tried(missing) },
		})
	}, func(stopped error) {
		cancel()
		c.giveUp = nil
		if stopped != nil {
			unit, err = nil, stopped
		}
		done(unit, err)
	})
}
