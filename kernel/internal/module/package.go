package module

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"runtime"
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
	links   map[string]string
	docs    map[string]string // made by Importer.Doc
}

// load parses and checks a package. What it imports is there already.
func load(l *listing, fset *token.FileSet, imp types.Importer) (*Package, error) {
	l.pure()
	p := &Package{Fset: fset, Info: newInfo(), listing: l, decls: make(map[*types.Func]*ast.FuncDecl)}
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
	conf := types.Config{Importer: imp, Sizes: types.SizesFor("gc", runtime.GOARCH), GoVersion: l.version()}
	var err error
	if p.Types, err = conf.Check(l.ImportPath, fset, p.Files, p.Info); err != nil {
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
	p.links = linknames(p.Files)
	return p, p.findEmbeds()
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

// newInfo returns an Info that records what lowering asks for.
func newInfo() *types.Info {
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Instances:    make(map[*ast.Ident]types.Instance),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		Scopes:       make(map[ast.Node]*types.Scope),
		FileVersions: make(map[*ast.File]string),
	}
}
