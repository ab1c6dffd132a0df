package session

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// dependants returns copies of the live declarations that the plan names.
func (e *edit) dependants() []*decl {
	var list []*decl
	for name, d := range e.s.decls {
		if e.own[name] != nil || e.excluded[name] {
			continue
		}
		inType := d.kind == KindMethod && e.hard[d.recv] && e.isType(d.recv)
		if !e.hard[name] && !e.body[name] && !inType {
			continue
		}
		if e.imports[name] != nil || d.kind == KindMethod && (!e.isType(d.recv) || e.replay && e.excluded[d.recv]) {
			continue
		}
		c := *d
		c.obj = nil
		list = append(list, &c)
	}
	slices.SortFunc(list, func(a, b *decl) int { return cmp.Compare(a.seq, b.seq) })
	return list
}

// ownImports returns the packages that a dependant mentions by names that mean
// something else by now.
func (e *edit) ownImports(d *decl) map[string]*imported {
	var pkgs map[string]*imported
	for name, imp := range d.pkgs {
		if e.imports[name] != nil || e.s.imports[name] != nil && e.own[name] == nil && !e.vars[name] {
			continue
		}
		if pkgs == nil {
			pkgs = make(map[string]*imported)
		}
		pkgs[name] = imp
	}
	return pkgs
}

// syntaxAgain returns the syntax of the dependants.
func (e *edit) syntaxAgain() []source {
	w := &typeWriter{pkg: e.s.pkg, named: make(map[*types.TypeName]bool)}
	for name := range e.hard {
		if d := e.liveType(name); d != nil && e.isType(name) && !d.frozen {
			w.named[d.obj.(*types.TypeName)] = true
		}
	}
	var sources []source
	var list []ast.Decl
	syntax := func(d *decl) ast.Decl {
		if e.mended[d.name] {
			return e.stub(d.fn)
		}
		return d.fn
	}
	groups := make(map[*ast.GenDecl]bool)
	e.again = slices.DeleteFunc(e.again, func(d *decl) bool {
		switch d.kind {
		case KindFunc, KindMethod:
			if pkgs := e.ownImports(d); pkgs != nil {
				sources = append(sources, source{[]ast.Decl{syntax(d)}, pkgs})
			} else {
				list = append(list, syntax(d))
			}
		case KindType:
			list = append(list, genDecl(token.TYPE, d.spec))
		case KindConst:
			if !groups[d.group] {
				groups[d.group] = true
				list = append(list, e.liveConsts(d.group))
			}
		case KindVar:
			old := e.s.decls[d.name].obj
			w.ok, w.pos = true, old.Pos()
			x := w.expr(old.Type())
			if !w.ok {
				e.excluded[d.name] = true
				return true
			}
			id := &ast.Ident{NamePos: old.Pos(), Name: d.name}
			d.group = genDecl(token.VAR, &ast.ValueSpec{Names: []*ast.Ident{id}, Type: x})
			list = append(list, d.group)
		}
		return false
	})
	return append(sources, source{decls: list})
}

// mend finds functions that did not fit, and fit now, but with another signature,
// since what it mentions has changed in the meantime: their callers are concerned.
func (e *edit) mend() (again bool) {
	for _, d := range slices.Concat(e.again, e.second) {
		live := e.s.decls[d.name]
		if d.kind != KindFunc || live == nil || !live.frozen || e.hard[d.name] || e.own[d.name] != nil {
			continue
		}
		if f := e.defined(d); f != nil && !types.Identical(f.Type(), live.obj.Type()) {
			e.mended[d.name], again = true, true
		}
	}
	return again
}

// liveConsts returns a declaration of constants in which those that have been
// replaced are blank.
func (e *edit) liveConsts(g *ast.GenDecl) *ast.GenDecl {
	c := *g
	c.Specs = nil
	for _, spec := range g.Specs {
		v := *spec.(*ast.ValueSpec)
		v.Names = slices.Clone(v.Names)
		for i, id := range v.Names {
			if d := e.s.decls[id.Name]; d == nil || d.group != g || e.own[id.Name] != nil {
				v.Names[i] = &ast.Ident{NamePos: id.NamePos, Name: "_"}
			}
		}
		c.Specs = append(c.Specs, &v)
	}
	return &c
}
