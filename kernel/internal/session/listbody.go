package session

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// directiveAt returns the line directive of a place in a cell.
func directiveAt(m *Mapper, cell, offset int) string {
	line, col := m.OffsetLineCol(offset)
	return fmt.Sprintf("//line cell %d:%d:%d\n", cell, line, col)
}

// placed returns a part of the source of a cell, altered, with comments that keep
// what follows an alteration in its column.
func (p *lister) placed(m *Mapper, src string, base int, at span, edits []alteration) string {
	return altered(src, at, edits, func(a alteration) string {
		text := p.word(a)
		if text == src[a.from:a.to] {
			return text
		}
		line, col := m.OffsetLineCol(base + a.to)
		return fmt.Sprintf("%s/*line :%d:%d*/", text, line, col)
	})
}

// declaration prints a declaration.
func (p *lister) declaration(d *decl) {
	if group := d.group; group != nil || d.vars != nil {
		if group == nil {
			group = d.vars
		}
		key := fmt.Sprintf("%d:%d", d.cell, group.Pos())
		if p.printed[key] {
			return
		}
		p.printed[key] = true
	}
	text := p.placed(d.file.mapper, d.text, d.textAt, span{0, len(d.text)}, p.edits(d))
	fmt.Fprintf(&p.b, "\n%s%s\n", directiveAt(d.file.mapper, d.cell, d.textAt), unplaced(text))
}

// edits returns what is to be altered in the text of a declaration.
func (p *lister) edits(d *decl) []alteration {
	edits := slices.Clone(d.refs)
	for _, g := range []*ast.GenDecl{d.group, d.vars} {
		if g == nil {
			continue
		}
		for _, id := range declared(g) {
			live := p.lookup(id.Name)
			if live == nil || live.group != g && live.vars != g || slices.Contains(p.handed, live) {
				at := d.file.offset(id.Pos()) - d.textAt
				edits = append(edits, alteration{span: span{at, at + len(id.Name)}, text: "_"})
			}
		}
	}
	if d.alias.pos.IsValid() {
		at := d.file.offset(d.alias.pos) - d.textAt
		edits = append(edits, alteration{span: span{at, at + d.alias.n}, text: d.alias.text})
	}
	if d.kind == KindFunc && d.name == "main" {
		at := d.file.offset(d.fn.Name.Pos()) - d.textAt
		edits = append(edits, alteration{span: span{at, at + len("main")}, text: p.main})
	}
	slices.SortStableFunc(edits, func(a, b alteration) int { return a.from - b.from })
	return slices.CompactFunc(edits, func(a, b alteration) bool { return a.span == b.span && a.to > a.from })
}

// unplaced takes line directives of the user's own out of a text. Other directives
// mean to the compiler what they say.
func unplaced(src string) string {
	var b strings.Builder
	pos := 0
	for _, at := range comments(src) {
		if rest := src[at+2:]; strings.HasPrefix(rest, "line ") && !strings.HasPrefix(rest, "line :") {
			b.WriteString(src[pos:at+2] + " ")
			pos = at + 2
		}
	}
	b.WriteString(src[pos:])
	return b.String()
}

// body prints the statements.
func (p *lister) body(l *Listing) {
	if len(p.vars) > 0 {
		p.b.WriteString("\nvar (\n")
		for _, v := range p.vars {
			fmt.Fprintf(&p.b, "\t%s %s\n", v.name, unmark(v.typ, p.typePackage))
		}
		p.b.WriteString(")\n")
	}
	if p.ch.Run == nil {
		return
	}
	l.Body, l.Loop = BodyFunc, p.o.Loop
	head, tail := p.frame()
	fmt.Fprintf(&p.b, "\n//go:noinline\nfunc %s%s\n", l.Body, head) // so that it is in every stack
	edits := p.statementEdits()
	for _, at := range p.pieces() {
		text := p.placed(p.e.sx.mapper, p.e.sx.cell.Source, 0, at, edits)
		p.b.WriteString(directiveAt(p.e.sx.mapper, l.Cell, at.from) + unplaced(strings.TrimRight(text, " \t\r\n")) + "\n")
	}
	p.b.WriteString(tail + "\n")
}

// frame returns what stands before and after the statements. In a loop whose
// condition is a call of B.Loop the compiler keeps what is assigned, and what calls
// return, so that it does not leave out the work; statements that would leave the
// loop, or wait for its end, are in a function of their own.
func (p *lister) frame() (head, tail string) {
	if !p.o.Loop {
		return "() {", "}"
	}
	head = fmt.Sprintf("(gosched_b *%s.B) {\nfor gosched_b.Loop() {", p.packageName("testing", "testing"))
	if leaves(p.ch.Run.Body) {
		return head + " func() {", "}()\n}\n}"
	}
	return head, "}\n}"
}

// leaves reports whether statements return or defer something.
func leaves(body *ast.BlockStmt) (found bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ReturnStmt, *ast.DeferStmt:
			found = true
		case *ast.FuncLit:
			return false
		}
		return !found
	})
	return found
}

// pieces returns the parts of the cell that are statements without anything else
// between them.
func (p *lister) pieces() (list []span) {
	isStmt := p.e.sx.statements()
	src, open := p.e.sx.cell.Source, false
	for _, c := range p.e.sx.chunks {
		switch {
		case !isStmt(c):
			open = false
		case open:
			list[len(list)-1].to = c.end
		default:
			from := c.start
			for from < c.first && strings.IndexByte(" \t\r\n", src[from]) >= 0 {
				from++
			}
			list, open = append(list, span{from, c.end}), true
		}
	}
	return list
}

// statementEdits returns what is to be altered in the statements.
func (p *lister) statementEdits() []alteration {
	e := p.e
	r := &ran{cell: e.sx.cell.Number, src: e.sx.cell.Source}
	rec := recorder{e: e, ch: p.ch, r: r}
	for _, st := range p.ch.Run.Body.List {
		p.definition(&rec, st)
	}
	p.result(&rec)
	ref := referrer{s: p.s, info: e.info, at: rec.span, key: p.ch.VarKey}
	ref.look(p.ch.Run.Body)
	for _, a := range ref.list {
		if a.is != versionName {
			r.edits = append(r.edits, a)
		}
	}
	slices.SortStableFunc(r.edits, func(a, b alteration) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return a.to - b.to // what is put before something comes first
	})
	return r.edits
}

// definition makes assignments of a definition of shared variables, and uses of
// the others, which need not be used in a cell.
func (p *lister) definition(rec *recorder, st ast.Stmt) {
	outer := st
	for {
		l, ok := st.(*ast.LabeledStmt)
		if !ok {
			break
		}
		rec.labels, st = true, l.Stmt
	}
	ids := slices.DeleteFunc(topLevelVars([]ast.Stmt{outer}), func(id *ast.Ident) bool { return p.e.info.Defs[id] == nil })
	if len(ids) == 0 {
		return
	}
	if !p.shared[ids[0].Name] {
		end := rec.span(st).to
		var b strings.Builder
		for _, id := range ids {
			b.WriteString("; _ = " + id.Name)
		}
		rec.alter(span{end, end}, b.String())
		return
	}
	switch st := st.(type) {
	case *ast.AssignStmt:
		at := p.s.fileOf(st.TokPos).offset(st.TokPos)
		rec.alter(span{at, at + len(token.DEFINE.String())}, "=")
	case *ast.DeclStmt:
		rec.varDecl(st.Decl.(*ast.GenDecl))
	}
}

// result has the last expression shown.
func (p *lister) result(rec *recorder) {
	sx := p.e.sx
	switch {
	case sx.list != nil:
		from, to := rec.span(sx.list[0]).from, rec.span(sx.list[len(sx.list)-1]).to
		if sx.quiet || p.o.Loop {
			rec.alter(span{from, from}, strings.Repeat("_, ", len(sx.list)-1)+"_ = ")
			return
		}
		rec.alter(span{from, from}, ShowFunc+"(")
		rec.alter(span{to, to}, ")")
	case sx.last == nil:
	case p.ch.Result != nil && !p.unknown(p.ch.Result):
		at := rec.span(sx.last)
		if p.o.Loop {
			p.kept(rec, at)
			return
		}
		show := ShowFunc
		if call, ok := sx.last.X.(*ast.CallExpr); ok && call.Lparen == call.Pos() { // see wrapNil
			rec.alter(at, "any(nil)")
		} else if ok && types.Identical(p.e.info.Types[sx.last.X].Type, types.Universe.Lookup("error").Type()) {
			show = ShowErrorFunc
		}
		rec.alter(span{at.from, at.from}, show+"(")
		rec.alter(span{at.to, at.to}, ")")
	case p.e.assigned:
		at := rec.span(sx.last).from
		rec.alter(span{at, at}, "_ = ")
	}
}

// kept makes a statement of the last expression of a loop.
func (p *lister) kept(rec *recorder, at span) {
	x := p.e.sx.last.X
	if call, ok := x.(*ast.CallExpr); ok && call.Lparen == call.Pos() { // see wrapNil
		rec.alter(at, "_ = any(nil)")
	} else if !p.calls(x) {
		rec.alter(span{at.from, at.from}, "_ = ")
	}
}

// calls reports whether an expression is a call that can be a statement.
func (p *lister) calls(x ast.Expr) bool {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok {
		return false
	}
	tv := p.e.info.Types[call.Fun]
	return !tv.IsType() && !tv.IsBuiltin()
}

// unknown reports whether an expression may have no value: a call of C.
func (p *lister) unknown(x ast.Expr) bool {
	_, call := ast.Unparen(x).(*ast.CallExpr)
	return call && p.e.info.Types[x].Type == types.Typ[types.Invalid]
}

// imports prints the imports of all packages that have got names.
func (p *lister) imports(b *strings.Builder, l *Listing) {
	for _, c := range p.e.sx.chunks {
		text := p.e.sx.cell.Source[c.start:c.end]
		if c.kind == chunkImport && importsC(text) {
			l.Cgo = true
			trimmed := strings.TrimLeft(text, " \t\r\n")
			// The comment before the import is C, of which a directive must not be a part.
			line, _ := p.e.sx.mapper.OffsetLineCol(c.end - len(trimmed))
			fmt.Fprintf(b, "\n//line cell %d:%d\n\n%s\n", l.Cell, max(line-1, 1), trimmed)
		}
	}
	delete(p.packages, "C")
	for _, path := range slices.Sorted(maps.Keys(p.packages)) {
		l.Imports = append(l.Imports, path)
		fmt.Fprintf(b, "import %s %q\n", p.packages[path], path)
	}
	for _, imp := range slices.Concat(p.s.blanks, p.e.blanks) {
		if !slices.Contains(l.Imports, imp.path) {
			l.Imports = append(l.Imports, imp.path)
			fmt.Fprintf(b, "import _ %q\n", imp.path)
		}
	}
	slices.Sort(l.Imports)
}

// importsC reports whether a declaration of imports has "C".
func importsC(text string) bool {
	for _, t := range scan(text) {
		if t.tok == token.STRING && t.text == `"C"` {
			return true
		}
	}
	return false
}
