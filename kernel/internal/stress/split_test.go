package stress

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// A piece of a program is what stands together without an empty line: declarations
// or statements of main.
type piece struct {
	text     string
	declares map[string]bool // names; of methods, too
	mentions map[string]bool
}

// split cuts a program into cells: the imports, then declarations after those that
// they mention, then the statements of main.
func split(text string) ([]string, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var cells []string
	var decls, statements []ast.Node
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				cells = append(cells, text[d.Pos()-file.FileStart:d.End()-file.FileStart])
				continue
			}
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "main" {
				for _, st := range d.Body.List {
					statements = append(statements, st)
				}
				continue
			}
		}
		decls = append(decls, d)
	}
	for _, p := range ordered(pieces(fset, text, decls)) {
		cells = append(cells, p.text)
	}
	for _, p := range pieces(fset, text, statements) {
		cells = append(cells, p.text)
	}
	return cells, nil
}

// pieces joins nodes on consecutive lines.
func pieces(fset *token.FileSet, text string, nodes []ast.Node) []*piece {
	var list []*piece
	line := -1
	for _, n := range nodes {
		from, to := fset.Position(n.Pos()), fset.Position(n.End())
		if from.Line != line+1 {
			list = append(list, &piece{declares: map[string]bool{}, mentions: map[string]bool{}})
		}
		list[len(list)-1].add(n, text[from.Offset:to.Offset]+"\n")
		line = to.Line
	}
	return list
}

func (p *piece) add(n ast.Node, text string) {
	p.text += text
	switch d := n.(type) {
	case *ast.FuncDecl:
		p.declares[d.Name.Name] = true
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				p.declares[s.Name.Name] = true
			case *ast.ValueSpec:
				for _, id := range s.Names {
					p.declares[id.Name] = true
				}
			}
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			p.mentions[id.Name] = true
		}
		return true
	})
}

// ordered puts pieces after those that declare what they mention. Those that wait
// for each other become one.
func ordered(list []*piece) (out []*piece) {
	for len(list) > 0 {
		i := slices.IndexFunc(list, func(p *piece) bool {
			return !slices.ContainsFunc(list, func(other *piece) bool { return other != p && p.needs(other) })
		})
		if i < 0 {
			var all strings.Builder
			for _, p := range list {
				all.WriteString(p.text)
			}
			return append(out, &piece{text: all.String()})
		}
		out = append(out, list[i])
		list = slices.Delete(list, i, i+1)
	}
	return out
}

func (p *piece) needs(other *piece) bool {
	for name := range other.declares {
		if p.mentions[name] {
			return true
		}
	}
	return false
}
