package session

import (
	"go/types"
	"maps"
	"slices"
)

// Commit makes ch, the result of the last Edit or Replay, the session's state.
func (s *Session) Commit(ch *Change) {
	d := ch.delta
	if d == nil {
		return
	}
	ch.delta = nil
	s.settle()
	for _, name := range d.remove {
		s.unbind(name, nil)
	}
	for name, dcl := range d.put {
		s.unbind(name, dcl.obj)
		s.bind(dcl)
	}
	for _, dcl := range d.frozen {
		change(s, &dcl.frozen, true)
		change(s, &dcl.why, d.whys[dcl])
	}
	for _, dcl := range d.gone {
		change(s, &dcl.frozen, true)
		change(s, &dcl.gone, true)
	}
	for _, dcl := range d.lost {
		change(s, &dcl.lost, true)
	}
	for _, name := range d.found {
		change(s, &s.decls[name].lost, false)
	}
	for name, imp := range d.imports {
		if imp == nil {
			remove(s, s.imports, name)
		} else {
			put(s, s.imports, name, imp)
		}
	}
	change(s, &s.dots, join(s.dots, d.dots))
	change(s, &s.blanks, join(s.blanks, d.blanks))
	maps.Copy(s.versions, d.versions)
	s.seq = d.seq
	if d.fresh {
		change(s, &s.ids, make(identities))
		change(s, &s.generics, make(map[string]*generic))
		change(s, &s.pinned, make(map[string]bool))
	}
	putAll(s, s.ids, d.ids)
	putAll(s, s.generics, d.generics)
	putAll(s, s.pinned, d.pinned)
	if d.ran != nil {
		s.cells = append(s.cells, d.ran)
		s.undo = append(s.undo, func() { s.cells = s.cells[:len(s.cells)-1] })
	}
	s.pending = nil
	s.stale = append(s.stale, d.files...)
}

// Rollback takes the last Commit back: what came of it has had no effect in the worker.
// It must come before the next Edit.
func (s *Session) Rollback() {
	for _, undo := range slices.Backward(s.undo) {
		undo()
	}
	s.settle()
}

// settle makes the last Commit, or its Rollback, final.
func (s *Session) settle() {
	s.release(s.stale)
	s.stale, s.undo = nil, nil
}

// change sets a variable of the session's state.
func change[T any](s *Session, p *T, v T) {
	old := *p
	s.undo = append(s.undo, func() { *p = old })
	*p = v
}

// put sets an entry of a map of the session's state.
func put[M ~map[K]V, K comparable, V any](s *Session, m M, k K, v V) {
	old, had := m[k]
	s.undo = append(s.undo, func() {
		if had {
			m[k] = old
		} else {
			delete(m, k)
		}
	})
	m[k] = v
}

func putAll[M ~map[K]V, K comparable, V any](s *Session, to, from M) {
	for k, v := range from {
		put(s, to, k, v)
	}
}

// remove deletes an entry of a map of the session's state.
func remove[M ~map[K]V, K comparable, V any](s *Session, m M, k K) {
	if old, had := m[k]; had {
		s.undo = append(s.undo, func() { m[k] = old })
		delete(m, k)
	}
}

// join returns imports and later ones, each path once.
func join(list, more []*imported) []*imported {
	for _, imp := range more {
		list = slices.DeleteFunc(slices.Clone(list), func(old *imported) bool { return old.path == imp.path })
		list = append(list, imp)
	}
	return list
}

// bind makes d the meaning of its name.
func (s *Session) bind(d *decl) {
	put(s, s.decls, d.name, d)
	if d.kind == KindMethod {
		put(s, s.methods, d.recv, append(slices.Clip(s.methods[d.recv]), d))
	}
	if d.file != nil {
		change(s, &d.file.refs, d.file.refs+1)
	}
}

// unbind takes away the meaning of a name, to be replaced by obj if that is not
// nil. Types keep their identity, since values of theirs live on, and so do
// methods.
func (s *Session) unbind(name string, obj types.Object) {
	d := s.decls[name]
	if d == nil {
		return
	}
	remove(s, s.decls, name)
	switch d.kind {
	case KindMethod:
		others := slices.DeleteFunc(slices.Clone(s.methods[d.recv]), func(m *decl) bool { return m == d })
		put(s, s.methods, d.recv, others)
	case KindVar, KindFunc:
		if !d.frozen && d.obj != obj {
			remove(s, s.ids, d.obj)
			remove(s, s.generics, d.key)
		}
	}
	if d.file != nil {
		change(s, &d.file.refs, d.file.refs-1)
		s.stale = append(s.stale, d.file)
	}
}
