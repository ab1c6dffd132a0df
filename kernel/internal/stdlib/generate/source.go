package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/comments"
	"gosched/kernel/internal/pack"
)

// A genericPkg is a package of which source is kept, checked with bodies.
type genericPkg struct {
	path  string
	files []*genericFile
	info  *types.Info
	types *types.Package
	decls map[types.Object]declaration
	kept  map[types.Object]use
}

// A genericFile is a source file of which some declarations are kept.
type genericFile struct {
	name   string
	text   []byte
	syntax *ast.File
	keep   map[ast.Decl]bool // true: with body
	used   map[*types.PkgName]bool
}

// A declaration is where an object is declared.
type declaration struct {
	file *genericFile
	decl ast.Decl
}

// open returns a package, parsed and checked with bodies and overlay.
func (g *genericSet) open(path string) (*genericPkg, error) {
	if p := g.pkgs[path]; p != nil {
		return p, nil
	}
	src := g.world.pkgs[path]
	p := &genericPkg{
		path:  path,
		info:  &types.Info{Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object), Implicits: make(map[ast.Node]types.Object)},
		decls: make(map[types.Object]declaration),
		kept:  make(map[types.Object]use),
	}
	if err := p.parse(g.fset, src); err != nil {
		return nil, err
	}
	conf := types.Config{
		Importer:  g.world.importsOf(src),
		Sizes:     g.world.sizes,
		GoVersion: goVersion,
		Error:     func(error) {}, // imports that only replaced bodies used; the test of the product sees all else
	}
	var syntax []*ast.File
	for _, f := range p.files {
		syntax = append(syntax, f.syntax)
	}
	p.types, _ = conf.Check(path, g.fset, syntax, p.info)
	for _, f := range p.files {
		p.declare(f)
	}
	g.pkgs[path] = p
	return p, nil
}

// parse reads the files of a package, overlay first, and takes out what the
// overlay replaces.
func (p *genericPkg) parse(fset *token.FileSet, src *pkg) error {
	replaced := make(map[string]bool)
	if name, text := overlay(src.ImportPath); text != nil {
		if err := p.add(fset, name, text); err != nil {
			return err
		}
		for _, d := range p.files[0].syntax.Decls {
			for _, n := range declared(d) {
				replaced[n] = true
			}
		}
	}
	for _, name := range src.GoFiles {
		text, err := os.ReadFile(filepath.Join(src.Dir, name))
		if err != nil {
			return err
		}
		if err := p.add(fset, name, text); err != nil {
			return err
		}
		f := p.files[len(p.files)-1].syntax
		f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool {
			return slices.ContainsFunc(declared(d), func(n string) bool { return replaced[n] })
		})
	}
	return nil
}

// add parses one file.
func (p *genericPkg) add(fset *token.FileSet, name string, text []byte) error {
	f, err := parser.ParseFile(fset, p.path+"/"+name, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	p.files = append(p.files, &genericFile{name: name, text: text, syntax: f, keep: make(map[ast.Decl]bool), used: make(map[*types.PkgName]bool)})
	return nil
}

// declared returns the names that d declares: "Name" or "Type.Method".
func declared(d ast.Decl) []string {
	if d, ok := d.(*ast.FuncDecl); ok {
		if d.Recv != nil {
			return []string{comments.Receiver(d) + "." + d.Name.Name}
		}
		return []string{d.Name.Name}
	}
	var names []string
	for _, id := range declaredIdents(d) {
		if id.Name != "_" {
			names = append(names, id.Name)
		}
	}
	return names
}

// declaredIdents returns the identifiers that d declares at package level.
func declaredIdents(d ast.Decl) []*ast.Ident {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return []*ast.Ident{d.Name}
	case *ast.GenDecl:
		var ids []*ast.Ident
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				ids = append(ids, s.Name)
			case *ast.ValueSpec:
				ids = append(ids, s.Names...)
			}
		}
		return ids
	}
	return nil
}

// declare records where the objects of a file are declared.
func (p *genericPkg) declare(f *genericFile) {
	for _, d := range f.syntax.Decls {
		for _, id := range declaredIdents(d) {
			if o := p.info.Defs[id]; o != nil {
				p.decls[o] = declaration{f, d}
			}
		}
	}
}

// own returns the object of p with the name of o, which may be of the same
// package checked without bodies.
func (p *genericPkg) own(o types.Object) types.Object {
	f, ok := o.(*types.Func)
	if !ok || f.Signature().Recv() == nil {
		return p.types.Scope().Lookup(o.Name())
	}
	t, ok := p.types.Scope().Lookup(receiverType(f).Name()).(*types.TypeName)
	if !ok {
		return nil
	}
	m, _, _ := types.LookupFieldOrMethod(t.Type(), true, p.types, o.Name())
	return m
}

// sources makes source.zip: one txtar member per package, in which all that is
// not kept has become empty lines, so that positions are those of the original.
func sources(fs files, dir string, g *genericSet) error {
	members := make(map[string][]byte)
	for path, p := range g.pkgs {
		a := new(txtar.Archive)
		for _, f := range p.files {
			if len(f.keep) > 0 {
				a.Files = append(a.Files, txtar.File{Name: f.name, Data: f.kept(g.fset, p.info)})
			}
		}
		members[path] = txtar.Format(a)
	}
	z, err := pack.Zip(members)
	fs[filepath.Join(dir, "source.zip")] = z
	return err
}

// kept returns the text of f with blanks for all that is not kept.
func (f *genericFile) kept(fset *token.FileSet, info *types.Info) []byte {
	out := make([]byte, 0, len(f.text))
	at := func(pos token.Pos) int { return fset.Position(pos).Offset }
	done := 0
	keep := func(from, to token.Pos) {
		out = blank(out, f.text[done:at(from)])
		out = append(out, f.text[at(from):at(to)]...)
		done = at(to)
	}
	keep(f.syntax.Package, f.syntax.Name.End())
	for _, d := range f.syntax.Decls {
		body, kept := f.keep[d]
		switch d := d.(type) {
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				for _, s := range d.Specs {
					if f.imports(info, s.(*ast.ImportSpec)) {
						out = append(blank(out, f.text[done:at(s.Pos())]), "import "...)
						done = at(s.Pos())
						keep(s.Pos(), s.End())
					}
				}
			} else if kept {
				keep(d.Pos(), d.End())
			}
		case *ast.FuncDecl:
			if kept && (body || d.Body == nil) {
				keep(d.Pos(), d.End())
			} else if kept {
				keep(d.Pos(), d.Body.Pos())
			}
		}
	}
	return append(out, '\n')
}

// imports reports whether a kept declaration uses the import.
func (f *genericFile) imports(info *types.Info, s *ast.ImportSpec) bool {
	o, ok := info.Implicits[s].(*types.PkgName)
	if s.Name != nil {
		o, ok = info.Defs[s.Name].(*types.PkgName)
	}
	return ok && f.used[o]
}

// blank appends the newlines of text.
func blank(out, text []byte) []byte {
	for _, c := range text {
		if c == '\n' {
			out = append(out, c)
		}
	}
	return out
}
