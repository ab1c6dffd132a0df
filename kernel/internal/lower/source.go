package lower

import (
	"go/ast"
	"go/token"
	"go/types"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/module"
	"gosched/kernel/internal/stdlib"
)

// A place is a position as the user knows it.
type place struct {
	cell      int
	file      string
	line, col int
}

func (p place) pos() core.Pos { return core.Pos{Line: int32(p.line), Col: int32(p.col)} }

// A source is a package whose syntax is at hand: the session, a library package
// with generic declarations, or a package of a module.
type source struct {
	pkg     *types.Package
	info    *types.Info
	library bool            // not the session
	module  *module.Package // of which nothing is compiled, nil if there is none
	once    bool            // loops declare their variables once, as before Go 1.22
	place   func(token.Pos) place
	funcKey func(*types.Func) string
	typeKey func(*types.TypeName) string
	prevKey func(*types.TypeName) string
	varKey  func(*types.Var) string             // of package-level and hoisted variables, "" for others
	decl    func(*types.Func) *ast.FuncDecl     // nil if there is no body
	self    func(*types.Func) *types.Func       // the function of info that stands for one of another check
	initial func(*types.Var) *types.Initializer // of a package-level variable of a library, nil if zero
}

// library returns the source of the package at path, which is not the session: of a
// module, or of a compiled package. It is nil if there is none.
func (l *Lowerer) library(path string) *source {
	if s, ok := l.sources[path]; ok {
		return s
	}
	var s *source
	if m := l.moduleAt(path); m != nil {
		s = newModule(path, m)
	} else if lib := l.imp.Source(path); lib != nil {
		s = newCompiled(path, lib)
	}
	l.sources[path] = s
	return s
}

func (l *Lowerer) moduleAt(path string) *module.Package {
	if l.modules == nil {
		return nil
	}
	return l.modules(path)
}

// newModule returns a package of a module as a source.
func newModule(path string, m *module.Package) *source {
	s := newLibrary(path, m.Types, m.Info, m.Fset)
	s.module, s.once = m, m.SharesLoopVariables()
	s.decl = m.Decl
	s.self = (*types.Func).Origin
	return s
}

// newCompiled returns what is kept of the source of a compiled package.
func newCompiled(path string, lib *stdlib.Source) *source {
	s := newLibrary(path, lib.Pkg, lib.Info, lib.Fset)
	s.decl = lib.Decl
	s.self = func(f *types.Func) *types.Func {
		if g := lib.Func(f); g != nil {
			return g
		}
		return f
	}
	return s
}

// newLibrary returns what sources of packages that do not change have in common.
func newLibrary(path string, pkg *types.Package, info *types.Info, fset *token.FileSet) *source {
	return &source{
		pkg:     pkg,
		info:    info,
		library: true,
		place: func(pos token.Pos) place {
			p := fset.Position(pos)
			return place{file: p.Filename, line: p.Line, col: p.Column}
		},
		funcKey: func(f *types.Func) string { return path + "." + methodPrefix(f) + f.Name() },
		typeKey: func(t *types.TypeName) string { return libraryTypeKey(path, fset, t) },
		prevKey: func(*types.TypeName) string { return "" },
		varKey: func(v *types.Var) string {
			if v.Pkg() != nil && v.Pkg().Path() == path && v.Parent() == v.Pkg().Scope() {
				return path + "." + v.Name()
			}
			return ""
		},
		initial: initialisers(info),
	}
}

// initialisers returns a function that finds the initialiser of a variable, nil if
// there is none, by the variable's name.
func initialisers(info *types.Info) func(*types.Var) *types.Initializer {
	byName := make(map[string]*types.Initializer)
	for _, in := range info.InitOrder {
		for _, lhs := range in.Lhs {
			byName[lhs.Name()] = in
		}
	}
	return func(v *types.Var) *types.Initializer { return byName[v.Name()] }
}

// methodPrefix is "T." for a method of T or *T, "" for a function.
func methodPrefix(f *types.Func) string {
	if n := receiverNamed(f); n != nil {
		return n.Obj().Name() + "."
	}
	return ""
}

// libraryTypeKey names a type of a library package: "sync.Pool", or for a local
// one with its position.
func libraryTypeKey(path string, fset *token.FileSet, t *types.TypeName) string {
	key := path + "." + t.Name()
	if t.Parent() != t.Pkg().Scope() {
		key += "·" + fset.Position(t.Pos()).String()
	}
	return key
}

// receiverNamed returns the type whose method f is, nil for a function or a
// method of an interface literal.
func receiverNamed(f *types.Func) *types.Named {
	recv := f.Signature().Recv()
	if recv == nil {
		return nil
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, _ := t.(*types.Named)
	return n
}
