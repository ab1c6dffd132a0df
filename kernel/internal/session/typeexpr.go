package session

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
)

// A typeWriter turns types into syntax, so that a variable whose type mentions
// types that are being checked again can be declared anew. Types that do not are
// named by made-up names, which it adds to the package scope.
type typeWriter struct {
	pkg   *types.Package
	named map[*types.TypeName]bool // mentioned by their own names
	pos   token.Pos                // of all the syntax made, for errors
	n     int                      // names made up
	ok    bool                     // everything could be written
}

// mentions reports whether t mentions a type of w.named.
func (w *typeWriter) mentions(t types.Type) bool {
	walk := typeWalk{pkg: w.pkg, found: make(map[*types.TypeName]bool)}
	walk.walk(t)
	for o := range walk.found {
		if w.named[o] {
			return true
		}
	}
	return false
}

// expr returns syntax for t.
func (w *typeWriter) expr(t types.Type) ast.Expr {
	if !w.mentions(t) {
		return w.alias(t)
	}
	switch t := t.(type) {
	case *types.Named:
		return w.instance(t.Obj(), t.TypeArgs(), t.Origin())
	case *types.Alias:
		return w.instance(t.Obj(), t.TypeArgs(), t.Origin())
	case *types.Pointer:
		return &ast.StarExpr{Star: w.pos, X: w.expr(t.Elem())}
	case *types.Slice:
		return &ast.ArrayType{Lbrack: w.pos, Elt: w.expr(t.Elem())}
	case *types.Array:
		return &ast.ArrayType{Lbrack: w.pos, Len: intLit(t.Len()), Elt: w.expr(t.Elem())}
	case *types.Map:
		return &ast.MapType{Map: w.pos, Key: w.expr(t.Key()), Value: w.expr(t.Elem())}
	case *types.Chan:
		return &ast.ChanType{Begin: w.pos, Dir: chanDir(t.Dir()), Value: w.expr(t.Elem())}
	case *types.Signature:
		return w.signature(t)
	case *types.Struct:
		return w.structure(t)
	case *types.Interface:
		return w.iface(t)
	}
	w.ok = false
	return w.ident("any")
}

func (w *typeWriter) ident(name string) *ast.Ident {
	return &ast.Ident{NamePos: w.pos, Name: name}
}

// alias returns a made-up name of t.
func (w *typeWriter) alias(t types.Type) ast.Expr {
	w.n++
	name := fmt.Sprintf("·%d", w.n)
	w.pkg.Scope().Insert(types.NewTypeName(token.NoPos, w.pkg, name, t))
	return w.ident(name)
}

func (w *typeWriter) instance(o *types.TypeName, args *types.TypeList, origin types.Type) ast.Expr {
	var x ast.Expr
	if w.named[o] {
		x = w.ident(o.Name())
	} else {
		x = w.alias(origin)
	}
	if args.Len() == 0 {
		return x
	}
	list := &ast.IndexListExpr{X: x}
	for t := range args.Types() {
		list.Indices = append(list.Indices, w.expr(t))
	}
	return list
}

func (w *typeWriter) signature(t *types.Signature) *ast.FuncType {
	params := w.params(t.Params())
	if t.Variadic() {
		last := params.List[len(params.List)-1]
		slice, ok := last.Type.(*ast.ArrayType)
		if !ok { // the slice was not worth taking apart
			slice = &ast.ArrayType{Lbrack: w.pos, Elt: w.alias(t.Params().At(t.Params().Len() - 1).Type().Underlying().(*types.Slice).Elem())}
		}
		last.Type = &ast.Ellipsis{Elt: slice.Elt}
	}
	return &ast.FuncType{Func: w.pos, Params: params, Results: w.params(t.Results())}
}

func (w *typeWriter) params(t *types.Tuple) *ast.FieldList {
	list := &ast.FieldList{}
	for v := range t.Variables() {
		list.List = append(list.List, &ast.Field{Type: w.expr(v.Type())})
	}
	return list
}

func (w *typeWriter) structure(t *types.Struct) ast.Expr {
	list := &ast.FieldList{}
	for i := range t.NumFields() {
		f := t.Field(i)
		field := &ast.Field{Names: []*ast.Ident{w.ident(f.Name())}, Type: w.expr(f.Type())}
		if f.Embedded() {
			field.Names = nil
			if !w.mentions(f.Type()) {
				w.ok = false // a made-up name would become that of the field
			}
		}
		if tag := t.Tag(i); tag != "" {
			field.Tag = &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(tag)}
		}
		list.List = append(list.List, field)
	}
	return &ast.StructType{Struct: w.pos, Fields: list}
}

func (w *typeWriter) iface(t *types.Interface) ast.Expr {
	list := &ast.FieldList{}
	for m := range t.ExplicitMethods() {
		list.List = append(list.List, &ast.Field{Names: []*ast.Ident{w.ident(m.Name())}, Type: w.signature(m.Signature())})
	}
	for e := range t.EmbeddedTypes() {
		list.List = append(list.List, &ast.Field{Type: w.expr(e)})
	}
	return &ast.InterfaceType{Interface: w.pos, Methods: list}
}

func intLit(n int64) ast.Expr {
	return &ast.BasicLit{Kind: token.INT, Value: constant.MakeInt64(n).ExactString()}
}

func chanDir(d types.ChanDir) ast.ChanDir {
	switch d {
	case types.SendOnly:
		return ast.SEND
	case types.RecvOnly:
		return ast.RECV
	}
	return ast.SEND | ast.RECV
}
