// A group of tasks with the first error, a limit and a context.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

type group struct {
	wg     sync.WaitGroup
	once   sync.Once
	err    error
	cancel context.CancelCauseFunc
	slots  chan struct{}
}

func withContext(ctx context.Context) (*group, context.Context) {
	ctx, cancel := context.WithCancelCause(ctx)
	return &group{cancel: cancel}, ctx
}

func (g *group) limit(n int) { g.slots = make(chan struct{}, n) }

func (g *group) run(f func() error) {
	if g.slots != nil {
		g.slots <- struct{}{}
	}
	g.wg.Add(1)
	go func() {
		defer func() {
			if g.slots != nil {
				<-g.slots
			}
			g.wg.Done()
		}()
		if err := f(); err != nil {
			g.once.Do(func() {
				g.err = err
				if g.cancel != nil {
					g.cancel(err)
				}
			})
		}
	}()
}

func (g *group) wait() error {
	g.wg.Wait()
	if g.cancel != nil {
		g.cancel(g.err)
	}
	return g.err
}

var errOdd = errors.New("odd")

func main() {
	var plain group
	var sum atomic.Int64
	for i := range 50 {
		plain.run(func() error { sum.Add(int64(i)); return nil })
	}
	fmt.Println(plain.wait(), sum.Load())

	g, ctx := withContext(context.Background())
	g.limit(2)
	started := make(chan bool)
	g.run(func() error {
		close(started)
		<-ctx.Done()
		return ctx.Err()
	})
	<-started
	g.run(func() error { return fmt.Errorf("task 3: %w", errOdd) })
	err := g.wait()
	fmt.Println(err, errors.Is(err, errOdd), ctx.Err(), context.Cause(ctx))

	g, ctx = withContext(context.Background())
	fmt.Println(g.wait(), ctx.Err())
}
