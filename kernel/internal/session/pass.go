package session

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
)

// A pass is what the first pass checks besides the declarations of the cell.
type pass struct {
	again  []*decl                       // dependants: copies of live declarations, without obj
	stubs  map[*ast.FuncDecl]bool        // functions of the cell whose bodies wait for the second pass
	first  map[*ast.FuncDecl]*types.Func // what the first pass made of functions
	second []*decl                       // functions of the second pass
}

// firstPass checks the cell's declarations, what depends on them, and the
// statements, with the names as they were before the cell.
func (e *edit) firstPass() []checkError {
	s := e.s
	e.info = newInfo()
	if e.scopes {
		e.info.Scopes = make(map[ast.Node]*types.Scope)
	}
	e.pass = pass{stubs: make(map[*ast.FuncDecl]bool)}
	mine := e.ownDecls()
	e.again = e.dependants()
	run, restore := e.runDecl()
	defer restore()

	s.clear()
	sources := append(e.syntaxAgain(), source{decls: mine}, source{decls: run, imports: e.unshadowed()})
	mentioned := make(map[string]bool)
	for _, src := range sources {
		for _, d := range src.decls {
			identifiers(mentioned, d)
		}
	}
	var b borrowed
	e.borrowReceivers(&b, sources)
	defer func() { b.restore(e.info) }()
	e.insert(mentioned, func(name string) bool {
		own := e.own[name]
		return e.hard[name] || e.body[name] || own != nil && own.kind == KindFunc
	})
	return s.check(e.info, b.pkg, sources...)
}

// ownDecls returns the declarations of the cell that are new. Bodies that mention
// variables of the statements are left out.
func (e *edit) ownDecls() []ast.Decl {
	var list []ast.Decl
	for _, d := range e.sx.decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			if kept := e.fresh(d); kept != nil {
				list = append(list, kept)
			}
		case *ast.FuncDecl:
			list = append(list, e.stub(d))
		}
	}
	return list
}

// fresh returns a declaration without the types and constants that are as they were.
func (e *edit) fresh(g *ast.GenDecl) *ast.GenDecl {
	switch g.Tok {
	case token.TYPE:
		var specs []ast.Spec
		for _, spec := range g.Specs {
			if name := spec.(*ast.TypeSpec).Name.Name; e.hard[name] || name == "_" {
				specs = append(specs, spec)
			}
		}
		if len(specs) == 0 {
			return nil
		}
		if len(specs) < len(g.Specs) {
			return genDecl(token.TYPE, specs...)
		}
	case token.CONST:
		ids := declared(g)
		if !slices.ContainsFunc(ids, func(id *ast.Ident) bool { return e.hard[id.Name] }) &&
			slices.ContainsFunc(ids, func(id *ast.Ident) bool { return id.Name != "_" }) {
			return nil
		}
		for _, id := range ids { // the group is checked as one
			e.hard[id.Name] = true
		}
	}
	return g
}

// stub returns a function as it is in the first pass.
func (e *edit) stub(fn *ast.FuncDecl) ast.Decl {
	if len(e.vars) == 0 || fn.Body == nil {
		return fn
	}
	ids := make(map[string]bool)
	identifiers(ids, fn.Body)
	for name := range e.vars {
		if ids[name] {
			e.stubs[fn] = true
			c := *fn
			c.Body = &ast.BlockStmt{Lbrace: fn.Body.Lbrace, Rbrace: fn.Body.Rbrace, List: []ast.Stmt{
				&ast.ForStmt{For: fn.Body.Lbrace, Body: &ast.BlockStmt{}}, // ends nowhere, so nothing is missing
			}}
			return &c
		}
	}
	return fn
}

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

// isType reports whether a name is a type after the cell.
func (e *edit) isType(name string) bool {
	if d := e.own[name]; d != nil {
		return d.kind == KindType
	}
	return e.liveType(name) != nil
}

// unshadowed returns the packages whose names the statements define again as
// variables: in url, err := url.Parse(s) the second url is the package, also when
// the cell is run once more.
func (e *edit) unshadowed() map[string]*imported {
	var pkgs map[string]*imported
	for name := range e.vars {
		if d := e.s.decls[name]; d != nil && d.shadows != nil {
			if pkgs == nil {
				pkgs = make(map[string]*imported)
			}
			pkgs[name] = d.shadows
		}
	}
	return pkgs
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
	groups := make(map[*ast.GenDecl]bool)
	e.again = slices.DeleteFunc(e.again, func(d *decl) bool {
		switch d.kind {
		case KindFunc, KindMethod:
			if pkgs := e.ownImports(d); pkgs != nil {
				sources = append(sources, source{[]ast.Decl{d.fn}, pkgs})
			} else {
				list = append(list, d.fn)
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

// runDecl returns the statements as they are checked, and a function that puts
// the syntax back.
func (e *edit) runDecl() (list []ast.Decl, restore func()) {
	run := e.sx.run
	if run == nil {
		return nil, func() {}
	}
	if e.assigned {
		stmts := run.Body.List
		last := e.sx.last
		stmts[len(stmts)-1] = &ast.AssignStmt{
			Lhs: []ast.Expr{&ast.Ident{NamePos: last.Pos(), Name: "_"}}, TokPos: last.Pos(), Tok: token.ASSIGN, Rhs: []ast.Expr{last.X},
		}
		restore = func() { stmts[len(stmts)-1] = last }
	} else {
		restore = func() {}
	}
	return []ast.Decl{run}, restore
}

// borrowReceivers lets methods name receivers whose types are not checked with them.
func (e *edit) borrowReceivers(b *borrowed, sources []source) {
	for _, src := range sources {
		for _, d := range src.decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			id, _ := receiver(fn)
			if id == nil || e.hard[id.Name] {
				continue
			}
			if t, ok := e.known(id.Name).(*types.TypeName); ok {
				b.borrow(id, t)
			}
		}
	}
}

// known returns what a name meant before the cell, apart from imports.
func (e *edit) known(name string) types.Object {
	if d := e.s.decls[name]; d != nil {
		return d.obj
	}
	return nil
}

// insert puts into the package scope the objects of names, except those that the
// pass declares.
func (e *edit) insert(names map[string]bool, declares func(string) bool) {
	scope := e.s.pkg.Scope()
	for name := range names {
		if declares(name) && e.imports[name] == nil || e.replay && e.excluded[name] {
			continue
		}
		if o := e.lookup(name); o != nil {
			scope.Insert(o)
		}
	}
}

// lookup returns the object of a name that the cell does not declare.
func (e *edit) lookup(name string) types.Object {
	if imp := e.imports[name]; imp != nil {
		return types.NewPkgName(token.NoPos, e.s.pkg, name, imp.pkg)
	}
	return e.s.lookup(name, e.dots)
}

// lookup returns the object that a name stands for; dots are further dot imports.
func (s *Session) lookup(name string, dots []*imported) types.Object {
	if d := s.decls[name]; d != nil {
		return d.obj
	}
	if imp := s.imports[name]; imp != nil {
		return types.NewPkgName(token.NoPos, s.pkg, name, imp.pkg)
	}
	if !token.IsExported(name) {
		return nil
	}
	for _, list := range [][]*imported{dots, s.dots} {
		for _, dot := range slices.Backward(list) {
			if o := dot.pkg.Scope().Lookup(name); o != nil {
				return o
			}
		}
	}
	return nil
}

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
				if id.Name == d.name && e.info.Defs[id] != nil {
					return e.info.Defs[id]
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
	for e.seeMore(&list, changed) {
	}
	slices.SortStableFunc(list, func(a, b *decl) int { return cmp.Compare(a.seq, b.seq) })
	return list
}

// seeMore adds the live functions that mention something in changed. Generic ones
// are changed thereby: what they are lowered to depends on their key.
func (e *edit) seeMore(list *[]*decl, changed map[string]bool) bool {
	more := false
	for name, d := range e.s.decls {
		if d.fn == nil || e.own[name] != nil || changed[name] || e.excluded[name] ||
			d.kind == KindMethod && !e.s.attached(d) || !e.usesVar(d, changed) {
			continue
		}
		if slices.ContainsFunc(*list, func(o *decl) bool { return o.name == name }) {
			continue
		}
		c := *d
		c.obj = nil
		*list = append(*list, &c)
		if d.kind == KindFunc && d.generic() {
			changed[name] = true
			more = true
		}
	}
	return more
}

// usesVar reports whether a live function mentions, in its sense, something in
// changed: a name that is a variable or function now, not an import or predeclared.
func (e *edit) usesVar(d *decl, changed map[string]bool) bool {
	return slices.ContainsFunc(d.deps, func(n string) bool {
		live := e.s.decls[n]
		return changed[n] && (live != nil || d.frozen)
	})
}
