package session

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// Replay returns everything that is live as one change, for a worker that has
// nothing: imports, types, functions and constants as they are, variables with
// fresh storage. Nothing is run: neither initialisers nor init functions nor
// statements, which could do anything twice. Dependants that were frozen cannot be
// made again; they come back when what they depend on is mended. The change must
// be committed, or given up, before the next Edit.
func (s *Session) Replay() *Change {
	s.giveUp()
	e := s.newEdit(&syntax{mapper: NewMapper("")})
	e.replay = true
	for name, d := range s.decls {
		e.excluded[name] = d.frozen || d.kind == KindVar && !s.current(d.obj.Type())
	}
	for {
		e.plan = plan{hard: make(map[string]bool)}
		for name := range s.decls {
			e.hard[name] = !e.excluded[name]
		}
		if _, theirs := e.sort(e.firstPass()); !e.exclude(theirs) {
			break
		}
	}
	e.notes = nil
	ch := e.change()
	ch.Drop = nil
	e.delta.frozen = nil
	e.leave(ch)
	return ch
}

// leave deals with what a replay could not make again, and with the values that
// nobody has any more.
func (e *edit) leave(ch *Change) {
	var news []string
	for name, d := range e.s.decls {
		made := e.delta.put[name]
		switch {
		case made == nil && d.kind == KindVar:
			e.delta.remove = append(e.delta.remove, name)
		case made == nil:
			e.delta.gone = append(e.delta.gone, d)
			if !d.gone {
				news = append(news, name)
			}
		case d.kind == KindVar:
			e.delta.lost = append(e.delta.lost, made)
		}
	}
	if len(news) > 0 {
		slices.Sort(news)
		ch.Notes = append(ch.Notes, "not restored, because they depend on what has been replaced: "+strings.Join(news, ", "))
	}
}

// current reports whether all types of the session that t mentions are live.
func (s *Session) current(t types.Type) bool {
	for o := range s.typeNames(t) {
		if d := s.decls[o.Name()]; d == nil || d.obj != o || d.frozen {
			return false
		}
	}
	return true
}

// Lost returns the variables that have no value since a worker died, with the cells
// that declared them: "n (cell 3)".
func (s *Session) Lost() []string {
	var list []string
	for name, d := range s.decls {
		if d.lost {
			list = append(list, fmt.Sprintf("%s (cell %d)", name, d.cell))
		}
	}
	slices.Sort(list)
	return list
}
