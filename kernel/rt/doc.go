// Package rt is the compiled support that lowered cells call for whatever an
// interpreter must not do itself: goroutines, channels, deferred calls, locks,
// sleeping, and output that finds its cell.
//
// # Cells and goroutines
//
// A cell is run by Cell.Do in a goroutine of its own, the cell's main
// goroutine. Every goroutine that the cell starts, directly or through its
// goroutines, and also one that compiled code starts on its behalf, belongs to
// the cell for the whole of its life, however long after the cell's end.
//
// Each goroutine has a record, a G, which Current finds from the profiler
// label of the goroutine (a pointer that every child inherits, at a cost of a
// few nanoseconds). Where a record is inherited by a goroutine that compiled
// code started, Current gives that goroutine its own.
//
// # Leaving
//
// A goroutine that must end early (its cell was interrupted, its stack is at
// the limit) leaves by runtime.Goexit: deferred functions run, locks are
// released, recover does not see it. Every blocking operation of this package
// also waits for its cell to be interrupted. While deferred functions run then,
// what they wait for has a moment to come (a goroutine that leaves, too); after
// it they leave as well.
//
// What waits for a lock, a WaitGroup, a Cond or a Once waits in a helper
// goroutine where it would block, so that it can leave. The same holds for calls
// of compiled functions that may block for long: package blocking knows which
// they are and makes them through Outside. An interrupt asks such a call to
// return; what does not is left behind, and the cell's Failure names it. Other
// compiled calls are not waited for longer than a second: the goroutine is
// abandoned with its call, and the Failure names that.
//
// Processes that a cell has started lead process groups of their own and are
// the cell's: its interrupt ends the groups (child.go).
//
// # The table of goroutines
//
// Goroutines lists all goroutines of cells: their numbers, cells, who started
// them where, what they wait for since when and at which line, and the locks
// that they hold. Goroutines of compiled code are in it while they run
// interpreted code, and calls that were left behind until they return.
//
// Stop ends one goroutine of it as an interrupt ends those of a cell.
//
// Situations tells the same in the names of the program's variables: "lock forks[2]". It
// is what an explanation of a deadlock is made of, which ends a cell when nothing can go on
// (deadlock.go).
//
// # Panics
//
// A panic of the cell's main goroutine is the cell's Failure. A panic of any
// other goroutine is printed to the cell's stderr in the words of a compiled
// program and ends only that goroutine.
//
// What ends a compiled program and cannot be recovered (a stack overflow, unlocking
// what is not locked, go of a nil function) is found out before it happens, and ends the
// goroutine by leaving.
//
// A Frame makes deferred calls after its function's Go frames are gone; what a
// compiled program would still have on its stack is in the goroutine's record:
// the interpreted calls, the panics in progress and what may be recovered. Run-time
// errors are values of the runtime's own types (runtimeerror.go).
//
// # Data races
//
// A data race of a program is the program's. Interpreted code reads and writes the
// same memory as compiled code would, and nothing is locked on its behalf: updates
// get lost, and the runtime ends a worker whose goroutines use a map at once. In a
// worker built with -race the detector sees the races of cells, as what synchronises
// cells are the channels and locks of the runtime. Its reports, on the standard error
// or where GORACE=log_path says, have the interpreter's functions and not the lines
// of cells. Package stress holds that none is of the kernel's own making.
//
// # What cells see
//
// Cells reach this package only through lowering. Nothing of it is in the
// symbols that cells may import: Host, Connect, Cell, Outcome and Current are
// for the worker; the rest for package engine.
package rt

import "os"

// A Stream is one of a cell's output streams.
type Stream int

// The streams.
const (
	Stdout Stream = 1
	Stderr Stream = 2
)

// A Host is what the worker supplies: where output goes and input comes from.
// Its methods are called from any goroutine.
type Host interface {
	// Output is called for each write of a goroutine of the cell. p is not retained.
	Output(cell int, s Stream, p []byte)
	// Input asks the user for a line, which it returns without its end. The
	// error is io.EOF at the end of input, or says why there is none. It gives
	// up when done is closed.
	Input(cell int, prompt string, password bool, done <-chan struct{}) (string, error)
	// Exit ends the process with the status code after all output has left. It does not return.
	Exit(cell, code int)
}

var host Host = discard{}

// Connect sets the host and takes what os.Stdin, os.Stdout and os.Stderr are for the
// cells' streams. It is called once, before any cell runs.
func Connect(h Host) {
	host = h
	standard = [...]*os.File{os.Stdin, os.Stdout, os.Stderr}
}
