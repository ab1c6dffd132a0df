// Module: golang.org/x/sync
package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"
)

func main() {
	var sum atomic.Int64
	g, ctx := errgroup.WithContext(context.Background())
	g.SetLimit(3)
	for i := range 20 {
		g.Go(func() error { sum.Add(int64(i)); return nil })
	}
	fmt.Println(g.Wait(), sum.Load(), ctx.Err())

	var h errgroup.Group
	h.Go(func() error { return errors.New("one fails") })
	fmt.Println(h.Wait())

	s := semaphore.NewWeighted(2)
	fmt.Println(s.TryAcquire(2), s.TryAcquire(1))
	s.Release(2)
	fmt.Println(s.Acquire(context.Background(), 1))

	var f singleflight.Group
	v, err, shared := f.Do("key", func() (any, error) { return 42, nil })
	fmt.Println(v, err, shared)
	fmt.Printf("%T %T\n", g, s)
}
