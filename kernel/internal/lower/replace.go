package lower

import (
	"embed"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"

	"gosched/kernel/internal/stdlib"
)

// Some generic functions of the standard library reach into the runtime, where
// Core Go cannot follow. They are lowered from the declarations in directory
// replace, which have the same meaning; whatever else of their package these
// need is declared there without body.

//go:embed replace
var replaceFiles embed.FS

// replaceFile names the file in directory replace for each package path.
var replaceFile = map[string]string{
	"iter":         "iter.go",
	"maps":         "maps.go",
	"math/rand/v2": "rand.go",
	"reflect":      "reflect.go",
	"runtime":      "runtime.go",
	"unique":       "unique.go",
}

// replacement returns the replaced declarations of a package, nil if there are none.
func (l *Lowerer) replacement(path string) *source {
	if s, ok := l.replaced[path]; ok {
		return s
	}
	var s *source
	if name, ok := replaceFile[path]; ok {
		s = l.checkReplacement(path, name)
	}
	l.replaced[path] = s
	return s
}

// checkReplacement panics if the file is wrong, which a test would have told.
func (l *Lowerer) checkReplacement(path, name string) *source {
	text, err := replaceFiles.ReadFile("replace/" + name)
	if err != nil {
		panic(err)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	if err != nil {
		panic(err)
	}
	info := newInfo()
	conf := types.Config{Importer: l.imp, Sizes: sizes}
	pkg, err := conf.Check(path, fset, []*ast.File{file}, info)
	if err != nil {
		panic(err)
	}
	s := newLibrary(path, &stdlib.Source{Pkg: pkg, Info: info, Files: []*ast.File{file}, Fset: fset})
	decls := map[string]*ast.FuncDecl{}
	for _, d := range file.Decls {
		if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
			decls[info.Defs[d.Name].(*types.Func).FullName()] = d
		}
	}
	s.decl = func(f *types.Func) *ast.FuncDecl { return decls[f.Origin().FullName()] }
	s.self = func(f *types.Func) *types.Func {
		return info.Defs[s.decl(f).Name].(*types.Func)
	}
	return s
}

func newInfo() *types.Info {
	return &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Instances:  map[*ast.Ident]types.Instance{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Implicits:  map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
}

// withinReach says whether the functions of a library package without type
// parameters can be lowered from their source: not those of the runtime.
func withinReach(path string) bool {
	switch path {
	case "runtime", "reflect", "weak", "unique":
		return false
	}
	return !strings.HasPrefix(path, "internal/")
}
