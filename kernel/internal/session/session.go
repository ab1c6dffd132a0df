package session

import (
	"go/token"
	"go/types"
	"runtime"
)

// A Session is a package under edit. It is not safe for concurrent use.
type Session struct {
	imp   Importer
	fset  *token.FileSet
	pkg   *types.Package
	sizes types.Sizes
	state
}

// An Importer finds packages, and says what is known of them.
type Importer interface {
	types.Importer
	Packages(name string) []string // paths of the packages of this name, sorted
	Paths() []string               // of all packages that are known, sorted
	PackageName(path string) string
	Doc(path, name string) string // as stdlib.Doc
}

// New returns an empty session whose cells import what imp has.
func New(imp Importer) *Session {
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
