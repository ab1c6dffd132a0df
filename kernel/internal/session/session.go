package session

import (
	"go/token"
	"go/types"
	"runtime"

	"gosched/kernel/internal/stdlib"
)

// A Session is a package under edit. It is not safe for concurrent use.
type Session struct {
	imp   importer
	fset  *token.FileSet
	pkg   *types.Package
	sizes types.Sizes
	state
}

// An importer finds packages by path and paths by package name.
type importer interface {
	Import(path string) (*types.Package, error)
	Packages(name string) []string
}

// library is the importer of the embedded standard library.
type library struct{ *stdlib.Importer }

func (library) Packages(name string) []string { return stdlib.Packages(name) }

// New returns an empty session whose cells import what imp has.
func New(imp *stdlib.Importer) *Session { return newSession(library{imp}) }

func newSession(imp importer) *Session {
	s := &Session{imp: imp, sizes: types.SizesFor("gc", runtime.GOARCH)}
	s.Reset()
	return s
}

// Reset forgets everything.
func (s *Session) Reset() {
	s.fset = token.NewFileSet()
	s.pkg = types.NewPackage("main", "main")
	s.state = newState()
}
