// Groups of tasks, written here: the first error is kept and cancels the others,
// and no more tasks than the limit are inside.
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

type group struct {
	cancel context.CancelCauseFunc
	wg     sync.WaitGroup
	slots  chan struct{}
	once   sync.Once
	err    error
}

func (g *group) run(f func() error) {
	if g.slots != nil {
		g.slots <- struct{}{}
	}
	g.wg.Add(1)
	go func() {
		defer g.leave()
		if err := f(); err != nil {
			g.once.Do(func() {
				g.err = err
				g.cancel(err)
			})
		}
	}()
}

func (g *group) leave() {
	if g.slots != nil {
		<-g.slots
	}
	g.wg.Done()
}

func (g *group) wait() error {
	g.wg.Wait()
	g.cancel(g.err)
	return g.err
}

var errTask = errors.New("task")

func run(n int) (wrong int) {
	const tasks = 6
	for done := 0; done < n; done += tasks {
		ctx, cancel := context.WithCancelCause(context.Background())
		g := &group{cancel: cancel, slots: make(chan struct{}, 3)}
		var inside, most, ran atomic.Int32
		fails := done/tasks%2 == 0
		for i := range tasks {
			g.run(func() error {
				ran.Add(1)
				if k := inside.Add(1); k > most.Load() {
					most.Store(k)
				}
				defer inside.Add(-1)
				if fails && i == 3 {
					return errTask
				}
				if fails && i > 3 {
					<-ctx.Done()
					return context.Cause(ctx)
				}
				return nil
			})
		}
		err := g.wait()
		if fails && err != errTask || !fails && err != nil || ran.Load() != tasks || most.Load() > 3 || ctx.Err() == nil {
			wrong++
		}
	}
	return wrong
}
