package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"gosched/kernel/internal/stdlib"
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
	e.info = stdlib.NewInfo()
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
	identifiers(ids, fn.Type, fn.Body)
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

// isType reports whether a name is a type after the cell.
func (e *edit) isType(name string) bool {
	if d := e.own[name]; d != nil {
		return d.kind == KindType
	}
	return e.liveType(name) != nil && !e.vars[name]
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
	if d := e.s.decls[name]; d != nil && !d.gone {
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
	if d := s.decls[name]; d != nil && !d.gone {
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
