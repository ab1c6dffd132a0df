package loop

import (
	"errors"
	"fmt"
)

// Close ends the tasks that are not done where they stand (their deferred calls
// run), waits for the jobs and frees what the loop holds, its pipes too. Called by
// a goroutine that is locked to its thread it must find all tasks done, since their
// coroutines cannot leave that thread. A second Close does nothing.
func (l *Loop) Close() error {
	switch {
	case l.running.Load():
		return fmt.Errorf("closing a loop: %w", ErrRunning)
	case l.closed:
		return nil
	}
	l.closed = true
	l.stopTasks()
	l.pool.Wait()
	return errors.Join(l.closePipes(), l.idle.close())
}

// stopTasks stops the coroutines of unfinished tasks. A coroutine that ends by
// Goexit takes along whoever stopped it: here a goroutine made for that, whose
// deferred calls stop the others.
func (l *Loop) stopTasks() {
	var stops []func()
	for _, t := range l.tasks {
		if t.stop != nil {
			stops = append(stops, t.stop)
		}
	}
	l.tasks = nil
	if len(stops) == 0 {
		return
	}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for _, stop := range stops {
			defer stop()
		}
	}()
	<-stopped
}
