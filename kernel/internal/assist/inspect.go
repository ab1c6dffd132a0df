package assist

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"

	"gosched/kernel/internal/session"
)

// A Description is what is said about a name.
type Description struct {
	Name   string
	Decl   string // as Go declares it
	Doc    string // the doc comment, without comment markers
	Path   string // of the package that Doc is from, "" for cells
	Source string // Go source to be shown below, "" for none
	Key    string // of the variable's storage, see session.Name; "" if it is none
}

// Inspect describes what is at the cursor. Detail 1 adds the source of
// declarations of cells. After the parenthesis of a call, and between its
// parentheses where no name is, what is called is described.
func Inspect(s *session.Session, src string, cursor, detail int) (Description, bool) {
	offset := session.NewMapper(src).CursorOffset(cursor)
	start, end := nameAt(src, offset)
	if start == end {
		return Description{}, false
	}
	if k, ok := keywords[src[start:end]]; ok {
		return Description{Name: src[start:end], Decl: k.decl, Doc: k.doc}, true
	}
	p := locate(s, src, start)
	o := p.object()
	if o == nil {
		p = find(s, src, start, end, "")
		o = p.object()
	}
	if o == nil {
		return unimported(s, src[start:end])
	}
	d := description{s: s, place: p, object: o}
	text, _ := d.source()
	out := Description{Name: o.Name(), Decl: d.declaration(), Doc: d.doc(), Path: d.path(), Key: d.key()}
	if detail > 0 {
		out.Source = text
	}
	return out, true
}

// nameAt returns the range of the name that a tooltip at an offset is about,
// which is empty if there is none.
func nameAt(src string, offset int) (start, end int) {
	before := src[:offset]
	if _, quoted := stringBefore(before); quoted { // its words are no names
	} else if start, end = wordAt(src, offset); start < end {
		return start, end
	} else if strings.HasSuffix(before, ".") {
		return wordAt(src, offset-1)
	} else if strings.HasSuffix(before, ")") {
		if o := outline(before[:offset-1]); len(o.open) > 0 {
			return wordAt(src, o.open[len(o.open)-1].offset)
		}
	}
	o := outline(before)
	if n := len(o.open); n > 0 && o.open[n-1].tok == token.LPAREN {
		return wordAt(src, o.open[n-1].offset)
	}
	return offset, offset
}

// unimported describes a name that stands for nothing yet, but would be imported
// as a package if something followed it.
func unimported(s *session.Session, name string) (Description, bool) {
	paths := s.Packages(name)
	if len(paths) == 0 {
		return Description{}, false
	}
	d := Description{Name: name}
	for i, path := range paths {
		if i > 0 {
			d.Decl += "\n"
		}
		d.Decl += fmt.Sprintf("package %s // import %q", name, path)
	}
	if len(paths) == 1 {
		d.Doc, d.Path = s.Doc(paths[0], ""), paths[0]
	}
	return d, true
}

// A description is an object that is being described.
type description struct {
	*place
	s      *session.Session
	object types.Object
}

// doc returns the doc comment.
func (d *description) doc() string {
	o := d.object
	switch o := o.(type) {
	case *types.Builtin:
		return builtins[o.Name()].doc
	case *types.PkgName:
		return d.s.Doc(o.Imported().Path(), "")
	}
	if o.Parent() == types.Universe {
		return predeclared[o.Name()]
	}
	if o.Pkg() == nil {
		return ""
	}
	if o.Pkg() != d.probe.Pkg {
		return d.s.Doc(o.Pkg().Path(), d.name())
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

// path returns the import path of the package that the doc comment is from.
func (d *description) path() string {
	switch o := d.object.(type) {
	case *types.PkgName:
		return o.Imported().Path()
	default:
		if o.Pkg() == nil || o.Pkg() == d.probe.Pkg {
			return ""
		}
		return o.Pkg().Path()
	}
}

// key returns the key of the storage of a variable of the session. A variable that
// the cell at the cursor declares is that of the session if its type reads the
// same, be it that the cell declares that too: the cell has been run.
func (d *description) key() string {
	v, ok := d.object.(*types.Var)
	if !ok || v.Parent() == nil || v.Parent() != d.probe.Pkg.Scope() && v.Parent() != d.probe.Top {
		return ""
	}
	if live, key := d.s.Variable(v.Name()); live != nil && typeString(live.Type(), d.probe.Pkg) == typeString(v.Type(), d.probe.Pkg) {
		return key
	}
	return ""
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
