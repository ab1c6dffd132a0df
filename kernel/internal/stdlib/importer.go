// Package stdlib holds what the type checker knows of compiled packages.
package stdlib

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// An Importer implements types.Importer. It is not safe for concurrent use.
type Importer struct{ fset *token.FileSet }

// NewImporter returns an Importer whose sources have their positions in fset.
func NewImporter(fset *token.FileSet) *Importer { return &Importer{fset: fset} }

// Import returns the package of that path.
func (im *Importer) Import(path string) (*types.Package, error) {
	return nil, fmt.Errorf("package %s is not available", path)
}

// A Source is a package with generic declarations, as checked syntax.
type Source struct {
	Pkg   *types.Package
	Info  *types.Info
	Files []*ast.File
	Fset  *token.FileSet
}

// Source returns the syntax of a package with generic declarations, nil for others.
func (im *Importer) Source(path string) *Source { return nil }

// Decl returns the declaration of an origin function or method, of s or of the imported package.
func (s *Source) Decl(f *types.Func) *ast.FuncDecl { return nil }

// Func returns the function of s.Pkg that f, of the imported package, stands for.
func (s *Source) Func(f *types.Func) *types.Func { return nil }

// Packages returns the import paths of packages with this name.
func Packages(name string) []string { return nil }

// Paths returns all import paths, sorted.
func Paths() []string { return nil }

// Doc returns the doc comment of a package (name "") or of "Name" or "Type.Method".
func Doc(path, name string) string { return "" }
