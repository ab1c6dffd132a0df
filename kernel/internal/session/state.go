package session

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A state is what a session remembers between cells.
type state struct {
	decls    map[string]*decl     // live declarations; methods as "T.M"
	methods  map[string][]*decl   // methods of the live types, by type
	imports  map[string]*imported // by local name
	dots     []*imported          // dot imports
	blanks   []*imported          // imported for their effects
	versions map[string]int       // of keys handed out, by name
	seq      int                  // declarations so far
	ids      identities
	generics map[string]*generic // bodies of generic functions and methods, by key
	pinned   map[string]bool     // keys that generics of the past mention
	files    map[*token.File]*file
	pending  []*file        // of the last Edit, not committed
	stale    []*file        // that the last Commit may have left without a declaration
	undo     []func()       // of the last Commit, in order
	cells    []*ran         // cells with statements, for Program
	native   map[string]int // variables that compiled cells had to themselves, with the cell
}

// A generic is the body of a generic function of an earlier cell.
type generic struct {
	fn     *ast.FuncDecl
	info   *types.Info // of what is in fn
	locals identities  // of what it declares and mentions, as far as it was new then
}

func newState() state {
	return state{
		decls:    make(map[string]*decl),
		methods:  make(map[string][]*decl),
		imports:  make(map[string]*imported),
		versions: make(map[string]int),
		ids:      make(identities),
		generics: make(map[string]*generic),
		files:    make(map[*token.File]*file),
		pinned:   make(map[string]bool),
		native:   make(map[string]int),
	}
}

// An identity is what an object of the type checker means across changes.
type identity struct {
	key  string
	prev string // of a type, the version it replaces with the same underlying type
}

// identities has the functions, types and variables of the session that
// something can still mention.
type identities map[types.Object]identity

// cellOf returns the cell and place of a position.
func (s *Session) cellOf(pos token.Pos) (cell, line, col int) {
	f := s.fileOf(pos)
	if f == nil {
		return 0, 0, 0
	}
	line, col = f.mapper.OffsetLineCol(f.offset(pos))
	return f.cell, line, col
}

// fileOf returns the file of a position, nil if there is none.
func (s *Session) fileOf(pos token.Pos) *file {
	if !pos.IsValid() {
		return nil
	}
	return s.files[s.fset.File(pos)]
}

// release removes files that have no live declaration.
func (s *Session) release(files []*file) {
	for _, f := range files {
		if f.refs == 0 {
			delete(s.files, f.tok)
			s.fset.RemoveFile(f.tok)
		}
	}
}

// A delta is the difference between two states, made by Edit, applied by Commit.
type delta struct {
	fresh    bool                 // identities of before mean nothing any more
	put      map[string]*decl     // new and new versions
	remove   []string             // names without a declaration
	frozen   []*decl              // live declarations that break
	whys     map[*decl]string     // what the checker says of them
	gone     []*decl              // of these, those that nothing can use any more
	lost     []*decl              // variables that lose their values
	found    []string             // variables that get values again
	imports  map[string]*imported // nil: no longer in force
	dots     []*imported
	blanks   []*imported
	versions map[string]int
	seq      int
	ids      identities
	generics map[string]*generic
	pinned   map[string]bool
	ran      *ran
	files    []*file
}

func newDelta() *delta {
	return &delta{
		put:      make(map[string]*decl),
		whys:     make(map[*decl]string),
		imports:  make(map[string]*imported),
		versions: make(map[string]int),
		ids:      make(identities),
		generics: make(map[string]*generic),
		pinned:   make(map[string]bool),
	}
}
