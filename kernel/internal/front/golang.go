package front

import (
	"errors"
	"fmt"

	"gosched/kernel/internal/assist"
	"gosched/kernel/internal/core"
	"gosched/kernel/internal/lower"
	"gosched/kernel/internal/magic"
	"gosched/kernel/internal/module"
	"gosched/kernel/internal/session"
)

// A golang is the Language of the kernel: a session whose changes are lowered to
// Core Go.
type golang struct {
	imp     *imports
	session *session.Session
	lowerer *lower.Lowerer

	compiling bool // and pausing
}

// aside calls do, which may probe, in a pause of Compile or at any other time.
func (g *golang) aside(do func()) {
	if g.compiling {
		g.session.Aside(do)
	} else {
		do()
	}
}

// NewGo returns Go as a Language, with an empty session whose cells import what
// imp has.
func NewGo(imp *module.Importer) Language {
	patient := &imports{Importer: imp}
	return &golang{imp: patient, session: session.New(patient), lowerer: lower.New(imp)}
}

func (g *golang) Compile(cell int, src string, pause func() error) (*Unit, error) {
	g.compiling = true
	g.lowerer.Pause = pause
	defer func() { g.compiling, g.lowerer.Pause = false, nil }()
	change, err := g.session.Edit(session.Cell{Number: cell, Source: src})
	if err != nil {
		return nil, mistakes(err)
	}
	return g.commit(change)
}

// commit lowers a change, and makes it the session's state if that succeeds.
func (g *golang) commit(change *session.Change) (*Unit, error) {
	unit, err := g.lowerer.Lower(change)
	if err != nil {
		return nil, mistakes(err)
	}
	g.session.Commit(change)
	return &Unit{Code: core.Encode(unit), Notes: change.Notes}, nil
}

func (g *golang) Failed(cell int, why string) { g.session.Failed(cell, why) }

func (g *golang) Rollback() {
	g.session.Rollback()
	g.lowerer.Rollback()
}

func (g *golang) Check(cell int, src string) error {
	if _, err := g.session.Edit(session.Cell{Number: cell, Source: src}); err != nil {
		return mistakes(err)
	}
	return nil
}

func (g *golang) List(cell int, src string, o session.ListOptions) (*session.Listing, error) {
	l, err := g.session.List(session.Cell{Number: cell, Source: src}, o)
	if err != nil {
		return nil, mistakes(err)
	}
	return l, nil
}

func (g *golang) Complaints(name string, l *session.Listing, places []session.Place) error {
	e := mistakes(g.session.Complaints(l, places))
	e.Name = name
	return e
}

func (g *golang) Joins(l *session.Listing, cell int, src string) string {
	g.session.Compiled(l)
	return g.session.Joins(session.Cell{Number: cell, Source: src})
}

// mistakes makes a failure of what is wrong with a cell.
func mistakes(err error) *Failure {
	const name = "compile error"
	var stopped *Failure
	if errors.As(err, &stopped) {
		return stopped
	}
	var list session.Errors
	if errors.As(err, &list) && len(list) > 0 {
		value := list[0].Error()
		if n := len(list) - 1; n > 0 {
			value += fmt.Sprintf(" (and %d more)", n)
		}
		return &Failure{Name: name, Value: value, Traceback: colourMistakes(list.Traceback())}
	}
	var unsupported *lower.Unsupported
	if errors.As(err, &unsupported) {
		return fail("unsupported", err.Error())
	}
	return fail(name, err.Error())
}

func (g *golang) Complete(src string, cursor int) Completion {
	var found assist.Completion
	g.aside(func() { found = assist.Complete(g.session, src, cursor) })
	c := Completion{Start: found.Start, End: found.End, InString: found.InString, Typed: found.Typed}
	for _, item := range found.Items {
		c.Matches = append(c.Matches, Match{Text: item.Text, Kind: item.Type, Signature: item.Signature})
	}
	return c
}

func (g *golang) Inspect(src string, cursor, detail int) (i Inspection, found bool) {
	var d assist.Description
	g.aside(func() { d, found = assist.Inspect(g.session, src, cursor, detail) })
	id, _ := g.lowerer.Variable(d.Key)
	return Inspection{Variable: int32(id), Bundle: d.Bundle}, found
}

func (g *golang) IsComplete(src string) (status, indent string) { return assist.IsComplete(src) }

func (g *golang) Names() []magic.Name {
	var names []magic.Name
	for _, n := range g.session.Names() {
		names = append(names, magic.Name{Name: n.Name, Kind: n.Kind.String(), Type: n.Type, Cell: n.Cell})
	}
	return names
}

func (g *golang) Variable(name string) int32 {
	_, key := g.session.Variable(name)
	id, _ := g.lowerer.Variable(key)
	return int32(id)
}

func (g *golang) Program() (string, error) { return g.session.Program() }

func (g *golang) Reset() {
	g.imp.Forget()
	g.session.Reset()
	g.lowerer = lower.New(g.imp.Importer)
}

func (g *golang) Replay() (*Unit, error) {
	g.lowerer = lower.New(g.imp.Importer)
	change := g.session.Replay()
	if change == nil {
		return nil, nil
	}
	return g.commit(change)
}

func (g *golang) Lost() []string { return g.session.Lost() }
