package stdlib

import (
	_ "embed"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"runtime"

	"golang.org/x/tools/txtar"
)

//go:embed source.zip
var sourceZip string

var sourceArchive = archives{&sourceZip}

// A Source is the generic part of a package, parsed and checked.
type Source struct {
	Pkg   *types.Package // not the imported one, see the package comment
	Info  *types.Info
	Files []*ast.File
	Fset  *token.FileSet

	decls map[*types.Func]*ast.FuncDecl
}

// Source returns the source of a package that has generic declarations, or is
// needed by one, and nil for all others. Cells cannot import all of them: some
// are internal packages of the standard library.
func (im *Importer) Source(path string) *Source {
	if s, ok := im.sources[path]; ok {
		return s
	}
	s, _ := im.check(path)
	im.sources[path] = s
	return s
}

// check parses and checks the source of a package. It may return the source
// and an error: the first one that the type checker found.
func (im *Importer) check(path string) (*Source, error) {
	text, err := sourceArchive.read(path)
	if err != nil {
		return nil, err
	}
	s := &Source{Info: NewInfo(), Fset: im.fset, decls: make(map[*types.Func]*ast.FuncDecl)}
	for _, f := range txtar.Parse(text).Files {
		syntax, err := parser.ParseFile(im.fset, path+"/"+f.Name, f.Data, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		s.Files = append(s.Files, syntax)
	}
	conf := types.Config{
		Importer: importerFunc(im.load),
		Sizes:    types.SizesFor("gc", runtime.GOARCH),
		Error:    func(error) {}, // go on: cells may not need what is wrong
	}
	s.Pkg, err = conf.Check(path, im.fset, s.Files, s.Info)
	for _, f := range s.Files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if o, ok := s.Info.Defs[d.Name].(*types.Func); ok {
					s.decls[o] = d
				}
			}
		}
	}
	return s, err
}

// Func returns the function or method of s.Pkg that f stands for: f itself,
// or the one of the same name if f is of the imported package. An instance
// stands for its origin. It is nil if the source is not kept.
func (s *Source) Func(f *types.Func) *types.Func {
	f = f.Origin()
	if f.Pkg() == s.Pkg {
		return f
	}
	recv := f.Signature().Recv()
	if recv == nil {
		g, _ := s.Pkg.Scope().Lookup(f.Name()).(*types.Func)
		return g
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok {
		return nil
	}
	own, ok := s.Pkg.Scope().Lookup(named.Obj().Name()).(*types.TypeName)
	if !ok {
		return nil
	}
	g, _, _ := types.LookupFieldOrMethod(own.Type(), true, s.Pkg, f.Name())
	m, _ := g.(*types.Func)
	return m
}

// Decl returns the declaration of Func(f). It has no body if the compiled
// function is meant; it is nil if the source is not kept.
func (s *Source) Decl(f *types.Func) *ast.FuncDecl { return s.decls[s.Func(f)] }

// An importerFunc is a types.Importer.
type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
