package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
)

// A state is what a session remembers between cells.
type state struct {
	decls    map[string]*decl     // live declarations; methods as "T.M"
	methods  map[string][]*decl   // methods of the live types, by type
	imports  map[string]*imported // by local name
	dots     []*imported          // dot imports
	versions map[string]int       // of keys handed out, by name
	seq      int                  // declarations so far
	ids      identities
	generics map[string]*generic // bodies of generic functions and methods, by key
	pinned   map[string]bool     // keys that generics of the past mention
	files    map[*token.File]*file
	pending  []*file // of the last Edit, not committed
	cells    []*ran  // cells with statements, for Program
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
	gone     []*decl              // of these, those that nothing can use any more
	lost     []*decl              // variables that lose their values
	found    []string             // variables that get values again
	imports  map[string]*imported // nil: no longer in force
	dots     []*imported
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
		imports:  make(map[string]*imported),
		versions: make(map[string]int),
		ids:      make(identities),
		generics: make(map[string]*generic),
		pinned:   make(map[string]bool),
	}
}

// Commit makes ch, the result of the last Edit or Replay, the session's state.
func (s *Session) Commit(ch *Change) {
	d := ch.delta
	if d == nil {
		return
	}
	ch.delta = nil
	var old []*file
	for _, name := range d.remove {
		old = append(old, s.unbind(name, nil)...)
	}
	for name, dcl := range d.put {
		old = append(old, s.unbind(name, dcl.obj)...)
		s.bind(dcl)
	}
	for _, dcl := range d.frozen {
		dcl.frozen = true
	}
	for _, dcl := range d.gone {
		dcl.frozen, dcl.gone = true, true
	}
	for _, dcl := range d.lost {
		dcl.lost = true
	}
	for _, name := range d.found {
		s.decls[name].lost = false
	}
	for name, imp := range d.imports {
		if imp == nil {
			delete(s.imports, name)
		} else {
			s.imports[name] = imp
		}
	}
	s.dots = append(s.dots, d.dots...)
	maps.Copy(s.versions, d.versions)
	s.seq = d.seq
	if d.fresh {
		s.ids, s.generics, s.pinned = make(identities), make(map[string]*generic), make(map[string]bool)
	}
	maps.Copy(s.ids, d.ids)
	maps.Copy(s.generics, d.generics)
	maps.Copy(s.pinned, d.pinned)
	if d.ran != nil {
		s.cells = append(s.cells, d.ran)
	}
	s.pending = nil
	s.release(append(old, d.files...))
}

// bind makes d the meaning of its name.
func (s *Session) bind(d *decl) {
	s.decls[d.name] = d
	if d.kind == KindMethod {
		s.methods[d.recv] = append(s.methods[d.recv], d)
	}
	if d.file != nil {
		d.file.refs++
	}
}

// unbind takes away the meaning of a name, to be replaced by obj if that is not
// nil. It returns files that may be no longer needed. Types keep their identity,
// since values of theirs live on, and so do methods.
func (s *Session) unbind(name string, obj types.Object) []*file {
	d := s.decls[name]
	if d == nil {
		return nil
	}
	delete(s.decls, name)
	switch d.kind {
	case KindMethod:
		list := s.methods[d.recv]
		for i, m := range list {
			if m == d {
				s.methods[d.recv] = append(list[:i:i], list[i+1:]...)
				break
			}
		}
	case KindVar, KindFunc:
		if !d.frozen && d.obj != obj {
			delete(s.ids, d.obj)
			delete(s.generics, d.key)
		}
	}
	if d.file == nil {
		return nil
	}
	d.file.refs--
	return []*file{d.file}
}
