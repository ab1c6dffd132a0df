package session

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A rewrite is a change to the source of a declaration.
type rewrite struct {
	pos  token.Pos // invalid if there is none
	n    int       // bytes that it replaces
	text string
}

// receiver returns the name of the receiver's type of a method, nil if there is
// none, and whether it has type parameters.
func receiver(fn *ast.FuncDecl) (base *ast.Ident, generic bool) {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return nil, false
	}
	t := ast.Unparen(fn.Recv.List[0].Type)
	if star, ok := t.(*ast.StarExpr); ok {
		t = ast.Unparen(star.X)
	}
	switch x := t.(type) {
	case *ast.IndexExpr:
		t, generic = x.X, true
	case *ast.IndexListExpr:
		t, generic = x.X, true
	}
	base, _ = t.(*ast.Ident)
	return base, generic
}

// resolveReceiver replaces an alias that a method names its receiver by, so that
// the method belongs to its type whatever becomes of the alias.
func (e *edit) resolveReceiver(d *decl, base *ast.Ident) {
	name, pointer := e.baseType(base.Name)
	if name == base.Name {
		return
	}
	d.alias = rewrite{base.Pos(), len(base.Name), name}
	base.Name = name
	if !pointer {
		return
	}
	d.alias.text = "*" + name
	field := d.fn.Recv.List[0]
	field.Type = &ast.StarExpr{Star: field.Type.Pos(), X: field.Type}
}

// baseType returns the name of the type that a name stands for, another one if it
// is an alias, and whether it stands for a pointer to that.
func (e *edit) baseType(name string) (base string, pointer bool) {
	for range 100 { // an alias of itself is not ours to complain about
		spec := e.alias(name)
		if spec == nil {
			break
		}
		x := ast.Unparen(spec.Type)
		if star, ok := x.(*ast.StarExpr); ok && !pointer {
			x, pointer = ast.Unparen(star.X), true
		}
		id, ok := x.(*ast.Ident)
		if !ok {
			return name, false
		}
		name = id.Name
	}
	d := e.liveType(name)
	if d == nil || e.typeSpec(name) != nil {
		return name, pointer
	}
	t := types.Unalias(d.obj.Type())
	if p, ok := t.(*types.Pointer); ok && d.spec.Assign.IsValid() {
		t, pointer = types.Unalias(p.Elem()), true
	}
	if n, ok := t.(*types.Named); ok && n.Obj().Pkg() == e.s.pkg {
		return n.Obj().Name(), pointer
	}
	return name, pointer
}

// alias returns the declaration of a name that the cell makes an alias, or nil.
func (e *edit) alias(name string) *ast.TypeSpec {
	if spec := e.typeSpec(name); spec != nil && spec.Assign.IsValid() && spec.TypeParams == nil {
		return spec
	}
	return nil
}

// typeSpec returns the cell's declaration of a type, nil if there is none.
func (e *edit) typeSpec(name string) *ast.TypeSpec {
	for _, d := range e.sx.decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
			for _, spec := range g.Specs {
				if spec := spec.(*ast.TypeSpec); spec.Name.Name == name {
					return spec
				}
			}
		}
	}
	return nil
}
