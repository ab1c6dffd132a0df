package weave

import (
	"go/ast"
	"go/token"

	"gosched/kernel/internal/comments"
)

// checkNames finds Examples and benchmarks that would mean something else in the
// notebook than under go test.
func (p *pkg) checkNames() {
	woven, helpers := p.declaredNames()
	imported := make(map[string]bool)
	for _, f := range p.files {
		for _, spec := range f.ast.Imports {
			name, _ := localName(spec)
			imported[name] = true
		}
	}
	for _, it := range p.items {
		if it.bench {
			for _, d := range it.decls {
				p.checkHelpers(d.(*ast.FuncDecl), helpers)
			}
		}
		if it.example == nil {
			continue
		}
		p.checkHelpers(it.example, helpers)
		for _, id := range hoisted(it.example.Body) {
			switch {
			case woven[id.Name]:
				p.errorf(id.Pos(), "%s declares %s, which is a declaration of the package: in the notebook it would replace it", it.example.Name.Name, id.Name)
			case imported[id.Name]:
				p.errorf(id.Pos(), "%s declares %s, which is the name of an import: in the notebook it would replace it", it.example.Name.Name, id.Name)
			}
		}
	}
}

// declaredNames returns the package-level names in the notebook, and those in test
// files, which are not.
func (p *pkg) declaredNames() (woven, helpers map[string]bool) {
	woven, helpers = make(map[string]bool), make(map[string]bool)
	for _, f := range p.files {
		names := woven
		if f.isTest() {
			names = helpers
		}
		for _, d := range f.ast.Decls {
			for _, name := range namesOf(d) {
				names[name] = true
			}
		}
	}
	return woven, helpers
}

// namesOf returns the package-level names that d declares; a method declares none.
func namesOf(d ast.Decl) []string {
	var names []string
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			names = append(names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			case *ast.ValueSpec:
				for _, id := range s.Names {
					names = append(names, id.Name)
				}
			}
		}
	}
	return names
}

// checkHelpers reports each use in an Example or benchmark of what is declared in a
// test file. Names that the function declares itself, anywhere, are taken for its own.
func (p *pkg) checkHelpers(fn *ast.FuncDecl, helpers map[string]bool) {
	own := make(map[string]bool)
	fields := make(map[*ast.Ident]bool) // selected names and keys of literals
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			fields[n.Sel] = true
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				fields[id] = true
			}
		case *ast.AssignStmt:
			for _, id := range defined(n) {
				own[id.Name] = true
			}
		case *ast.GenDecl:
			for _, name := range namesOf(n) {
				own[name] = true
			}
		case *ast.Field:
			for _, id := range n.Names {
				own[id.Name] = true
			}
		case *ast.RangeStmt:
			if id, ok := n.Key.(*ast.Ident); ok && n.Tok == token.DEFINE {
				own[id.Name] = true
			}
			if id, ok := n.Value.(*ast.Ident); ok && n.Tok == token.DEFINE {
				own[id.Name] = true
			}
		}
		return true
	})
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && helpers[id.Name] && !own[id.Name] && !fields[id] {
			p.errorf(id.Pos(), "%s uses %s, which is declared in a test file and so not in the notebook", fn.Name.Name, id.Name)
		}
		return true
	})
}

// defined returns the names that := declares.
func defined(s *ast.AssignStmt) []*ast.Ident {
	var ids []*ast.Ident
	if s.Tok == token.DEFINE {
		for _, lhs := range s.Lhs {
			if id, ok := lhs.(*ast.Ident); ok && id.Name != "_" {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// hoisted returns the names that the statements of body declare at their own level,
// which in a notebook are variables of the session.
func hoisted(body *ast.BlockStmt) []*ast.Ident {
	var ids []*ast.Ident
	for _, stmt := range body.List {
		switch s := stmt.(type) {
		case *ast.AssignStmt:
			ids = append(ids, defined(s)...)
		case *ast.DeclStmt:
			for _, spec := range s.Decl.(*ast.GenDecl).Specs {
				switch s := spec.(type) {
				case *ast.ValueSpec:
					ids = append(ids, s.Names...)
				case *ast.TypeSpec:
					ids = append(ids, s.Name)
				}
			}
		}
	}
	return ids
}

// methodName returns "T-M" for a method M of T, "" for anything else.
func methodName(d ast.Decl) string {
	f, ok := d.(*ast.FuncDecl)
	if !ok || f.Recv == nil || len(f.Recv.List) == 0 {
		return ""
	}
	if t := comments.Receiver(f); t != "" {
		return t + "-" + f.Name.Name
	}
	return ""
}
