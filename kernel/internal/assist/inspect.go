package assist

import (
	"fmt"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"go/types"
	"html"
	"strings"

	"gosched/kernel/internal/session"
	"gosched/kernel/internal/stdlib"
)

// Inspect describes what is at the cursor, as a MIME bundle of text/plain,
// text/markdown and text/html. Detail 1 adds the source of declarations of cells.
// Between the parentheses of a call, what is called is described.
func Inspect(s *session.Session, src string, cursor, detail int) (bundle map[string]string, found bool) {
	offset := session.NewMapper(src).CursorOffset(cursor)
	start, end := wordAt(src, offset)
	if start == end {
		if start, end = calledBefore(src, offset); start == end {
			return nil, false
		}
	}
	p := locate(s, src, start)
	o := p.object()
	if o == nil {
		p = locate(s, repaired(src, end, ""), start)
		o = p.object()
	}
	if o == nil {
		return nil, false
	}
	d := description{s: s, place: p, object: o}
	return d.bundle(detail), true
}

// calledBefore returns the range of the last name before the innermost open
// parenthesis.
func calledBefore(src string, offset int) (start, end int) {
	depth := 0
	for i := offset - 1; i >= 0; i-- {
		switch src[i] {
		case ')', ']', '}':
			depth++
		case '[', '{':
			depth--
		case '(':
			if depth--; depth < 0 {
				return wordAt(src, i)
			}
		}
		if depth < 0 {
			break
		}
	}
	return 0, 0
}

// A description is what is said about an object.
type description struct {
	*place
	s      *session.Session
	object types.Object
}

func (d *description) bundle(detail int) map[string]string {
	decl, doc := d.declaration(), d.doc()
	text, cell := d.source()
	if cell > 0 {
		decl += fmt.Sprintf(" // cell %d", cell)
	}
	var plain, markdown, htm strings.Builder
	fmt.Fprintln(&plain, decl)
	fmt.Fprintf(&markdown, "```go\n%s\n```\n", decl)
	fmt.Fprintf(&htm, "<pre>%s</pre>\n", html.EscapeString(decl))
	if doc != "" {
		var p comment.Parser
		parsed := p.Parse(doc)
		var pr comment.Printer
		fmt.Fprintf(&plain, "\n%s", pr.Text(parsed))
		fmt.Fprintf(&markdown, "\n%s", pr.Markdown(parsed))
		fmt.Fprintf(&htm, "%s", pr.HTML(parsed))
	}
	if detail > 0 && text != "" {
		fmt.Fprintf(&plain, "\n%s\n", text)
		fmt.Fprintf(&markdown, "\n```go\n%s\n```\n", text)
		fmt.Fprintf(&htm, "<pre>%s</pre>\n", html.EscapeString(text))
	}
	return map[string]string{"text/plain": plain.String(), "text/markdown": markdown.String(), "text/html": htm.String()}
}

// declaration returns the object as Go declares it.
func (d *description) declaration() string {
	switch o := d.object.(type) {
	case *types.Builtin:
		return builtins[o.Name()].decl
	case *types.PkgName:
		return fmt.Sprintf("package %s // import %q", o.Imported().Name(), o.Imported().Path())
	case *types.Var:
		if o.IsField() {
			return "field " + o.Name() + " " + typeString(o.Type(), d.probe.Pkg)
		}
	case *types.Const:
		return types.ObjectString(o, qualifier(d.probe.Pkg)) + " = " + o.Val().String()
	}
	return types.ObjectString(d.object, qualifier(d.probe.Pkg))
}

// doc returns the doc comment.
func (d *description) doc() string {
	o := d.object
	switch o := o.(type) {
	case *types.Builtin:
		return builtins[o.Name()].doc
	case *types.PkgName:
		return stdlib.Doc(o.Imported().Path(), "")
	}
	if o.Pkg() == nil {
		return ""
	}
	if o.Pkg() != d.probe.Pkg {
		return stdlib.Doc(o.Pkg().Path(), d.name())
	}
	text, _ := d.source()
	return docOf(text, d.name())
}

// source returns the source of a declaration of a cell, and the cell.
func (d *description) source() (string, int) {
	if d.object.Pkg() != d.probe.Pkg || !d.isLive() {
		return "", 0
	}
	text, cell, _ := d.s.Source(d.name())
	return text, cell
}

// isLive reports whether the object belongs to the session, rather than to the
// cell that is being written.
func (d *description) isLive() bool {
	if d.probe.Offset(d.object.Pos()) >= 0 {
		return false
	}
	if f, ok := d.object.(*types.Func); ok && f.Signature().Recv() != nil {
		return true
	}
	return d.object.Parent() == d.probe.Pkg.Scope()
}

// name returns the name under which declarations are documented: "T.M" for a
// method or field.
func (d *description) name() string {
	switch o := d.object.(type) {
	case *types.Func:
		if recv := o.Signature().Recv(); recv != nil {
			return typeName(recv.Type()) + "." + o.Name()
		}
	case *types.Var:
		if sel, ok := d.parent(1).(*ast.SelectorExpr); ok && o.IsField() {
			if s := d.probe.Info.Selections[sel]; s != nil {
				return typeName(s.Recv()) + "." + o.Name()
			}
		}
	}
	return d.object.Name()
}

// typeName returns the name of a declared type or of what a pointer points to.
func typeName(t types.Type) string {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

// docOf returns the doc comment in the source of a declaration.
func docOf(text, name string) string {
	f, _ := parser.ParseFile(token.NewFileSet(), "", "package p\n"+text, parser.ParseComments|parser.SkipObjectResolution)
	if f == nil || len(f.Decls) == 0 {
		return leading(text)
	}
	switch decl := f.Decls[0].(type) {
	case *ast.FuncDecl:
		return decl.Doc.Text()
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if spec.Name.Name == name && spec.Doc != nil {
					return spec.Doc.Text()
				}
			case *ast.ValueSpec:
				for _, id := range spec.Names {
					if id.Name == name && (spec.Doc != nil || spec.Comment != nil) {
						return spec.Doc.Text() + spec.Comment.Text()
					}
				}
			}
		}
		return decl.Doc.Text()
	}
	return leading(text)
}

// leading returns the line comments that a statement starts with.
func leading(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		doc, ok := strings.CutPrefix(strings.TrimSpace(line), "//")
		if !ok {
			break
		}
		b.WriteString(strings.TrimPrefix(doc, " ") + "\n")
	}
	return b.String()
}
