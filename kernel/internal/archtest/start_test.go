package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestNoPatternIsCompiledAtStart looks for variables that are made of regular
// expressions when the program starts: package pattern makes them when they are
// needed, and kernel, worker and keepers start sooner.
func TestNoPatternIsCompiledAtStart(t *testing.T) {
	err := filepath.WalkDir(filepath.Join("..", ".."), func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "generate") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
				compiled(g, func(pos token.Pos) { t.Errorf("%s: a regular expression is compiled at start", fset.Position(pos)) })
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// compiled reports the calls of regexp.MustCompile in a declaration that are not in
// functions.
func compiled(d ast.Node, report func(token.Pos)) {
	ast.Inspect(d, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "MustCompile" {
			report(sel.Pos())
		}
		_, isFunc := n.(*ast.FuncLit)
		return !isFunc
	})
}
