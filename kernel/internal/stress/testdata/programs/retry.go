// Retries with a deadline, hedged requests, and a circuit breaker.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

var errFlaky = errors.New("flaky")

func retry(ctx context.Context, times int, f func(int) error) error {
	var errs []error
	for i := range times {
		err := f(i)
		if err == nil {
			return nil
		}
		errs = append(errs, fmt.Errorf("attempt %d: %w", i, err))
		select {
		case <-time.After(time.Microsecond << i):
		case <-ctx.Done():
			return errors.Join(append(errs, ctx.Err())...)
		}
	}
	return errors.Join(errs...)
}

func hedge[T any](fs ...func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithCancel(context.Background())
	type answer struct {
		v   T
		err error
	}
	answers := make(chan answer, len(fs))
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	for _, f := range fs {
		wg.Go(func() {
			v, err := f(ctx)
			answers <- answer{v, err}
		})
	}
	var last answer
	for range fs {
		if last = <-answers; last.err == nil {
			break
		}
	}
	return last.v, last.err
}

type breaker struct {
	mu       sync.Mutex
	failures int
	open     bool
}

func (b *breaker) call(f func() error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.open {
		return errors.New("open")
	}
	err := f()
	if err != nil {
		b.failures++
		b.open = b.failures >= 3
	} else {
		b.failures = 0
	}
	return err
}

func main() {
	fmt.Println(retry(context.Background(), 5, func(i int) error {
		if i < 3 {
			return errFlaky
		}
		return nil
	}))
	fmt.Println(retry(context.Background(), 2, func(int) error { return errFlaky }))
	ctx, cancel := context.WithCancel(context.Background())
	err := retry(ctx, 100, func(i int) error {
		if i == 1 {
			cancel()
			time.Sleep(time.Millisecond)
		}
		return errFlaky
	})
	fmt.Println(errors.Is(err, context.Canceled), errors.Is(err, errFlaky))

	slow := func(ctx context.Context) (string, error) { <-ctx.Done(); return "", ctx.Err() }
	fast := func(context.Context) (string, error) { return "fast", nil }
	bad := func(context.Context) (string, error) { return "", errFlaky }
	fmt.Println(hedge(slow, bad, fast))
	fmt.Println(hedge(bad, bad))

	var b breaker
	for range 5 {
		fmt.Println(b.call(func() error { return errFlaky }))
	}
}
