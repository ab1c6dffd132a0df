package session

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A checkError is a complaint of the type checker.
type checkError struct {
	pos token.Pos
	msg string
}

// check type-checks declarations against the package scope as it is, which gets
// the objects they declare. Receivers are types that methods may be declared for
// although they are declared elsewhere; see borrow.
func (s *Session) check(info *types.Info, receivers *types.Package, groups ...[]ast.Decl) (errs []checkError) {
	var files []*ast.File
	for _, decls := range groups {
		if len(decls) > 0 {
			files = append(files, &ast.File{Name: ast.NewIdent("main"), Decls: decls})
		}
	}
	if receivers != nil {
		for _, f := range files {
			spec := &ast.ImportSpec{Name: ast.NewIdent("."), Path: &ast.BasicLit{Kind: token.STRING, Value: `"receivers"`}}
			f.Decls = append([]ast.Decl{genDecl(token.IMPORT, spec)}, f.Decls...)
		}
	}
	conf := types.Config{
		GoVersion: "go1.26",
		Sizes:     s.sizes,
		Importer:  only{receivers},
		Error: func(err error) {
			var e types.Error
			if !errors.As(err, &e) || strings.HasPrefix(e.Msg, "\t") || strings.HasPrefix(e.Msg, `"receivers" imported`) {
				return // the second line of another error, or of our own making
			}
			errs = append(errs, checkError{e.Pos, e.Msg})
		},
	}
	defer func() {
		if e := recover(); e != nil && len(errs) == 0 {
			errs = append(errs, checkError{token.NoPos, fmt.Sprintf("internal error of the type checker: %v", e)})
		}
	}()
	_ = types.NewChecker(&conf, s.fset, s.pkg, info).Files(files)
	return errs
}

// only is an importer of a single package.
type only struct{ pkg *types.Package }

func (o only) Import(path string) (*types.Package, error) {
	if o.pkg == nil {
		return nil, fmt.Errorf("package %s is not available", path)
	}
	return o.pkg, nil
}

// clear empties the package scope, keeping its address.
func (s *Session) clear() {
	*s.pkg.Scope() = *types.NewScope(types.Universe, token.NoPos, token.NoPos, "package main")
	s.pkg.SetImports(nil)
}

// A borrowed is a set of receivers under names that a dot import may bring in.
// The checker collects the methods of a type only together with its declaration,
// and looks for the latter in the package scope. A method that is checked without
// it therefore has to find its receiver elsewhere.
type borrowed struct {
	pkg    *types.Package
	idents map[*ast.Ident]*types.TypeName
}

// borrow makes the receiver of fn, named by id, stand for t.
func (b *borrowed) borrow(id *ast.Ident, t *types.TypeName) {
	if b.pkg == nil {
		b.pkg = types.NewPackage("receivers", "receivers")
		b.pkg.MarkComplete()
		b.idents = make(map[*ast.Ident]*types.TypeName)
	}
	name := "Receiver·" + id.Name
	b.idents[id] = t
	id.Name = name
	if b.pkg.Scope().Lookup(name) == nil {
		b.pkg.Scope().Insert(types.NewTypeName(t.Pos(), b.pkg, name, t.Type()))
	}
}

// restore undoes borrow in the syntax and in info.
func (b *borrowed) restore(info *types.Info) {
	for id, t := range b.idents {
		id.Name = strings.TrimPrefix(id.Name, "Receiver·")
		info.Uses[id] = t
	}
}
