package session

import (
	"fmt"
	"go/token"
	"strings"
)

// A complaint is an error in a dependant.
type complaint struct {
	d   *decl
	err checkError
}

// sort separates the errors in the cell from those in its dependants, and drops
// those that are none in a notebook.
func (e *edit) sort(errs []checkError) (mine []checkError, theirs []complaint) {
	for _, err := range errs {
		if e.forgiven(err) {
			continue
		}
		if d := e.dependantAt(err.pos); d != nil {
			theirs = append(theirs, complaint{d, err})
		} else {
			mine = append(mine, err)
		}
	}
	return mine, theirs
}

// forgiven reports whether err is about a variable at the top level of the cell
// that the cell does not use.
func (e *edit) forgiven(err checkError) bool {
	if !strings.HasPrefix(err.msg, "declared and not used: ") || e.sx.run == nil {
		return false
	}
	for _, id := range topLevelVars(e.sx.run.Body.List) {
		if id.Pos() == err.pos {
			return true
		}
	}
	return false
}

// dependantAt returns the dependant that contains a position.
func (e *edit) dependantAt(pos token.Pos) *decl {
	if !pos.IsValid() {
		return nil
	}
	for _, list := range [][]*decl{e.again, e.second} {
		for _, d := range list {
			if d.file != nil && e.owns(d.file) {
				continue
			}
			n := d.node()
			if n.Pos() == pos || d.kind != KindVar && n.Pos() <= pos && pos <= n.End() {
				return d
			}
		}
	}
	return nil
}

// owns reports whether f is a file of the cell.
func (e *edit) owns(f *file) bool {
	for _, own := range e.sx.files {
		if f == own {
			return true
		}
	}
	return false
}

// exclude takes dependants that have errors out of the game and reports whether
// it found any that were in it.
func (e *edit) exclude(theirs []complaint) bool {
	more := false
	for _, c := range theirs {
		if e.excluded[c.d.name] {
			continue
		}
		e.excluded[c.d.name] = true
		e.whys[c.d.name] = c.err.msg
		more = true
		if live := e.s.decls[c.d.name]; !live.frozen {
			e.notes = append(e.notes, e.frozenNote(live, c.err))
		}
	}
	return more
}

// frozenNote says that d goes on as it is.
func (e *edit) frozenNote(d *decl, err checkError) string {
	where := fmt.Sprintf("cell %d: ", d.cell)
	if cell, line, _ := e.s.cellOf(err.pos); cell != 0 {
		where = fmt.Sprintf("cell %d, line %d: ", cell, line)
	}
	if d.kind == KindMethod && e.hard[d.recv] {
		return fmt.Sprintf("%smethod %s does not fit the new %s: %s", where, d.name, d.recv, err.msg)
	}
	old := ""
	for _, n := range d.deps {
		if e.changes(n) {
			old = n
			break
		}
	}
	if old == "" {
		for _, n := range d.deps {
			if e.hard[n] {
				old = n
				break
			}
		}
	}
	note := fmt.Sprintf("%s%s still uses the old %s", where, d.name, old)
	if err.msg != "" {
		note += ": " + err.msg
	}
	return note
}

// changes reports whether the cell itself gives a name another meaning.
func (e *edit) changes(name string) bool {
	if e.own[name] != nil || e.imports[name] != nil {
		return true
	}
	for _, d := range e.hoisted {
		if d.name == name {
			return true
		}
	}
	return false
}
