// Package trace has a compiled cell write an execution trace of itself, which the
// notebook that started it reads. It is no concern of cells; the program that package
// twin prints calls it.
//
// The trace is whole when the statements of the cell have ended, by a panic, too, or
// when the program was interrupted. Of a program that calls os.Exit, or that the panic
// of another goroutine ends, it has what the runtime had written by then, which it does
// about once a second.
package trace

import (
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"

	"gosched/kernel/internal/record"
)

// Var is the environment variable that says where the trace is to be written: "LIMIT
// FILE", with the limit in bytes.
const Var = "GOSCHED_TRACE"

// Start begins to record if the environment says so. Stop ends that; it may be called
// several times, by any goroutine.
//
// Goroutine: one waits for an interrupt, ends the recording and passes the interrupt
// on; stop ends it.
func Start() (stop func()) {
	limit, file, ok := strings.Cut(os.Getenv(Var), " ")
	os.Unsetenv(Var) // the program's children are not meant
	if !ok {
		return func() {}
	}
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	var most int64
	_, err := fmt.Sscan(limit, &most)
	var r *record.Recorder
	if err == nil {
		r, err = record.Start(file, most)
	}
	if err != nil {
		signal.Stop(interrupts)
		fmt.Fprintln(os.Stderr, "tracing:", err)
		return func() {}
	}
	done := make(chan struct{})
	stop = sync.OnceFunc(func() {
		r.Stop()
		signal.Stop(interrupts)
		close(done)
	})
	go func() {
		select {
		case <-done:
		case <-interrupts:
			stop()
			syscall.Kill(os.Getpid(), syscall.SIGINT) // which now does what it would have done
		}
	}()
	return stop
}
