package session

import (
	"go/ast"
	"go/types"
	"testing"
)

// verify checks what a lowerer relies on: everything in the bodies to be lowered
// has a type, and what is of the session has a key.
func verify(t *testing.T, s *Session, ch *Change) {
	t.Helper()
	v := verifier{t: t, ch: ch, seen: make(map[*ast.FuncDecl]bool)}
	for _, fn := range ch.Funcs {
		v.function(fn)
	}
	for _, fn := range ch.InitFuncs {
		v.function(fn)
	}
	for _, in := range ch.Inits {
		v.body(in.Rhs)
		for _, lhs := range in.Lhs {
			if lhs.Name() != "_" && ch.VarKey(lhs) == "" {
				t.Errorf("variable %s has no key", lhs.Name())
			}
		}
	}
	if ch.Run != nil {
		v.body(ch.Run.Body)
	}
	for _, sv := range ch.Vars {
		v.typ(sv.Obj.Type())
		if ch.VarKey(sv.Obj) != sv.Key {
			t.Errorf("variable %s has key %q, want %q", sv.Name, ch.VarKey(sv.Obj), sv.Key)
		}
	}
}

type verifier struct {
	t    *testing.T
	ch   *Change
	seen map[*ast.FuncDecl]bool
}

func (v *verifier) function(fn *ast.FuncDecl) {
	if v.seen[fn] {
		return
	}
	v.seen[fn] = true
	f, ok := v.ch.Info.Defs[fn.Name].(*types.Func)
	if !ok {
		v.t.Errorf("%s has no object", fn.Name.Name)
		return
	}
	if key := v.ch.FuncKey(f); key == "" || v.ch.Decl(f) != fn {
		v.t.Errorf("%s has key %q and declaration %p, want %p", f, key, v.ch.Decl(f), fn)
	}
	if v.ch.Func(f) != f {
		v.t.Errorf("%s stands for itself, but Func says %s", f, v.ch.Func(f))
	}
	v.body(fn.Body)
}

func (v *verifier) body(root ast.Node) {
	info := v.ch.Info
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr, *ast.BinaryExpr, *ast.UnaryExpr, *ast.IndexExpr, *ast.CompositeLit, *ast.FuncLit:
			if info.Types[n.(ast.Expr)].Type == nil {
				v.t.Errorf("%T at %v has no type", n, v.at(n))
			}
		case *ast.Ident:
			v.ident(n)
		}
		return true
	})
}

func (v *verifier) at(n ast.Node) [3]int {
	cell, line, col := v.ch.CellOf(n.Pos())
	return [3]int{cell, line, col}
}

func (v *verifier) ident(id *ast.Ident) {
	if len(id.Name) > 3 && id.Name[:3] == "Rec" && id.Name != "Rec" {
		v.t.Errorf("the receiver %s was not put back", id.Name)
	}
	o := v.ch.Info.Uses[id]
	if o == nil || o.Pkg() != v.ch.Pkg {
		return
	}
	switch o := o.(type) {
	case *types.Func:
		v.callee(id, o)
	case *types.Var:
		if o.Parent() == v.ch.Pkg.Scope() && v.ch.VarKey(o) == "" {
			v.t.Errorf("variable %s at %v has no key", id.Name, v.at(id))
		}
		v.typ(o.Type())
	case *types.TypeName:
		if _, param := o.Type().(*types.TypeParam); !param && !o.IsAlias() && v.ch.TypeKey(o) == "" {
			v.t.Errorf("type %s at %v has no key", id.Name, v.at(id))
		}
	}
}

func (v *verifier) callee(id *ast.Ident, f *types.Func) {
	f = f.Origin()
	if recv := f.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		return
	}
	if v.ch.FuncKey(f) == "" {
		v.t.Errorf("function %s at %v has no key", id.Name, v.at(id))
	}
	if f.Signature().TypeParams().Len() == 0 && f.Signature().RecvTypeParams().Len() == 0 {
		return
	}
	fn := v.ch.Decl(f)
	if fn == nil {
		v.t.Errorf("generic function %s at %v has no body", id.Name, v.at(id))
		return
	}
	v.function(fn)
}

func (v *verifier) typ(t types.Type) {
	for o := range v.ch.s.typeNames(t) {
		if _, param := o.Type().(*types.TypeParam); !param && !o.IsAlias() && v.ch.TypeKey(o) == "" {
			v.t.Errorf("type %s has no key", o.Name())
		}
	}
}
