package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// declareImport notes an import of the cell.
func (e *edit) declareImport(spec *ast.ImportSpec) {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return // the parser has complained
	}
	if path == "C" {
		e.importC(spec)
		return
	}
	pkg, err := e.s.imp.Import(path)
	if err != nil {
		e.mistake(spec.Path.Pos(), "could not import "+path+" ("+strings.TrimPrefix(err.Error(), "package "+path+" ")+")", e.similarPath(path))
		return
	}
	imp := &imported{name: pkg.Name(), path: path, pkg: pkg, cell: e.sx.cell.Number}
	if spec.Name != nil {
		imp.name = spec.Name.Name
	}
	switch old := e.imports[imp.name]; {
	case imp.name == "_":
		e.blanks = append(e.blanks, imp)
	case imp.name == ".":
		e.dots = append(e.dots, imp)
	case imp.name == "init":
		e.mistake(spec.Pos(), "cannot import package as init - init must be a func", "")
	case old != nil && old.path != path:
		e.mistake(spec.Pos(), imp.name+" redeclared in this block", "")
	default:
		e.imports[imp.name] = imp
	}
}

// importC notes an import of C, which only the compiler understands.
func (e *edit) importC(spec *ast.ImportSpec) {
	if !e.compiled {
		e.mistake(spec.Path.Pos(), `import "C" needs the C compiler`, "cells are interpreted and cannot call C; write %%go on the first line to have this cell compiled")
		return
	}
	e.imports["C"] = &imported{name: "C", path: "C", pkg: fakeC(), cell: e.sx.cell.Number}
}

// fakeC returns the package C as the type checker has it for a program that it
// cannot know all about: whatever is selected from it is accepted.
func fakeC() *types.Package {
	f := &ast.File{Name: ast.NewIdent("main")}
	f.Decls = append(f.Decls, genDecl(token.IMPORT, &ast.ImportSpec{Path: &ast.BasicLit{Kind: token.STRING, Value: `"C"`}}))
	info := &types.Info{Implicits: make(map[ast.Node]types.Object)}
	conf := types.Config{FakeImportC: true, Error: func(error) {}}
	_, _ = conf.Check("main", token.NewFileSet(), []*ast.File{f}, info)
	for _, o := range info.Implicits {
		if p, ok := o.(*types.PkgName); ok {
			return p.Imported()
		}
	}
	return types.NewPackage("C", "C")
}

// similarPath suggests paths of packages that are named like the last element of
// one that does not exist.
func (e *edit) similarPath(path string) string {
	name := path[strings.LastIndexByte(path, '/')+1:]
	paths := e.s.imp.Packages(name)
	if len(paths) == 0 {
		paths = e.s.imp.Packages(strings.ToLower(name))
	}
	if len(paths) == 0 {
		return ""
	}
	return "did you mean " + quotedList(paths) + "?"
}

// quotedList prints alternatives: "a", "b" or "c".
func quotedList(list []string) string {
	var b strings.Builder
	for i, s := range list {
		switch {
		case i > 0 && i == len(list)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(strconv.Quote(s))
	}
	return b.String()
}

// importMissing imports packages that the cell uses without saying so, and
// reports whether there were any. Only a name that a single package has is
// understood.
func (e *edit) importMissing(mine []checkError) bool {
	found := false
	for _, err := range mine {
		name, ok := strings.CutPrefix(err.msg, "undefined: ")
		if !ok || e.imports[name] != nil || !e.qualifies(err) {
			continue
		}
		paths := e.s.imp.Packages(name)
		if len(paths) != 1 {
			continue
		}
		if pkg, err := e.s.imp.Import(paths[0]); err == nil {
			e.imports[name] = &imported{name: name, path: paths[0], pkg: pkg, cell: e.sx.cell.Number, auto: true}
			found = true
		}
	}
	return found
}

// qualifies reports whether the name that err is about stands before a dot.
func (e *edit) qualifies(err checkError) bool {
	name := strings.TrimPrefix(err.msg, "undefined: ")
	f := e.s.fileOf(err.pos)
	if f == nil {
		return false
	}
	after := e.sx.cell.Source[min(f.offset(err.pos)+len(name), len(e.sx.cell.Source)):]
	return strings.HasPrefix(strings.TrimLeft(after, " \t"), ".")
}
