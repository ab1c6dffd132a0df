package session

import (
	"go/types"
)

// keepGenerics keeps what later cells need to instantiate a generic function.
func (e *edit) keepGenerics(ch *Change) {
	for key, fn := range ch.bodies {
		if !isGeneric(fn) {
			continue
		}
		g := &generic{fn: fn, info: extract(e.info, fn), locals: make(identities)}
		for _, o := range g.info.Defs { // the function itself and local types
			if id, ok := ch.ids[o]; ok {
				g.locals[o] = id
			}
		}
		for _, o := range g.info.Uses { // other objects of this pass
			if f, ok := o.(*types.Func); ok {
				o = f.Origin()
			}
			if id, ok := ch.ids[o]; ok {
				g.locals[o] = id
			}
		}
		e.delta.generics[key] = g
	}
}

// retire makes generic functions that are out of date, but can still be
// instantiated, remember what the names in their bodies mean: dependants that do
// not fit, and the methods of types that have new versions.
func (e *edit) retire() {
	for _, d := range e.s.decls {
		if d.fn == nil || !d.generic() || !e.excluded[d.name] && !e.hard[d.recv] {
			continue
		}
		g := e.s.generics[d.key]
		if g == nil {
			continue
		}
		for _, o := range g.info.Uses {
			if f, ok := o.(*types.Func); ok {
				o = f.Origin()
			}
			id, ok := e.s.ids[o]
			if !ok {
				id, ok = g.locals[o]
			}
			if ok {
				g.locals[o] = id
				e.delta.pinned[id.key] = true
			}
		}
	}
}

// freeze marks the dependants that do not fit.
func (e *edit) freeze(ch *Change) {
	for name := range e.excluded {
		d := e.s.decls[name]
		if d == nil || e.delta.put[name] != nil {
			continue
		}
		e.delta.frozen = append(e.delta.frozen, d)
		e.delta.whys[d] = e.whys[name]
	}
}
