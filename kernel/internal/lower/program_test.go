package lower

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/stdlib"
)

// lowerProgram lowers the text of a whole program as one change, without a session.
func lowerProgram(imp *stdlib.Importer, fset *token.FileSet, text string) (*core.Unit, error) {
	file, err := parser.ParseFile(fset, "prog.go", text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	info := stdlib.NewInfo()
	conf := types.Config{Importer: imp, GoVersion: "go1.26", Sizes: sizes}
	pkg, err := conf.Check("main", fset, []*ast.File{file}, info)
	if err != nil {
		return nil, err
	}
	l := New(imp)
	l.repanic = true
	return l.lower(programChange(fset, file, pkg, info))
}

// programChange is a checked program as a change.
func programChange(fset *token.FileSet, file *ast.File, pkg *types.Package, info *types.Info) *change {
	decls := map[*types.Func]*ast.FuncDecl{}
	ch := &change{cell: 1, inits: info.InitOrder}
	for _, d := range file.Decls {
		fd, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		f, _ := info.Defs[fd.Name].(*types.Func)
		if f == nil || fd.Recv == nil && fd.Name.Name == "init" {
			ch.initFuncs = append(ch.initFuncs, fd)
			continue
		}
		decls[f] = fd
		if f.Signature().TypeParams().Len()+f.Signature().RecvTypeParams().Len() == 0 && fd.Body != nil && fd.Name.Name != "_" {
			ch.funcs = append(ch.funcs, fd)
		}
		if fd.Name.Name == "main" && fd.Recv == nil {
			ch.main = fd
		}
	}
	ch.src = &source{
		pkg: pkg, info: info,
		place: func(pos token.Pos) place {
			p := fset.Position(pos)
			return place{cell: 1, line: p.Line, col: p.Column}
		},
		funcKey: func(f *types.Func) string { return f.Origin().FullName() },
		typeKey: func(t *types.TypeName) string {
			if t.Parent() == pkg.Scope() {
				return "main." + t.Name()
			}
			return fmt.Sprintf("main.%s·%d", t.Name(), t.Pos())
		},
		prevKey: func(*types.TypeName) string { return "" },
		varKey: func(v *types.Var) string {
			if v.Parent() == pkg.Scope() {
				return "main." + v.Name()
			}
			return ""
		},
		decl:    func(f *types.Func) *ast.FuncDecl { return decls[f] },
		self:    func(f *types.Func) *types.Func { return f },
		initial: func(*types.Var) *types.Initializer { return nil },
	}
	for _, name := range pkg.Scope().Names() {
		if v, ok := pkg.Scope().Lookup(name).(*types.Var); ok {
			ch.vars = append(ch.vars, storage{obj: v, key: "main." + name, name: name})
		}
	}
	return ch
}
