package front

import (
	"context"

	"gosched/kernel/internal/magic"
	"gosched/kernel/internal/session"
)

// A Language gives cells their meaning. It is used by one goroutine. Its errors
// are of type *Failure: they are the user's.
type Language interface {
	// Compile makes the source of a cell, or a part of one, a part of the session
	// and returns what the worker must run, nil if there is nothing to run. On
	// error the session is as before. It calls pause every now and then, and ends with
	// the error of that. Meanwhile Complete, Inspect, IsComplete, Names and Variable
	// may be called.
	Compile(cell int, src string, pause func() error) (*Unit, error)

	// Failed notes how the run of a cell ended that did not end well.
	Failed(cell int, why string)

	// Rollback takes back what the last Compile made a part of the session, since
	// it has had no effect in the worker. Of the other methods only those that change
	// nothing may have been called since.
	Rollback()

	// Check returns the error that Compile would, without any effect.
	Check(cell int, src string) error

	// List prints the source of a cell as a program, see session.Listing, without
	// any effect; Complaints makes an error of what a tool says about it, and Joins
	// returns those declarations of it that can become a part of the session.
	List(cell int, src string, o session.ListOptions) (*session.Listing, error)
	Complaints(name string, l *session.Listing, places []session.Place) error
	Joins(l *session.Listing, cell int, src string) string

	// Try calls do. Methods that do calls do not wait for packages to be loaded, which
	// takes its time, but are wrong about everything if they need such a package. Try
	// returns these. When Load has been called for them, which any goroutine may do,
	// another Try will succeed, or fail because of an error of Load.
	Try(failed map[string]error, do func()) (missing []string)
	Load(ctx context.Context, path string) error

	// Cursor positions count code points from 0.
	Complete(src string, cursor int) Completion
	Inspect(src string, cursor, detail int) (i Inspection, found bool)
	IsComplete(src string) (status, indent string)

	// Names returns the names of the session. Variable returns the number of a
	// variable in the worker, 0 if it has none.
	Names() []magic.Name
	Variable(name string) int32
	Program() (string, error)

	// Reset forgets the session.
	Reset()

	// Replay returns the session's declarations for a new worker, nil if there
	// are none. Variables get their zero values; Lost names them.
	Replay() (*Unit, error)
	Lost() []string
}

// A Unit is what a cell became.
type Unit struct {
	Code  []byte   // binary Core Go, see package core
	Notes []string // lines for the user
}

// A Completion lists what the code points Start to End may be replaced by.
type Completion struct {
	Matches    []Match
	Start, End int
	InString   bool   // the cursor is in a string, which may name a file
	Typed      string // the string up to the cursor
}

// A Match is one completion.
type Match struct {
	Text      string
	Kind      string // as front ends show it: "function", "variable", "type", "module", "keyword" …
	Signature string
}

// An Inspection is what is said about a name.
type Inspection struct {
	Variable int32                                // whose value may be added, 0 if there is none
	Bundle   func(value string) map[string]string // with the value, which may be ""
}
