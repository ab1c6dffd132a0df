package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A Probe is what can be made of a cell that is being written.
type Probe struct {
	Mapper *Mapper
	Pkg    *types.Package
	Info   *types.Info    // with Scopes
	Roots  []ast.Node     // the declarations, and the statements as a function
	Top    *types.Scope   // of the statements, nil if there are none
	Names  []types.Object // what the cell's imports bring in

	mistakes []mistake // of syntax
	s        *Session
	files    []*file
}

// Probe checks a cell as far as that goes. Mistakes are ignored, and so are other
// declarations that the cell would affect. The session stays as it is; the result
// is valid until the next Edit or Probe.
func (s *Session) Probe(src string) *Probe {
	s.giveUp()
	sx, ms := s.parse(Cell{Source: src})
	s.pending = sx.files
	e := s.newEdit(sx)
	e.scopes = true
	e.declare()
	e.assigned = sx.last != nil && !mayBeStatement(sx.last.X, e.shadows)
	for {
		e.plan = plan{hard: make(map[string]bool), body: make(map[string]bool)}
		for name, d := range e.own {
			e.hard[name] = d.kind != KindMethod
		}
		if !e.importMissing(e.firstPass()) {
			break
		}
	}
	e.collectHoisted()
	e.secondPass()
	p := &Probe{Mapper: sx.mapper, Pkg: s.pkg, Info: e.info, Roots: e.roots(), mistakes: ms, s: s, files: sx.files}
	p.Names = exported(e.dots)
	for name, imp := range e.imports {
		p.Names = append(p.Names, types.NewPkgName(token.NoPos, s.pkg, name, imp.pkg))
	}
	if sx.run != nil {
		p.Top = e.info.Scopes[sx.run.Type]
	}
	return p
}

// Aside calls do, which may Probe, while a Change is being made use of: that remains
// as it is, and can be committed afterwards.
func (s *Session) Aside(do func()) {
	pending, scope, imports := s.pending, *s.pkg.Scope(), s.pkg.Imports()
	s.pending = nil
	defer func() {
		s.giveUp()
		s.pending = pending
		*s.pkg.Scope() = scope
		s.pkg.SetImports(imports)
	}()
	do()
}

// Offset returns the offset in the cell of a position in Roots, -1 for others.
func (p *Probe) Offset(pos token.Pos) int {
	if f := p.s.fileOf(pos); f != nil && f.mapper == p.Mapper {
		return f.offset(pos)
	}
	return -1
}

// Broken reports whether the parser complains of something at or after an offset.
func (p *Probe) Broken(offset int) bool {
	return slices.ContainsFunc(p.mistakes, func(m mistake) bool { return m.offset >= offset })
}

// Source returns the source of a live declaration ("f", "T.M"), with its comments,
// and the cell it is in.
func (s *Session) Source(name string) (text string, cell int, ok bool) {
	d := s.decls[name]
	if d == nil {
		return "", 0, false
	}
	return d.text, d.cell, true
}

// Variable returns the object of a live variable and the key of its storage, ""
// if it has lost its value; nil and "" if there is no such variable.
func (s *Session) Variable(name string) (v types.Object, key string) {
	if d := s.decls[name]; d != nil && d.kind == KindVar {
		if d.lost {
			return d.obj, ""
		}
		return d.obj, d.key
	}
	return nil, ""
}

// Visible returns the objects of the session and its imports, without methods.
func (s *Session) Visible() []types.Object {
	var list []types.Object
	for _, d := range s.decls {
		if d.kind != KindMethod && !d.gone {
			list = append(list, d.obj)
		}
	}
	for name, imp := range s.imports {
		list = append(list, types.NewPkgName(token.NoPos, s.pkg, name, imp.pkg))
	}
	return append(list, exported(s.dots)...)
}

// exported returns what packages export.
func exported(imports []*imported) (list []types.Object) {
	for _, imp := range imports {
		for _, name := range imp.pkg.Scope().Names() {
			if token.IsExported(name) {
				list = append(list, imp.pkg.Scope().Lookup(name))
			}
		}
	}
	return list
}

// Import returns a package that cells may import.
func (s *Session) Import(path string) (*types.Package, error) { return s.imp.Import(path) }

// Packages returns the paths of the packages of this name that cells may import.
func (s *Session) Packages(name string) []string { return s.imp.Packages(name) }

// PackageName returns the name of a package of Paths.
func (s *Session) PackageName(path string) string { return s.imp.PackageName(path) }

// Paths returns the paths of all packages that cells may import, as far as they are
// known.
func (s *Session) Paths() []string { return s.imp.Paths() }

// Doc returns the doc comment of a package, or of a name of it, as stdlib.Doc does.
func (s *Session) Doc(path, name string) string { return s.imp.Doc(path, name) }

// SyntaxErrors returns the mistakes in a cell that need no types to be seen.
func SyntaxErrors(src string) Errors {
	s := New(nil)
	sx, ms := s.parse(Cell{Source: src})
	for _, d := range sx.decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body == nil && len(ms) == 0 {
			ms = append(ms, mistake{offset: len(strings.TrimRight(src, " \t\r\n")), msg: "missing function body"})
		}
	}
	return sx.errors(ms)
}

// DeclarationsAfter returns the functions, types and constants that a cell
// declares after an offset, each on lines of its own.
func DeclarationsAfter(src string, offset int) string {
	var b strings.Builder
	chunks, _ := split(src)
	for _, c := range chunks {
		switch c.kind {
		case chunkFunc, chunkType, chunkConst:
			if c.first > offset {
				b.WriteString(src[c.start:c.end] + "\n")
			}
		}
	}
	return b.String()
}
