package front

import (
	"context"
	"fmt"
	"runtime/debug"

	"gosched/kernel/internal/magic"
	"gosched/kernel/internal/session"
)

// A guarded language turns its own panics, which are bugs, into failures of the
// cell that met them, and logs where they came from.
type guarded struct {
	Language
	logf func(format string, args ...any)
}

// catch must be deferred; it hands a panic's text to report.
func (g guarded) catch(what string, report func(*Failure)) {
	if p := recover(); p != nil {
		g.logf("internal error: %s: %v\n%s", what, p, debug.Stack())
		report(fail("internal error", fmt.Sprintf("%s: %v", what, p)))
	}
}

func (g guarded) Compile(cell int, src string, pause func() error) (u *Unit, err error) {
	defer g.catch("compiling", func(f *Failure) { u, err = nil, f })
	return g.Language.Compile(cell, src, pause)
}

func (g guarded) Load(ctx context.Context, path string) (err error) {
	defer g.catch("loading a package", func(f *Failure) { err = f })
	return g.Language.Load(ctx, path)
}

func (g guarded) Failed(cell int, why string) {
	defer g.catch("noting a failure", func(*Failure) {})
	g.Language.Failed(cell, why)
}

func (g guarded) Rollback() {
	defer g.catch("taking back a cell", func(*Failure) {})
	g.Language.Rollback()
}

func (g guarded) Check(cell int, src string) (err error) {
	defer g.catch("checking", func(f *Failure) { err = f })
	return g.Language.Check(cell, src)
}

func (g guarded) List(cell int, src string, o session.ListOptions) (l *session.Listing, err error) {
	defer g.catch("printing a cell", func(f *Failure) { l, err = nil, f })
	return g.Language.List(cell, src, o)
}

func (g guarded) Complaints(name string, l *session.Listing, places []session.Place) (err error) {
	defer g.catch("explaining complaints", func(f *Failure) { err = f })
	return g.Language.Complaints(name, l, places)
}

func (g guarded) Joins(l *session.Listing, cell int, src string) (joins string) {
	defer g.catch("joining a cell", func(*Failure) { joins = "" })
	return g.Language.Joins(l, cell, src)
}

func (g guarded) Complete(src string, cursor int) (c Completion) {
	defer g.catch("completing", func(*Failure) { c = Completion{Start: cursor, End: cursor} })
	return g.Language.Complete(src, cursor)
}

func (g guarded) Inspect(src string, cursor, detail int) (i Inspection, found bool) {
	defer g.catch("inspecting", func(*Failure) { i, found = Inspection{}, false })
	i, found = g.Language.Inspect(src, cursor, detail)
	if bundle := i.Bundle; found {
		i.Bundle = func(value string) (texts map[string]string) {
			defer g.catch("describing", func(*Failure) { texts = nil })
			return bundle(value)
		}
	}
	return i, found
}

func (g guarded) Variable(name string) (id int32) {
	defer g.catch("finding a variable", func(*Failure) { id = 0 })
	return g.Language.Variable(name)
}

func (g guarded) IsComplete(src string) (status, indent string) {
	defer g.catch("judging completeness", func(*Failure) { status, indent = "unknown", "" })
	return g.Language.IsComplete(src)
}

func (g guarded) Names() (names []magic.Name) {
	defer g.catch("listing names", func(*Failure) { names = nil })
	return g.Language.Names()
}

func (g guarded) Program() (text string, err error) {
	defer g.catch("printing the program", func(f *Failure) { text, err = "", f })
	return g.Language.Program()
}

func (g guarded) Replay() (u *Unit, err error) {
	defer g.catch("replaying", func(f *Failure) { u, err = nil, f })
	return g.Language.Replay()
}

func (g guarded) Lost() (names []string) {
	defer g.catch("listing lost variables", func(*Failure) { names = nil })
	return g.Language.Lost()
}
