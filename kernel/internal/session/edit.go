package session

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"runtime/debug"
	"slices"
)

// An edit is the state of Edit.
type edit struct {
	s     *Session
	sx    *syntax
	delta *delta
	info  *types.Info
	ms    []mistake

	own      map[string]*decl     // what the cell declares
	order    []*decl              // the same in order, init and blank functions too
	imports  map[string]*imported // what it imports by name
	dots     []*imported
	blanks   []*imported
	vars     map[string]bool   // names that its statements may declare
	assigned bool              // the last expression is checked as _ = x, see show
	excluded map[string]bool   // dependants that do not fit
	whys     map[string]string // what the checker says of these
	mended   map[string]bool   // functions that fit again, but with another signature
	notes    []string
	scopes   bool // for a Probe: Info is to have Scopes, dependants do not matter
	replay   bool // nothing of before is left in the worker
	compiled bool // for a Listing: the cell may import "C"

	plan
	pass
	hoisted []*decl // variables of statements, after the first pass
}

// Edit checks a cell against the session. The error is of type Errors.
// The change must be committed, or given up, before the next Edit.
func (s *Session) Edit(c Cell) (change *Change, err error) {
	err = s.attempt(c, func(e *edit) []mistake {
		ms := e.run()
		if len(ms) == 0 {
			ms = e.tooLarge()
		}
		if len(ms) == 0 {
			change = e.change()
		}
		return ms
	})
	return change, err
}

// attempt parses a cell and has do go on, whose mistakes and panics it returns as
// Errors.
func (s *Session) attempt(c Cell, do func(*edit) []mistake) (err error) {
	s.giveUp()
	defer func() {
		if e := recover(); e != nil {
			msg := fmt.Sprintf("internal error of the session: %v", e)
			err = Errors{{Cell: c.Number, Line: 1, Col: 1, Msg: msg, mapper: NewMapper(c.Source), stack: debug.Stack()}}
		}
	}()
	sx, ms := s.parse(c)
	s.pending = sx.files
	if len(ms) == 0 {
		ms = do(s.newEdit(sx))
	}
	if len(ms) > 0 {
		return sx.errors(ms)
	}
	return nil
}

func (s *Session) newEdit(sx *syntax) *edit {
	e := &edit{
		s: s, sx: sx, delta: newDelta(),
		own: make(map[string]*decl), imports: make(map[string]*imported),
		vars: make(map[string]bool), excluded: make(map[string]bool), whys: make(map[string]string), mended: make(map[string]bool),
	}
	e.delta.seq = s.seq
	e.delta.files = sx.files
	return e
}

// giveUp forgets what the last Edit left, if it was not committed.
func (s *Session) giveUp() {
	s.release(s.pending)
	s.pending = nil
}

// run does the work. Without mistakes e knows all it needs for the change.
func (e *edit) run() []mistake {
	e.declare()
	if len(e.ms) > 0 {
		return e.ms
	}
	e.wrapNil()
	e.assigned = e.sx.last != nil && !mayBeStatement(e.sx.last.X, e.shadows)
	for {
		ms, again := e.passes()
		if again {
			continue
		}
		if len(ms) == 0 {
			e.refuseLost()
		}
		return e.ms
	}
}

// passes does both passes. It wants to be called again if it has learnt something
// that the first one must take into account.
func (e *edit) passes() (ms []mistake, again bool) {
	e.plan = e.makePlan()
	mine, theirs := e.sort(e.firstPass())
	if e.importMissing(mine) || e.show(mine) || len(mine) == 0 && e.exclude(theirs) {
		return nil, true
	}
	e.collectHoisted()
	if len(mine) == 0 && e.setInStone() {
		return nil, true
	}
	more, theirs := e.sort(e.secondPass())
	if e.importMissing(more) {
		return nil, true
	}
	if mine = append(mine, more...); len(mine)+len(e.ms) > 0 {
		return e.explain(mine), false
	}
	return nil, e.exclude(theirs) || e.mend()
}

// shadows reports whether the session or the cell gives a name a meaning.
func (e *edit) shadows(name string) bool {
	return e.own[name] != nil || e.s.decls[name] != nil || e.vars[name]
}

// declare takes stock of what the cell declares.
func (e *edit) declare() {
	for _, spec := range e.sx.imports {
		e.declareImport(spec)
	}
	for _, d := range e.sx.decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			e.declareFunc(d)
		case *ast.GenDecl:
			e.declareGen(d)
		}
	}
	if e.sx.run != nil {
		for _, id := range topLevelVars(e.sx.run.Body.List) {
			e.vars[id.Name] = true
			if d := e.own[id.Name]; d != nil {
				e.redeclared(id, d)
			}
		}
		for _, d := range e.order {
			if d.kind == KindMethod && e.vars[d.recv] {
				e.mistake(d.fn.Recv.Pos(), d.recv+" is declared as a variable in this cell", "")
			}
		}
	}
}

// redeclared notes that a variable of the statements has the name of a declaration.
func (e *edit) redeclared(id *ast.Ident, d *decl) {
	at := func(pos token.Pos) int { return e.s.fileOf(pos).offset(pos) }
	first, second := id.Pos(), d.pos
	if at(first) > at(second) {
		first, second = second, first
	}
	cell, line, col := e.s.cellOf(first)
	other := fmt.Sprintf("\n\tcell %d, line %d, column %d: other declaration of %s", cell, line, col, id.Name)
	e.mistake(second, id.Name+" redeclared in this block"+other, "")
}

// add notes a declaration of the cell. Of several with the same name the checker
// will speak.
func (e *edit) add(d *decl, id *ast.Ident) {
	e.delta.seq++
	d.cell, d.seq = e.sx.cell.Number, e.delta.seq
	d.file, d.pos = e.s.fileOf(id.Pos()), id.Pos()
	e.order = append(e.order, d)
	if d.name == "_" || d.name == "init" {
		return
	}
	if e.own[d.name] == nil {
		e.own[d.name] = d
	}
	if imp := e.imports[d.name]; imp != nil {
		e.mistake(id.Pos(), d.name+" already declared through import of package "+imp.path, "")
	}
}

func (e *edit) declareFunc(fn *ast.FuncDecl) {
	d := &decl{name: fn.Name.Name, kind: KindFunc, fn: fn}
	d.text, d.textAt = e.chunkText(fn.Pos())
	if fn.Body == nil {
		m := mistake{offset: e.s.fileOf(fn.Name.Pos()).offset(fn.Name.Pos()), msg: "missing function body"}
		e.sx.word(&m)
		e.ms = append(e.ms, m)
	}
	if fn.Recv != nil {
		d.kind = KindMethod
		if base, _ := receiver(fn); base != nil {
			e.resolveReceiver(d, base)
			d.recv = base.Name
		}
		d.name = d.recv + "." + fn.Name.Name
	}
	e.add(d, fn.Name)
}

func (e *edit) declareGen(g *ast.GenDecl) {
	for _, spec := range g.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			d := &decl{name: spec.Name.Name, kind: KindType, spec: spec, shape: tokens(e.source(spec))}
			d.text, d.textAt = e.specText(g, spec)
			e.add(d, spec.Name)
		case *ast.ValueSpec:
			for _, id := range spec.Names {
				d := &decl{name: id.Name, kind: KindVar}
				d.text, d.textAt = e.chunkText(g.Pos())
				if g.Tok == token.VAR {
					d.vars = g
				}
				if g.Tok == token.CONST {
					d.kind, d.group, d.shape = KindConst, g, tokens(e.source(g))
				}
				e.add(d, id)
			}
		}
	}
}

// source returns the text of a node of the cell.
func (e *edit) source(n ast.Node) string {
	f := e.s.fileOf(n.Pos())
	return e.sx.cell.Source[f.offset(n.Pos()):min(f.offset(n.End()), len(e.sx.cell.Source))]
}

// chunkText returns the text of the declaration that a position is in, with the
// comments before it, and its offset.
func (e *edit) chunkText(pos token.Pos) (string, int) {
	return e.sx.text(e.s.fileOf(pos).offset(pos))
}

// specText is the text of a type declaration: all of it if the type is alone.
func (e *edit) specText(g *ast.GenDecl, spec *ast.TypeSpec) (string, int) {
	if len(g.Specs) == 1 {
		return e.chunkText(g.Pos())
	}
	return "type " + e.source(spec), e.s.fileOf(spec.Pos()).offset(spec.Pos()) - len("type ")
}

// mistake notes a mistake at a position of the cell.
func (e *edit) mistake(pos token.Pos, msg, hint string) {
	offset := 0
	if f := e.s.fileOf(pos); f != nil {
		offset = f.offset(pos)
	}
	e.ms = append(e.ms, mistake{offset, msg, hint})
}

// topLevelVars returns the identifiers that a list of statements may declare in
// its own block, those that := only assigns to included.
func topLevelVars(list []ast.Stmt) []*ast.Ident {
	var ids []*ast.Ident
	add := func(x ast.Expr) {
		if id, ok := x.(*ast.Ident); ok && id.Name != "_" {
			ids = append(ids, id)
		}
	}
	for _, st := range list {
		for {
			l, ok := st.(*ast.LabeledStmt)
			if !ok {
				break
			}
			st = l.Stmt
		}
		switch st := st.(type) {
		case *ast.AssignStmt:
			if st.Tok == token.DEFINE {
				for _, x := range st.Lhs {
					add(x)
				}
			}
		case *ast.DeclStmt:
			if g, ok := st.Decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
				for _, spec := range g.Specs {
					if v, ok := spec.(*ast.ValueSpec); ok {
						for _, id := range v.Names {
							add(id)
						}
					}
				}
			}
		}
	}
	return ids
}

// errors turns mistakes into Errors: in order, without repetitions, not too many.
func (sx *syntax) errors(ms []mistake) Errors {
	slices.SortStableFunc(ms, func(a, b mistake) int { return a.offset - b.offset })
	ms = slices.CompactFunc(ms, func(a, b mistake) bool { return a.offset == b.offset && a.msg == b.msg })
	var es Errors
	for _, m := range ms[:min(len(ms), maxErrors)] {
		line, col := sx.mapper.OffsetLineCol(m.offset)
		es = append(es, Error{Cell: sx.cell.Number, Line: line, Col: col, Msg: m.msg, Hint: m.hint, mapper: sx.mapper})
	}
	return es
}
