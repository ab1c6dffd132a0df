package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A test file is compiled together with the others of its package, and uses what
// they declare.

// siblings are the declarations of the other test files of a package.
type siblings struct {
	decls   map[string]string   // by name, the text of the declaration that has it
	methods map[string][]string // by receiver type
}

// withSiblings returns the text of a test file with the declarations of other test
// files that it needs below it.
func withSiblings(path, text string) (string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, text, 0)
	if err != nil {
		return text, nil // to be judged as it is
	}
	s, err := readSiblings(path, file.Name.Name)
	if err != nil {
		return "", err
	}
	var names []string
	for _, id := range file.Unresolved {
		names = append(names, id.Name)
	}
	for _, imp := range file.Imports { // what is imported is not missing
		name := importName(imp)
		names = slices.DeleteFunc(names, func(n string) bool { return n == name })
	}
	var b strings.Builder
	b.WriteString(text)
	s.write(&b, names)
	return b.String(), nil
}

// importName returns the name by which a file most likely knows an import.
func importName(imp *ast.ImportSpec) string {
	if imp.Name != nil {
		return imp.Name.Name
	}
	path := strings.Trim(imp.Path.Value, `"`)
	return path[strings.LastIndexByte(path, '/')+1:]
}

// readSiblings reads the other test files of the package in the directory of path.
func readSiblings(path, pkg string) (*siblings, error) {
	s := &siblings{decls: make(map[string]string), methods: make(map[string][]string)}
	others, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*_test.go"))
	if err != nil {
		return nil, err
	}
	for _, other := range others {
		text, err := os.ReadFile(other)
		if err != nil {
			return nil, err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, other, text, parser.SkipObjectResolution)
		if other == path || err != nil || file.Name.Name != pkg || !fits(string(text)) {
			continue
		}
		for _, d := range file.Decls {
			s.add(d, string(text[fset.Position(d.Pos()).Offset:fset.Position(d.End()).Offset]))
		}
	}
	return s, nil
}

// add notes a declaration with its text.
func (s *siblings) add(d ast.Decl, text string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			s.decls[d.Name.Name] = text
			return
		}
		recv := d.Recv.List[0].Type
		if p, ok := recv.(*ast.StarExpr); ok {
			recv = p.X
		}
		if id, ok := recv.(*ast.Ident); ok {
			s.methods[id.Name] = append(s.methods[id.Name], text)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				s.decls[spec.Name.Name] = text
			case *ast.ValueSpec:
				for _, id := range spec.Names {
					s.decls[id.Name] = text
				}
			}
		}
	}
}

// write writes what declares the names, and what that needs in turn. A declaration
// is written once.
func (s *siblings) write(b *strings.Builder, names []string) {
	for _, name := range names {
		decl, ok := s.decls[name]
		if !ok {
			continue
		}
		for _, text := range append([]string{decl}, s.methods[name]...) {
			for n, d := range s.decls {
				if d == decl {
					delete(s.decls, n)
				}
			}
			b.WriteString("\n" + text + "\n")
			s.write(b, mentioned(text))
		}
	}
}

// mentioned returns the names in a declaration that may be of the package.
func mentioned(decl string) []string {
	file, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+decl, 0)
	if err != nil {
		return nil
	}
	var names []string
	for _, id := range file.Unresolved {
		names = append(names, id.Name)
	}
	return names
}
