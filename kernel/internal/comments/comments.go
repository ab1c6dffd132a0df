// Package comments reads the doc comments of packages.
package comments

import (
	"go/ast"
	"strings"
)

// Of returns the doc comments of a package by the names that are documented: "" for
// the package, "Name" for an exported declaration, "Type.Member" for an exported
// method or field. Of several comments on the package the longest counts, but one
// that begins as it should ("Package …") before one that does not, as a license.
func Of(files []*ast.File) map[string]string {
	texts := make(table)
	for _, f := range files {
		texts.pkg(f.Doc.Text())
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				texts.function(d)
			case *ast.GenDecl:
				for _, s := range d.Specs {
					texts.spec(d, s)
				}
			}
		}
	}
	return texts
}

// A table has texts by name.
type table map[string]string

// add notes the first text that is not empty.
func (t table) add(name string, groups ...*ast.CommentGroup) {
	for _, g := range groups {
		if text := g.Text(); text != "" {
			t[name] = text
			return
		}
	}
}

// pkg adds a comment on the package.
func (t table) pkg(text string) {
	const begin = "Package "
	was := t[""]
	good, better := strings.HasPrefix(was, begin), strings.HasPrefix(text, begin)
	if better && !good || better == good && len(text) > len(was) {
		t[""] = text
	}
}

func (t table) function(d *ast.FuncDecl) {
	name := d.Name.Name
	if d.Recv != nil {
		recv := Receiver(d)
		if !ast.IsExported(recv) {
			return
		}
		name = recv + "." + name
	}
	if d.Name.IsExported() {
		t.add(name, d.Doc)
	}
}

// spec adds the comments of what one specification of d declares.
func (t table) spec(d *ast.GenDecl, s ast.Spec) {
	switch s := s.(type) {
	case *ast.ValueSpec:
		for _, id := range s.Names {
			if id.IsExported() {
				t.add(id.Name, s.Doc, s.Comment, d.Doc)
			}
		}
	case *ast.TypeSpec:
		if !s.Name.IsExported() {
			return
		}
		group := d.Doc
		if d.Lparen.IsValid() && len(d.Specs) > 1 {
			group = nil // speaks of all the types
		}
		t.add(s.Name.Name, s.Doc, group, s.Comment)
		t.members(s.Name.Name+".", s.Type)
	}
}

// members adds the comments of fields of a struct and methods of an interface.
func (t table) members(prefix string, x ast.Expr) {
	var list *ast.FieldList
	switch x := x.(type) {
	case *ast.StructType:
		list = x.Fields
	case *ast.InterfaceType:
		list = x.Methods
	default:
		return
	}
	for _, m := range list.List {
		for _, id := range m.Names {
			if id.IsExported() {
				t.add(prefix+id.Name, m.Doc, m.Comment)
			}
		}
	}
}

// Receiver returns the name of the type that has a method.
func Receiver(d *ast.FuncDecl) string {
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}
