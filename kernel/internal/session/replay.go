package session

import (
	"go/types"
	"slices"
	"strings"
)

// Replay returns everything that is live as one change, for a worker that has
// nothing: imports, types, functions and constants as they are, variables with
// fresh storage. What cannot be declared again is gone: dependants that were
// frozen, and variables of types that have been replaced. The change must be
// committed, or given up, before the next Edit.
func (s *Session) Replay() *Change {
	s.giveUp()
	e := s.newEdit(&syntax{mapper: NewMapper("")})
	e.replay = true
	s.lost = nil
	for name, d := range s.decls {
		if d.kind == KindVar {
			s.lost = append(s.lost, name)
		}
		if d.frozen || d.kind == KindVar && !s.current(d.obj.Type()) {
			e.excluded[name] = true
		}
	}
	slices.Sort(s.lost)
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
	var gone []string
	for name, d := range s.decls {
		if e.delta.put[name] == nil {
			e.delta.remove = append(e.delta.remove, name)
			if d.kind != KindVar {
				gone = append(gone, name)
			}
		}
	}
	if len(gone) > 0 {
		slices.Sort(gone)
		ch.Notes = append(ch.Notes, "gone, because they depended on what has been replaced: "+strings.Join(gone, ", "))
	}
	return ch
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

// Lost returns the names of the variables that had values when Replay was last
// called.
func (s *Session) Lost() []string { return s.lost }
