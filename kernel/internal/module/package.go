package module

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"go/version"
	"runtime"
	"strings"

	"gosched/kernel/internal/stdlib"
)

// A Package is a package of a module, parsed and checked. The objects that cells
// see are those of its syntax.
type Package struct {
	Types *types.Package
	Info  *types.Info
	Files []*ast.File
	Fset  *token.FileSet

	listing *listing
	decls   map[*types.Func]*ast.FuncDecl
	embeds  map[*types.Var]embed
	links   map[string]string // functions without a body that are elsewhere
	docs    map[string]string // made by Importer.Doc when it is asked
}

// load parses and checks a package. What it imports is there already.
func load(l *listing, fset *token.FileSet, imp types.Importer) (*Package, error) {
	l.pure()
	p := &Package{Fset: fset, Info: stdlib.NewInfo(), listing: l, decls: make(map[*types.Func]*ast.FuncDecl), links: make(map[string]string)}
	for _, name := range l.GoFiles {
		text, err := l.read(name)
		if err != nil {
			return nil, fmt.Errorf("reading package %s: %w", l.ImportPath, err)
		}
		f, err := parser.ParseFile(fset, l.shown(name), text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("package %s: %w", l.ImportPath, err)
		}
		p.Files = append(p.Files, f)
	}
	if over, err := overlay(fset, l.ImportPath); err != nil {
		return nil, fmt.Errorf("package %s: %w", l.ImportPath, err)
	} else if over != nil {
		p.Files = override(p.Files, over)
	}
	if err := p.check(imp); err != nil {
		return nil, fmt.Errorf("package %s: %w", l.ImportPath, err)
	}
	for _, f := range p.Files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if o, ok := p.Info.Defs[d.Name].(*types.Func); ok {
					p.decls[o] = d
				}
			}
		}
	}
	linknames(p.links, p.Files)
	l.trampolines(p.links)
	return p, p.findEmbeds()
}

// check checks the syntax and returns the first mistake. Imports that nothing uses are
// none: what used them may be in an overlay.
func (p *Package) check(imp types.Importer) (first error) {
	conf := types.Config{
		Importer: imp, Sizes: types.SizesFor("gc", runtime.GOARCH), GoVersion: p.listing.version(),
		Error: func(err error) {
			if first == nil && !strings.HasSuffix(err.Error(), " imported and not used") {
				first = err
			}
		},
	}
	p.Types, _ = conf.Check(p.listing.ImportPath, p.Fset, p.Files, p.Info)
	return first
}

// Decl returns the declaration of a function or method of the package. It has no
// body if the function is not written in Go.
func (p *Package) Decl(f *types.Func) *ast.FuncDecl { return p.decls[f.Origin()] }

// Inits returns the init functions of the package in order.
func (p *Package) Inits() []*ast.FuncDecl {
	var list []*ast.FuncDecl
	for _, f := range p.Files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Recv == nil && d.Name.Name == "init" {
				list = append(list, d)
			}
		}
	}
	return list
}

// SharesLoopVariables says whether all iterations of a loop have the same variables,
// as they do in modules that say they are for a version of Go before 1.22.
func (p *Package) SharesLoopVariables() bool {
	return version.Compare(p.listing.version(), "go1.22") < 0
}
