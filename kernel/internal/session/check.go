package session

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"gosched/kernel/internal/pattern"
)

// A checkError is a complaint of the type checker.
type checkError struct {
	pos token.Pos
	msg string
}

// A source is declarations that are checked as one file.
type source struct {
	decls   []ast.Decl
	imports map[string]*imported // names that are packages here, whatever they are elsewhere
}

// file returns the syntax of a file.
func (src source) file(receivers *types.Package) *ast.File {
	f := &ast.File{Name: ast.NewIdent("main")}
	importAs := func(name, path string) {
		spec := &ast.ImportSpec{Name: ast.NewIdent(name), Path: &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(path)}}
		f.Decls = append(f.Decls, genDecl(token.IMPORT, spec))
	}
	if receivers != nil {
		importAs(".", receivers.Path())
	}
	for name, imp := range src.imports {
		importAs(name, imp.path)
	}
	f.Decls = append(f.Decls, src.decls...)
	return f
}

// check type-checks declarations against the package scope as it is, which gets
// the objects they declare. Receivers are types that methods may be declared for
// although they are declared elsewhere; see borrow.
func (s *Session) check(info *types.Info, receivers *types.Package, sources ...source) (errs []checkError) {
	var files []*ast.File
	known := packages{}
	if receivers != nil {
		known[receivers.Path()] = receivers
	}
	for _, src := range sources {
		defer s.enclose(src.decls)()
		if len(src.decls) > 0 {
			files = append(files, src.file(receivers))
		}
		for _, imp := range src.imports {
			known[imp.path] = imp.pkg
		}
	}
	conf := types.Config{
		GoVersion: "go1.26",
		Sizes:     s.sizes,
		Importer:  known,
		Error: func(err error) {
			var e types.Error
			if !errors.As(err, &e) || ownMaking(e.Msg) {
				return
			}
			switch part, isPart := strings.CutPrefix(e.Msg, "\t"); {
			case isPart && len(errs) > 0: // of the explanation of the last error
				errs[len(errs)-1].msg += "\n\t" + s.place(e.Pos) + part
			default:
				errs = append(errs, checkError{e.Pos, rePlace(e.Msg)})
			}
		},
	}
	defer func() {
		if e := recover(); e != nil {
			errs = append(errs, checkError{token.NoPos, fmt.Sprintf("internal error of the type checker: %v", e)})
		}
	}()
	_ = types.NewChecker(&conf, s.fset, s.pkg, info).Files(files)
	return errs
}

// filePlace matches a position as the checker prints it, which is that of a declaration.
var filePlace = pattern.New(`\bcell (\d+):(\d+):(\d+)`)

// rePlace words the positions of declarations in a message as all others are.
func rePlace(msg string) string {
	return filePlace.ReplaceAllStringFunc(msg, func(at string) string {
		m := filePlace.FindStringSubmatch(at)
		var n [3]int
		for i := range n {
			n[i], _ = strconv.Atoi(m[i+1])
		}
		if n[1] == 1 {
			n[2] -= len(declHead)
		}
		return Error{Cell: n[0], Line: n[1], Col: n[2]}.Position()
	})
}

// place says where a part of an explanation is about, as "cell 3, line 1, column 6: ".
func (s *Session) place(pos token.Pos) string {
	f := s.fileOf(pos)
	if f == nil {
		return ""
	}
	line, col := f.mapper.OffsetLineCol(f.offset(pos))
	return Error{Cell: f.cell, Line: line, Col: col}.Position() + ": "
}

// enclose puts names of earlier types into parentheses where a type is defined as
// one, and returns what takes them away. The checker follows such names to find
// cycles, and believes that it is to declare all that are in the package scope.
func (s *Session) enclose(decls []ast.Decl) (restore func()) {
	var specs []*ast.TypeSpec
	for _, d := range decls {
		g, _ := d.(*ast.GenDecl)
		if g == nil || g.Tok != token.TYPE {
			continue
		}
		for _, spec := range g.Specs {
			spec := spec.(*ast.TypeSpec)
			if id, ok := spec.Type.(*ast.Ident); ok && s.pkg.Scope().Lookup(id.Name) != nil {
				spec.Type = &ast.ParenExpr{Lparen: id.Pos(), X: id, Rparen: id.End()}
				specs = append(specs, spec)
			}
		}
	}
	return func() {
		for _, spec := range specs {
			spec.Type = spec.Type.(*ast.ParenExpr).X
		}
	}
}

// ownMaking reports whether an error is about imports that source.file makes: they
// need not be used, and may have the name of something else.
func ownMaking(msg string) bool {
	return strings.HasSuffix(msg, " imported and not used") || strings.Contains(msg, " imported as ") && strings.HasSuffix(msg, " and not used") ||
		strings.Contains(msg, " already declared through import of package ")
}

// packages is an importer of known packages.
type packages map[string]*types.Package

func (p packages) Import(path string) (*types.Package, error) {
	if pkg := p[path]; pkg != nil {
		return pkg, nil
	}
	return nil, fmt.Errorf("package %s is not available", path)
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
