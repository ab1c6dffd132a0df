package loop

import (
	"errors"
	"fmt"
	"os"
)

// Run runs main on a loop of its own until it is done, and returns its result.
func Run(main Coroutine) (result any, err error) { return runOn(New(), main) }

// RunPolling is like Run, but the loop can also wait for descriptors. It fails with
// an error that is ErrNoPoller where that is not possible.
func RunPolling(main Coroutine) (result any, err error) {
	l, err := NewPolling()
	if err != nil {
		return nil, err
	}
	return runOn(l, main)
}

// runOn runs main on l and closes it.
func runOn(l *Loop, main Coroutine) (result any, err error) {
	defer func() { err = errors.Join(err, l.Close()) }()
	t := l.Go(main)
	if err := l.RunUntil(t); err != nil {
		return nil, err
	}
	return t.Result(), nil
}

// Pipe returns a pipe, r to be read from and w to be written to, which Close closes.
func (l *Loop) Pipe() (r, w *os.File, err error) {
	r, w, err = os.Pipe()
	if err != nil {
		return nil, nil, fmt.Errorf("making a pipe: %w", err)
	}
	l.pipes = append(l.pipes, r, w)
	return r, w, nil
}

// closePipes closes what Pipe has made and nobody has closed since.
func (l *Loop) closePipes() error {
	var errs []error
	for _, f := range l.pipes {
		if err := f.Close(); !errors.Is(err, os.ErrClosed) {
			errs = append(errs, err)
		}
	}
	l.pipes = nil
	return errors.Join(errs...)
}
