package magic

import (
	"context"
	"time"

	"gosched/kernel/internal/module"
)

// An Env is the kernel as commands see it: the session, the cell's outputs, and
// the directory and environment that cells and child processes share. Its
// methods may be called by any goroutine of a command until the command returns.
type Env interface {
	Compiling

	// Run runs Go source as a part of the cell: what it prints and its result
	// are shown. The error is the user's, ready to be shown.
	Run(src string) (Timing, error)

	// Trace is Run and has an execution trace of it written to a file, about so
	// many bytes of it at most. Whatever the error is, there may be something in the
	// file.
	Trace(src, file string, limit int64) (Timing, error)

	// Eval runs Go source and returns its result as plain text instead of
	// showing it.
	Eval(src string) (string, error)

	// Check compiles Go source without running or keeping any of it.
	Check(src string) error

	// Print writes to a stream of the cell. It waits while clients are slow.
	Print(s Stream, p []byte)

	// Goroutines tells what the goroutines of the session do, and ends some if it is
	// told to. It is answered while a cell runs, too.
	Goroutines(which Which) (*Goroutines, error)

	// Linger has do called on a goroutine that may outlive the cell. Its context ends
	// when the next cell begins, or the kernel ends. What it displays is the cell's.
	Linger(do func(ctx context.Context))

	// Names returns the names of the session, sorted, with the values of variables
	// as far as they can be told.
	Names() []Name

	// Program returns the session as one Go program.
	Program() (string, error)

	// Doc returns documentation of a Go name as a MIME bundle. Detail 1 adds source.
	Doc(name string, detail int) (bundle map[string]string, ok bool)

	// Modules is where the session's packages come from.
	Modules() *module.Importer

	// Reset forgets the session and gives it a new worker.
	Reset() error

	// Dir is the working directory; Chdir changes it for the worker and for
	// child processes. The directory exists.
	Dir() string
	Chdir(dir string)

	// Environ is the environment, as os.Environ; Setenv and Unsetenv change it
	// for the worker and for child processes.
	Environ() []string
	Setenv(key, value string)
	Unsetenv(key string)

	// NextInput proposes the text of the next cell.
	NextInput(text string)

	// Page shows a MIME bundle in the client's pager.
	Page(bundle map[string]string)

	// Exit asks the client, if it is a console, to end.
	Exit()
}

// A Stream is a standard stream.
type Stream int

// The streams.
const (
	Stdout Stream = iota
	Stderr
)

// A Timing says how long Go source took.
type Timing struct {
	Elapsed time.Duration // of the cell's own goroutine, measured in the worker
}

// A Which chooses goroutines of the session.
type Which struct {
	Cell int     // those of a cell; 0 for all
	IDs  []int64 // of them these; nil for all
	Stop bool    // they are to end

	Leaks bool // those that can never run again, with an explanation
}

// Goroutines are what was seen of them, of those that were to end before that.
type Goroutines struct {
	Table   map[string]string // a bundle
	Count   int
	State   string // is the same as long as only time has gone by
	Running bool   // the cell that asks has not ended
}

// A Name is one name of the session.
type Name struct {
	Name  string
	Kind  string // "var", "func", "type", "const", "import"
	Type  string // as Go writes it
	Cell  int    // where it was declared
	Value string // of a variable, short, on one line; "" if it is not known
}

// An Error is a command's failure. Its text is one line for the user.
type Error struct {
	Name string // "usage", "command", "file" …
	Text string
}

func (e *Error) Error() string { return e.Text }
