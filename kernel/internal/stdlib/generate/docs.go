package main

import (
	"bytes"
	"go/ast"
	"maps"
	"path/filepath"
	"slices"
)

// docs makes docs.zip: one member per public package, in which each doc
// comment is its name ("" for the package, "Name", "Type.Member"), a zero
// byte, its text and a zero byte.
func docs(fs files, dir string, w *world) error {
	members := make(map[string][]byte)
	for _, p := range w.public() {
		texts := make(map[string]string)
		for _, f := range p.files {
			fileDocs(texts, f)
		}
		var buf bytes.Buffer
		for _, name := range slices.Sorted(maps.Keys(texts)) {
			buf.WriteString(name + "\x00" + texts[name] + "\x00")
		}
		members[p.ImportPath] = buf.Bytes()
	}
	z, err := archive(members)
	fs[filepath.Join(dir, "docs.zip")] = z
	return err
}

// fileDocs adds the doc comments of one file. Of several package comments the
// longest counts.
func fileDocs(texts map[string]string, f *ast.File) {
	if text := f.Doc.Text(); len(text) > len(texts[""]) {
		texts[""] = text
	}
	add := func(name string, groups ...*ast.CommentGroup) {
		for _, g := range groups {
			if text := g.Text(); text != "" {
				texts[name] = text
				return
			}
		}
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			name, ok := declName(d)
			if ok {
				add(name, d.Doc)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				specDocs(add, d, s)
			}
		}
	}
}

// declName returns the name under which an exported function or method is
// documented.
func declName(d *ast.FuncDecl) (string, bool) {
	if d.Recv == nil {
		return d.Name.Name, d.Name.IsExported()
	}
	recv := receiver(d)
	return recv + "." + d.Name.Name, d.Name.IsExported() && ast.IsExported(recv)
}

// receiver returns the name of a method's receiver type.
func receiver(d *ast.FuncDecl) string {
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

// specDocs adds the doc comments of the exported names in one spec of d.
func specDocs(add func(string, ...*ast.CommentGroup), d *ast.GenDecl, s ast.Spec) {
	group := d.Doc
	if d.Lparen.IsValid() && len(d.Specs) > 1 && !isValue(s) {
		group = nil // speaks of all the types
	}
	switch s := s.(type) {
	case *ast.ValueSpec:
		for _, id := range s.Names {
			if id.IsExported() {
				add(id.Name, s.Doc, s.Comment, group)
			}
		}
	case *ast.TypeSpec:
		if !s.Name.IsExported() {
			return
		}
		add(s.Name.Name, s.Doc, group, s.Comment)
		var members *ast.FieldList
		switch t := s.Type.(type) {
		case *ast.StructType:
			members = t.Fields
		case *ast.InterfaceType:
			members = t.Methods
		default:
			return
		}
		for _, m := range members.List {
			for _, id := range m.Names {
				if id.IsExported() {
					add(s.Name.Name+"."+id.Name, m.Doc, m.Comment)
				}
			}
		}
	}
}

func isValue(s ast.Spec) bool {
	_, ok := s.(*ast.ValueSpec)
	return ok
}
