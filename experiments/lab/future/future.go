// Package future is a result that is not there yet: what an executor of Python
// returns from submit, and what C++ and Java have under the same name.
//
// A Future is resolved with a value or rejected with an error, once; later
// attempts change nothing. Until then Get waits, and a select can wait for Done.
//
// # Why Go has none
//
// A channel with room for one value does what most futures do, and a select waits
// for several of them. What a channel does not do is what this type is for: be
// read any number of times, and call functions when it is done.
package future

import (
	"errors"
	"fmt"
	"runtime"
	"sync"

	"gosched/experiments/lab"
)

// ErrNoResult says that there is neither a result nor a reason: a function left its
// goroutine by runtime.Goexit, or somebody rejected a Future with nil.
var ErrNoResult = errors.New("there is no result, and no reason was given")

// A Future is a result to come. Any goroutine may use it. New and Go make one.
type Future[T any] struct {
	done chan struct{} // closed when value and err are final

	mu     sync.Mutex
	over   bool               // guarded by mu
	value  T                  // guarded by mu until done is closed
	err    error              // guarded by mu until done is closed
	onDone []func(*Future[T]) // guarded by mu
}

// New returns a Future that somebody will resolve or reject.
func New[T any]() *Future[T] { return &Future[T]{done: make(chan struct{})} }

// Go calls f on a goroutine of its own, which ends with f, and returns the Future
// of its result. If f panics, the Future is rejected with what it says.
func Go[T any](f func() (T, error)) *Future[T] {
	future := New[T]()
	go future.run(f)
	return future
}

// run calls f and makes its outcome that of the Future, whatever it is.
func (f *Future[T]) run(call func() (T, error)) {
	err := ErrNoResult
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
		if err != nil {
			f.Reject(err)
		}
	}()
	var value T
	if value, err = call(); err == nil {
		f.Resolve(value)
	}
}

// Resolve makes value the result. It reports whether that was the first outcome.
func (f *Future[T]) Resolve(value T) bool { return f.settle(value, nil) }

// Reject makes err the outcome, ErrNoResult if that is nil. It reports whether that was
// the first.
func (f *Future[T]) Reject(err error) bool {
	if err == nil {
		err = ErrNoResult // who waits must not take it for a success
	}
	var none T
	return f.settle(none, err)
}

// settle makes the outcome final, wakes who waits and calls the callbacks.
func (f *Future[T]) settle(value T, err error) bool {
	f.mu.Lock()
	if f.over {
		f.mu.Unlock()
		return false
	}
	f.over, f.value, f.err = true, value, err
	callbacks := f.onDone
	f.onDone = nil
	f.mu.Unlock()
	close(f.done)
	for _, call := range callbacks {
		call(f)
	}
	return true
}

// Get waits for the outcome and returns it, as often as it is called.
func (f *Future[T]) Get() (T, error) {
	select {
	case <-f.done:
	case <-lab.Interrupted():
		runtime.Goexit()
	}
	return f.value, f.err
}

// Done returns a channel that is closed when there is an outcome.
func (f *Future[T]) Done() <-chan struct{} { return f.done }

// OnDone has call called once with f when that has an outcome: by the goroutine
// that resolves or rejects it, after callbacks added before; or at once, by the
// caller, if it has one already.
func (f *Future[T]) OnDone(call func(*Future[T])) {
	f.mu.Lock()
	if !f.over {
		f.onDone = append(f.onDone, call)
		f.mu.Unlock()
		return
	}
	f.mu.Unlock()
	call(f)
}

// String returns "pending", or the outcome.
func (f *Future[T]) String() string {
	select {
	case <-f.done:
	default:
		return "pending"
	}
	if f.err != nil {
		return fmt.Sprintf("rejected: %v", f.err)
	}
	return fmt.Sprintf("resolved: %v", f.value)
}
