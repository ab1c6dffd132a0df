package session

import (
	"cmp"
	"fmt"
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
	cell     int
	src      string
	pieces   []span       // the statements, in order
	edits    []alteration // in src
	inits    []span       // initialisers of a cell of declarations, in order; edits has what stands before each
	funcs    []span       // init functions
	main     bool         // func main was called
	vars     []varVersion // made by the cell
	mentions []string     // names of the package in what was run
}

// A span is a part of the source of a cell.
type span struct{ from, to int }

// An alteration replaces a part of the source of a cell. If key is not empty, the
// text is the name of the variable with that key.
type alteration struct {
	span
	text string
	key  string
}

// A varVersion is a variable that a cell made.
type varVersion struct{ name, key, typ string }

// record notes what the cell runs.
func (e *edit) record(ch *Change) {
	r := &ran{cell: e.sx.cell.Number, src: e.sx.cell.Source, main: ch.Main != nil}
	for _, v := range ch.Vars {
		r.vars = append(r.vars, varVersion{v.Name, v.Key, types.TypeString(v.Obj.Type(), e.s.qualify)})
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
	for _, n := range run {
		rec.references(n)
	}
	r.mentions = e.s.mentions(e.info, run...)
	slices.SortStableFunc(r.edits, func(a, b alteration) int { return cmp.Compare(a.from, b.from) })
	if len(run) > 0 || r.main || len(r.vars) > 0 {
		e.delta.ran = r
	}
}

// A recorder finds what is to be altered.
type recorder struct {
	e  *edit
	ch *Change
	r  *ran
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
			st = l.Stmt
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
	if !slices.ContainsFunc(v.Names, rec.again) {
		rec.alter(span{rec.span(v).from, typ.to}, "")
		return
	}
	value := "*new(" + rec.r.src[typ.from:typ.to] + ")"
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
		rec.r.edits = append(rec.r.edits, alteration{span: span{at.from, at.from}, text: v.Name(), key: rec.ch.VarKey(v)})
	}
	rec.alter(span{at.from, at.from}, " = ")
}

// references notes where variables of the package and func main are mentioned.
func (rec *recorder) references(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		o := rec.e.info.Uses[id]
		if o == nil {
			o = rec.e.info.Defs[id]
		}
		switch o := o.(type) {
		case *types.Var:
			if key := rec.ch.VarKey(o); key != "" {
				rec.r.edits = append(rec.r.edits, alteration{span: rec.span(id), text: id.Name, key: key})
			}
		case *types.Func:
			if o.Name() == "main" && o.Pkg() == rec.e.s.pkg && o.Signature().Recv() == nil {
				rec.alter(rec.span(id), mainName)
			}
		}
		return true
	})
}

// text returns a span of the source, altered. name gives the present names of
// variables.
func (r *ran) text(at span, name func(key, old string) string) string {
	var b strings.Builder
	pos := at.from
	for _, a := range r.edits {
		if a.from < pos || a.to > at.to {
			continue
		}
		b.WriteString(r.src[pos:a.from])
		if a.key != "" {
			b.WriteString(name(a.key, a.text))
		} else {
			b.WriteString(a.text)
		}
		pos = a.to
	}
	b.WriteString(r.src[pos:at.to])
	return b.String()
}

// function prints what the cell ran as a function.
func (r *ran) function(b *strings.Builder, name func(key, old string) string) {
	for i, at := range r.funcs {
		text := r.text(at, name)
		fmt.Fprintf(b, "\n%s\n", strings.Replace(text, "init", r.initName(i), 1))
	}
	if !r.runs() {
		return
	}
	fmt.Fprintf(b, "\n// cell %d\nfunc cell%d() {\n", r.cell, r.cell)
	for _, at := range r.inits {
		fmt.Fprintln(b, r.text(at, name))
	}
	for i := range r.funcs {
		fmt.Fprintf(b, "%s()\n", r.initName(i))
	}
	for _, at := range r.pieces {
		fmt.Fprintln(b, strings.Trim(r.text(at, name), "\r\n"))
	}
	b.WriteString("}\n")
}

// runs reports whether the cell ran anything but func main.
func (r *ran) runs() bool { return len(r.inits)+len(r.funcs)+len(r.pieces) > 0 }

func (r *ran) initName(i int) string { return fmt.Sprintf("cell%dinit%d", r.cell, i+1) }
