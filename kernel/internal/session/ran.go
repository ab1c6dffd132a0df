package session

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A ran is what a cell had run, kept for Program: its source and what to alter in
// it. Statements become the body of a function, definitions of variables become
// assignments.
type ran struct {
	cell   int
	src    string
	pieces []span       // the statements, in order
	edits  []alteration // in src
	inits  []span       // initialisers of a cell of declarations, in order; edits has what stands before each
	funcs  []span       // init functions
	main   bool         // func main was called
	vars   []varVersion // made by the cell
	resets []string     // names of variables that lost their values, since their types are new
	failed string       // how its run ended, "" if well
}

// A varVersion is a variable that a cell made.
type varVersion struct {
	name, key string
	typ       string // marked, see markedType
	alias     bool   // it is the same memory as the version before it
	escapes   bool   // a function literal or a pointer may have it
}

// record notes what the cell runs.
func (e *edit) record(ch *Change) {
	r := &ran{cell: e.sx.cell.Number, src: e.s.kept(e.sx.cell.Source), main: ch.Main != nil}
	for _, v := range ch.Vars {
		r.vars = append(r.vars, varVersion{name: v.Name, key: v.Key, typ: e.s.markedType(v.Obj.Type()), alias: v.Alias != ""})
		if v.Alias == "" && e.own[v.Name] == nil && !e.vars[v.Name] {
			r.resets = append(r.resets, v.Name)
		}
	}
	rec := recorder{e: e, ch: ch, r: r}
	var run []ast.Node
	if ch.Run != nil {
		isStmt := e.sx.statements()
		for _, c := range e.sx.chunks {
			if isStmt(c) {
				r.pieces = append(r.pieces, span{c.start, c.end})
			}
		}
		rec.statements(ch.Run.Body.List)
		run = append(run, ch.Run.Body)
	}
	for _, in := range ch.Inits {
		rec.initializer(in)
		run = append(run, in.Rhs)
	}
	for _, fn := range ch.InitFuncs {
		r.funcs = append(r.funcs, rec.span(fn))
		run = append(run, fn.Body)
	}
	ref := referrer{s: e.s, info: e.info, at: rec.span, key: ch.VarKey}
	for _, n := range run {
		ref.look(n)
	}
	r.edits = append(r.edits, ref.list...)
	rec.escapes(run)
	slices.SortStableFunc(r.edits, func(a, b alteration) int { return cmp.Compare(a.from, b.from) })
	if len(run) > 0 || r.main || len(r.vars) > 0 {
		e.delta.ran = r
	}
}

// kept returns src as one of the latest cells has it, if one has: a cell that is run
// again and again is kept once.
func (s *Session) kept(src string) string {
	for _, r := range s.cells[max(len(s.cells)-100, 0):] {
		if r.src == src {
			return r.src
		}
	}
	return src
}

// Failed notes how the run of a cell ended that did not end well: Program does not
// run it again.
func (s *Session) Failed(cell int, why string) {
	for _, r := range slices.Backward(s.cells) {
		if r.cell == cell {
			r.failed = why
			return
		}
	}
}

// A recorder finds what is to be altered.
type recorder struct {
	e      *edit
	ch     *Change
	r      *ran
	labels bool // the statements may be run again
}

func (rec *recorder) span(n ast.Node) span {
	f := rec.e.s.fileOf(n.Pos())
	return span{f.offset(n.Pos()), min(f.offset(n.End()), len(rec.r.src))}
}

func (rec *recorder) alter(at span, text string) {
	rec.r.edits = append(rec.r.edits, alteration{span: at, text: text})
}

// statements makes assignments of the definitions in a list, and of the last
// expression something that Go accepts.
func (rec *recorder) statements(list []ast.Stmt) {
	for _, st := range list {
		for {
			l, ok := st.(*ast.LabeledStmt)
			if !ok {
				break
			}
			rec.labels, st = true, l.Stmt
		}
		switch st := st.(type) {
		case *ast.AssignStmt:
			if st.Tok == token.DEFINE {
				at := rec.e.s.fileOf(st.TokPos).offset(st.TokPos)
				rec.alter(span{at, at + 2}, "=")
			}
		case *ast.DeclStmt:
			if g, ok := st.Decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
				rec.varDecl(g)
			}
		}
	}
	if list := rec.e.sx.list; list != nil {
		at := rec.span(list[0]).from
		rec.alter(span{at, at}, strings.Repeat("_, ", len(list)-1)+"_ = ")
	}
	if last := rec.e.sx.last; last != nil && rec.e.assigned {
		at := rec.span(last).from
		rec.alter(span{at, at}, "_ = ")
		if call, ok := last.X.(*ast.CallExpr); ok && call.Lparen == call.Pos() { // see wrapNil
			rec.alter(rec.span(last), "any(nil)")
		}
	}
}

// varDecl makes assignments of a declaration of variables.
func (rec *recorder) varDecl(g *ast.GenDecl) {
	at := rec.span(g)
	for i, spec := range g.Specs {
		v := spec.(*ast.ValueSpec)
		if i == 0 {
			rec.alter(span{at.from, rec.span(v).from}, "")
		}
		if len(v.Values) == 0 {
			rec.zero(v)
			continue
		}
		last := v.Names[len(v.Names)-1]
		rec.alter(span{rec.span(last).to, rec.span(v.Values[0]).from}, " = ")
	}
	if g.Rparen.IsValid() {
		rec.alter(span{at.to - 1, at.to}, "")
	}
}

// zero makes assignments of a declaration without values, unless its variables
// are new and zero anyway.
func (rec *recorder) zero(v *ast.ValueSpec) {
	typ := rec.span(v.Type)
	if !slices.ContainsFunc(v.Names, rec.again) && !rec.labels {
		rec.alter(span{rec.span(v).from, typ.to}, "")
		return
	}
	value := "*new(" + rec.e.s.markedType(rec.e.info.Types[v.Type].Type) + ")"
	text := " = " + value + strings.Repeat(", "+value, len(v.Names)-1)
	rec.alter(span{rec.span(v.Names[len(v.Names)-1]).to, typ.to}, text)
}

// again reports whether a name has been one of a variable before.
func (rec *recorder) again(id *ast.Ident) bool {
	o := rec.e.info.Defs[id]
	return o != nil && !strings.HasSuffix(rec.ch.identity(o).key, "·1")
}

// initializer makes an assignment of the initialisation of package variables.
func (rec *recorder) initializer(in *types.Initializer) {
	at := rec.span(in.Rhs)
	rec.r.inits = append(rec.r.inits, at)
	for i, v := range in.Lhs {
		if i > 0 {
			rec.alter(span{at.from, at.from}, ", ")
		}
		rec.r.edits = append(rec.r.edits, alteration{span: span{at.from, at.from}, text: v.Name(), is: versionName, of: rec.ch.VarKey(v)})
	}
	rec.alter(span{at.from, at.from}, " = ")
}

// escapes notes the variables of the cell that a function literal or a pointer may
// still have when a later cell declares them again.
func (rec *recorder) escapes(run []ast.Node) {
	kept := make(map[string]bool)
	keep := func(id *ast.Ident) {
		o := rec.e.info.Uses[id]
		if v, ok := o.(*types.Var); ok {
			kept[rec.ch.VarKey(v)] = true
		}
	}
	for _, n := range run {
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				ast.Inspect(n.Body, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok {
						keep(id)
					}
					return true
				})
			case *ast.UnaryExpr:
				if id := rec.base(n.X); n.Op == token.AND && id != nil {
					keep(id)
				}
			case *ast.SliceExpr:
				if id := rec.base(n.X); id != nil {
					keep(id)
				}
			case *ast.SelectorExpr: // a method may take the address
				if id := rec.base(n.X); id != nil && rec.e.info.Selections[n] != nil && rec.e.info.Selections[n].Kind() == types.MethodVal {
					keep(id)
				}
			}
			return true
		})
	}
	for i, v := range rec.r.vars {
		rec.r.vars[i].escapes = kept[v.key]
	}
}

// base returns the variable that an expression is a part of, nil if it is none.
func (rec *recorder) base(x ast.Expr) *ast.Ident {
	for {
		switch y := ast.Unparen(x).(type) {
		case *ast.Ident:
			return y
		case *ast.SelectorExpr:
			x = y.X
		case *ast.IndexExpr:
			x = y.X
		default:
			return nil
		}
	}
}

// altered returns a part of a source, altered. word says what stands at an alteration.
func altered(src string, at span, edits []alteration, word func(alteration) string) string {
	var b strings.Builder
	pos := at.from
	for _, a := range edits {
		if a.from < pos || a.to > at.to {
			continue
		}
		b.WriteString(src[pos:a.from])
		b.WriteString(word(a))
		pos = a.to
	}
	b.WriteString(src[pos:at.to])
	return b.String()
}
