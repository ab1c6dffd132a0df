// Package profile has a compiled cell write a profile of itself, which the notebook
// that started it reads. It is no concern of cells; the program that package twin
// prints calls it.
//
// The profile is written when the statements of the cell have ended, by a panic, too, or
// when the program is interrupted, calls os.Exit or is in a deadlock (package ending). A
// program that the panic of another goroutine ends leaves none.
package profile

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"

	"gosched/kernel/native/ending"
)

// Var is the environment variable that says what is measured and where the profile
// is to be written: "cpu:FILE", with a kind of Kinds.
const Var = "GOSCHED_PROFILE"

// Kinds are what can be measured, and how package pprof calls it.
var Kinds = map[string]string{"cpu": "", "mem": "allocs", "block": "block", "mutex": "mutex"}

// memRate is how many bytes are allocated, at the mean, from sample to sample: cells
// are small programs, and allocate less than the runtime's 512 KiB in a while.
const memRate = 4 << 10

// Start begins to measure what the environment asks for, if anything. Stop writes the
// profile; it may be called several times, by any goroutine.
func Start() (stop func()) {
	kind, file, ok := strings.Cut(os.Getenv(Var), ":")
	os.Unsetenv(Var) // the program's children are not meant
	if !ok {
		return func() {}
	}
	stop, err := ending.Guard(func() (func(), error) {
		w, err := os.Create(file)
		if err != nil {
			return nil, err
		}
		return func() { write(kind, w) }, begin(kind, w)
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "profiling:", err)
		return func() {}
	}
	return stop
}

// begin has the runtime measure.
func begin(kind string, w *os.File) error {
	switch kind {
	case "cpu":
		return pprof.StartCPUProfile(w)
	case "mem":
		runtime.MemProfileRate = memRate
	case "block":
		runtime.SetBlockProfileRate(1)
	case "mutex":
		runtime.SetMutexProfileFraction(1)
	default:
		return fmt.Errorf("no kind of profile is called %q", kind)
	}
	return nil
}

// write ends the measuring and says why there is no profile.
func write(kind string, w *os.File) {
	if err := end(kind, w); err != nil {
		fmt.Fprintln(os.Stderr, "writing the profile:", err)
	}
}

// end writes what was measured.
func end(kind string, w *os.File) error {
	defer w.Close()
	switch kind {
	case "cpu":
		pprof.StopCPUProfile()
		return w.Close()
	case "mem":
		runtime.GC() // the profile is that of the latest collection
	}
	if err := pprof.Lookup(Kinds[kind]).WriteTo(w, 0); err != nil {
		return err
	}
	return w.Close()
}
