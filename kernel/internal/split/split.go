// Package split cuts a program into cells that mean the same, for tests that hold
// notebooks to what the compiler makes of programs.
//
// Declarations come after what they mention, variables in the order of their
// initialisation, and the statements of main one after the other. What cannot stand
// alone stays in one cell: declarations that need each other, variables that could
// not be initialised in order, and main if one of its statements defers, returns,
// jumps, recovers or declares a name of the package again.
package split

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
)

// A program is a checked program about to be split into cells that mean the same.
type program struct {
	text string
	base int // position of the text's first byte
	file *ast.File
	pkg  *types.Package
	info *types.Info
}

// Program returns the cells of a program whose imports imp finds: at most most for
// the declarations, and as many for the statements of main. The imports are in the
// first.
func Program(imp types.Importer, text string, most int) ([]string, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "prog.go", text, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("parsing a program to split: %w", err)
	}
	p := &program{text: text, base: int(file.FileStart), file: file, info: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}}
	conf := types.Config{Importer: imp, GoVersion: "go1.26", Sizes: types.SizesFor("gc", "amd64")}
	if p.pkg, err = conf.Check("main", fset, []*ast.File{file}, p.info); err != nil {
		return nil, fmt.Errorf("checking a program to split: %w", err)
	}
	var imports string
	var main *ast.FuncDecl
	var rest []ast.Decl
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				imports += p.source(d) + "\n"
				continue
			}
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "main" {
				main = d
				continue
			}
		}
		rest = append(rest, d)
	}
	cells := append(chunks(p.order(rest), most), chunks(p.statements(main), most)...)
	cells[0] = imports + cells[0]
	return cells, nil
}

// source is the text of a node.
func (p *program) source(n ast.Node) string {
	return p.text[int(n.Pos())-p.base : int(n.End())-p.base]
}

// chunks joins texts into at most as many as asked for, of about as many each.
func chunks(texts []string, most int) []string {
	var out []string
	most = min(most, len(texts))
	for i := range most {
		part := texts[i*len(texts)/most : (i+1)*len(texts)/most]
		out = append(out, strings.Join(part, "\n\n")+"\n")
	}
	return out
}

// statements returns the texts of main: main itself if its statements cannot stand alone.
func (p *program) statements(main *ast.FuncDecl) []string {
	if !p.separable(main) {
		return []string{p.source(main)}
	}
	var texts []string
	at := map[types.Object]int{} // index of the text that declares a variable
	for _, st := range main.Body.List {
		first := len(texts) // that the statement must share a cell with
		ast.Inspect(st, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if a, isAssign := n.(*ast.AssignStmt); isAssign && a.Tok == token.DEFINE && n == st {
				for _, lhs := range a.Lhs {
					if o := p.info.Uses[lhs.(*ast.Ident)]; o != nil { // assigned, not declared
						first = min(first, at[o])
					}
				}
			}
			if ok && p.info.Defs[id] != nil {
				at[p.info.Defs[id]] = len(texts)
			}
			return true
		})
		text := p.source(st)
		if first < len(texts) {
			text = strings.Join(append(texts[first:len(texts):len(texts)], text), "\n")
			texts = texts[:first]
			for o, i := range at {
				at[o] = min(i, first)
			}
		}
		texts = append(texts, text)
	}
	return texts
}

// separable says whether each statement of main means the same in a cell of its own.
func (p *program) separable(main *ast.FuncDecl) bool {
	ok := true
	for _, st := range main.Body.List {
		p.eachOwn(st, func(n ast.Node) {
			switch n := n.(type) {
			case *ast.DeferStmt, *ast.ReturnStmt:
				ok = false
			case *ast.BranchStmt:
				ok = ok && n.Tok != token.GOTO
			case *ast.CallExpr:
				if id, is := n.Fun.(*ast.Ident); is && id.Name == "recover" {
					ok = false
				}
			}
		})
	}
	ast.Inspect(main.Body, func(n ast.Node) bool {
		id, is := n.(*ast.Ident)
		ok = ok && !(is && p.info.Uses[id] == p.info.Defs[main.Name])
		return ok
	})
	// What main declares at its top level becomes visible to all.
	scope := p.info.Defs[main.Name].(*types.Func).Scope()
	for _, name := range scope.Names() {
		if p.pkg.Scope().Lookup(name) != nil || types.Universe.Lookup(name) != nil || p.imports(name) {
			ok = false
		}
	}
	return ok
}

// imports says whether a name is that of an imported package.
func (p *program) imports(name string) bool {
	for _, spec := range p.file.Imports {
		if path := strings.Trim(spec.Path.Value, `"`); spec.Name != nil && spec.Name.Name == name || path[strings.LastIndexByte(path, '/')+1:] == name {
			return true
		}
	}
	return false
}

// eachOwn visits the nodes of a statement but for those of function literals.
func (p *program) eachOwn(st ast.Stmt, f func(ast.Node)) {
	ast.Inspect(st, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok || n == nil {
			return false
		}
		f(n)
		return true
	})
}
