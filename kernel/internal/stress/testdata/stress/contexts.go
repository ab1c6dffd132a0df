// Trees of contexts are cancelled while others grow and wait in them.
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

type depth struct{}

var errStorm = errors.New("storm")

func grow(ctx context.Context, levels int, wg *sync.WaitGroup, ended, wrong *atomic.Int32) {
	defer wg.Done()
	if levels > 0 {
		for range 2 {
			child, cancel := context.WithCancel(context.WithValue(ctx, depth{}, levels))
			wg.Add(1)
			go func() {
				defer cancel()
				grow(child, levels-1, wg, ended, wrong)
			}()
		}
	}
	<-ctx.Done()
	if context.Cause(ctx) != errStorm || levels < 2 && ctx.Value(depth{}) != levels+1 {
		wrong.Add(1)
	}
	ended.Add(1)
}

func run(n int) int {
	const contexts = 7
	var wrong atomic.Int32
	for done := 0; done < n; done += contexts {
		root, cancel := context.WithCancelCause(context.Background())
		var wg sync.WaitGroup
		var ended, after atomic.Int32
		stop := context.AfterFunc(root, func() { after.Add(1) })
		wg.Add(1)
		go grow(root, 2, &wg, &ended, &wrong)
		for range done % 4 {
			wg.Go(func() { cancel(errStorm) })
		}
		cancel(errStorm)
		wg.Wait()
		if stop() || ended.Load() != contexts {
			wrong.Add(1)
		}
	}
	return int(wrong.Load())
}
