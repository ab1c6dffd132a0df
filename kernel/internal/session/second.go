package session

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"slices"
)

// collectHoisted finds the variables that the statements declare at their top level.
func (e *edit) collectHoisted() {
	e.hoisted = nil
	if e.sx.run == nil {
		return
	}
	for _, id := range topLevelVars(e.sx.run.Body.List) {
		v, ok := e.info.Defs[id].(*types.Var)
		if !ok {
			continue
		}
		e.delta.seq++
		d := &decl{
			name: id.Name, kind: KindVar, cell: e.sx.cell.Number, seq: e.delta.seq,
			obj: types.NewVar(id.Pos(), e.s.pkg, id.Name, v.Type()),
		}
		d.text, d.textAt = e.chunkText(id.Pos())
		e.hoisted = append(e.hoisted, d)
	}
}

// setInStone deals with types and constants that depend on variables of the
// statements, as in const n = len(array). These are declared after they have been
// checked. Of the cell they are refused, live ones stay as they are if the variable
// has another type now. It reports whether there are such.
func (e *edit) setInStone() (again bool) {
	for _, d := range e.order {
		if d.kind != KindConst && d.kind != KindType || e.defined(d) == nil {
			continue
		}
		for _, name := range e.s.mentions(e.info, d.node()) {
			if e.vars[name] {
				e.mistake(e.defined(d).Pos(), fmt.Sprintf("%s depends on %s, which the statements of this cell declare", d.name, name),
					"put the "+d.kind.String()+" into the next cell")
			}
		}
	}
	changed := make(map[string]bool)
	for _, d := range e.hoisted {
		if live := e.s.decls[d.name]; live != nil && (live.kind != KindVar || !types.Identical(live.obj.Type(), d.obj.Type())) {
			changed[d.name] = true
		}
	}
	for name, d := range e.s.decls {
		if (d.kind == KindConst || d.kind == KindType) && e.own[name] == nil && !changed[name] && !e.excluded[name] && touches(d.deps, changed) {
			again = e.exclude([]complaint{{d, checkError{pos: d.obj.Pos()}}}) || again
		}
	}
	return again
}

// secondPass checks the bodies of functions that mention the variables of the
// statements.
func (e *edit) secondPass() []checkError {
	e.second = e.seeHoisted()
	if len(e.second) == 0 {
		return nil
	}
	s := e.s
	if e.first == nil {
		e.first = make(map[*ast.FuncDecl]*types.Func)
		for _, d := range slices.Concat(e.order, e.again) {
			if f, ok := e.defined(d).(*types.Func); ok {
				e.first[d.fn] = f
			}
		}
	}
	after := maps.Collect(e.objects())
	s.clear()
	var sources []source
	mentioned, checked := make(map[string]bool), make(map[string]bool)
	for _, d := range e.second {
		src := source{decls: []ast.Decl{d.fn}}
		if e.own[d.name] == nil {
			src.imports = e.ownImports(d)
		}
		sources = append(sources, src)
		identifiers(mentioned, d.fn)
		checked[d.name] = true
	}
	var b borrowed
	for _, d := range e.second {
		id, _ := receiver(d.fn)
		if id == nil {
			continue
		}
		t, ok := after[id.Name].(*types.TypeName)
		if !ok {
			t, ok = e.known(id.Name).(*types.TypeName)
		}
		if ok {
			b.borrow(id, t)
		}
	}
	defer func() { b.restore(e.info) }()
	scope := s.pkg.Scope()
	for name := range mentioned {
		o := after[name]
		if o == nil {
			o = e.lookup(name)
		}
		if o != nil && !checked[name] {
			scope.Insert(o)
		}
	}
	return s.check(e.info, b.pkg, sources...)
}

// objects yields the objects that the first pass has made, and the variables.
func (e *edit) objects() func(yield func(string, types.Object) bool) {
	return func(yield func(string, types.Object) bool) {
		for _, d := range slices.Concat(e.order, e.again) {
			if o := e.defined(d); o != nil && d.kind != KindMethod && !yield(d.name, o) {
				return
			}
		}
		for _, d := range e.hoisted {
			if !yield(d.name, d.obj) {
				return
			}
		}
	}
}

// defined returns the object that the checker has made for a declaration, nil if
// it has not been checked.
func (e *edit) defined(d *decl) types.Object {
	switch {
	case d.fn != nil:
		return e.info.Defs[d.fn.Name]
	case d.spec != nil:
		return e.info.Defs[d.spec.Name]
	case d.group != nil:
		for _, id := range declared(d.group) {
			if id.Name == d.name {
				return e.info.Defs[id]
			}
		}
	case d.kind == KindVar:
		for _, g := range e.sx.decls {
			for _, id := range declared(g) {
				if v, ok := e.info.Defs[id].(*types.Var); ok && id.Name == d.name {
					return v
				}
			}
		}
	}
	return nil
}

// seeHoisted returns the functions that the second pass has to check: those of the
// cell that waited, and live ones.
func (e *edit) seeHoisted() []*decl {
	var list []*decl
	for _, d := range e.order {
		if d.fn != nil && e.stubs[d.fn] {
			list = append(list, d)
		}
	}
	if len(e.hoisted) == 0 || e.scopes {
		return list
	}
	changed := make(map[string]bool)
	for _, d := range e.hoisted {
		changed[d.name] = true
	}
	for name, d := range e.s.decls {
		if d.fn == nil || e.own[name] != nil || changed[name] || e.excluded[name] ||
			d.kind == KindMethod && (changed[d.recv] || !e.attached(d)) || !e.usesVar(d, changed) {
			continue
		}
		c := *d
		c.obj = nil
		list = append(list, &c)
	}
	slices.SortStableFunc(list, func(a, b *decl) int { return cmp.Compare(a.seq, b.seq) })
	return list
}

// attached reports whether a live method is one of its type after the first pass: a
// type that was checked again may have got back a method that did not fit it.
func (e *edit) attached(d *decl) bool {
	return e.s.attached(d) || e.hard[d.recv] && slices.ContainsFunc(e.again, func(c *decl) bool { return c.fn == d.fn })
}

// usesVar reports whether a live function mentions, in its sense, something in
// changed: a name that is a variable or function now, not an import or predeclared.
func (e *edit) usesVar(d *decl, changed map[string]bool) bool {
	return slices.ContainsFunc(d.deps, func(n string) bool {
		live := e.s.decls[n]
		return changed[n] && (live != nil || d.frozen)
	})
}
