package main

import (
	"context"
	"errors"
	"os"
	"strconv"
	"sync"
	"time"
)

var errOrphaned = errors.New("the program that started the kernel has ended")

// withParent returns a context that ends when the program that started the kernel
// does. Jupyter names itself in JPY_PARENT_PID; if that is not our parent, because
// a launcher stands between them, only adoption by process 1 tells of an end.
//
// The goroutine blocks on a ticker and is ended by stop.
func withParent(ctx context.Context) (_ context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	var wg sync.WaitGroup
	if gone := parentGone(); gone != nil {
		wg.Go(func() {
			if watch(ctx, gone) {
				cancel(errOrphaned)
			}
		})
	}
	return ctx, func() {
		cancel(context.Canceled)
		wg.Wait()
	}
}

// parentGone returns a function that tells whether the program that started the
// kernel has ended, nil if it was started by hand.
func parentGone() func() bool {
	parent, err := strconv.Atoi(os.Getenv("JPY_PARENT_PID"))
	if err != nil || parent <= 1 {
		return nil
	}
	if first := os.Getppid(); first == parent {
		return func() bool { return os.Getppid() != first }
	}
	return func() bool { return os.Getppid() == 1 }
}

// watch asks gone each second until it says yes, or ctx ends.
func watch(ctx context.Context, gone func() bool) bool {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if gone() {
				return true
			}
		case <-ctx.Done():
			return false
		}
	}
}
