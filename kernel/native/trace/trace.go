// Package trace has a compiled cell write an execution trace of itself, which the
// notebook that started it reads. It is no concern of cells; the program that package
// twin prints calls it.
//
// The trace is whole when the statements of the cell have ended, by a panic, too, or
// when the program was interrupted, called os.Exit or was in a deadlock (package ending).
// Of a program that the panic of another goroutine ends it has what the runtime had
// written by then, which it does about once a second.
package trace

import (
	"fmt"
	"os"
	"strings"

	"gosched/kernel/internal/record"
	"gosched/kernel/native/ending"
)

// Var is the environment variable that says where the trace is to be written: "LIMIT
// FILE", with the limit in bytes.
const Var = "GOSCHED_TRACE"

// Start begins to record if the environment says so. Stop ends that; it may be called
// several times, by any goroutine.
func Start() (stop func()) {
	limit, file, ok := strings.Cut(os.Getenv(Var), " ")
	os.Unsetenv(Var) // the program's children are not meant
	if !ok {
		return func() {}
	}
	stop, err := ending.Guard(func() (func(), error) {
		var most int64
		if _, err := fmt.Sscan(limit, &most); err != nil {
			return nil, err
		}
		r, err := record.Start(file, most)
		if err != nil {
			return nil, err
		}
		return r.Stop, nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "tracing:", err)
		return func() {}
	}
	return stop
}
