package lower

import (
	"go/ast"
	"go/types"
)

// Questions about the shape of types and expressions.

func isInterface(t types.Type) bool { return types.IsInterface(t) }

func isPointer(t types.Type) bool { _, ok := t.Underlying().(*types.Pointer); return ok }

func isFunc(t types.Type) bool { _, ok := t.Underlying().(*types.Signature); return ok }

func isBasic(t types.Type, info types.BasicInfo) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&info != 0
}

func isNil(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Kind() == types.UntypedNil
}

// pointerElem returns what t points to, t itself if it is no pointer.
func pointerElem(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// pointerReceiver says whether f is declared for a pointer.
func pointerReceiver(f *types.Func) bool {
	recv := f.Signature().Recv()
	if recv == nil {
		return false
	}
	_, ok := types.Unalias(recv.Type()).(*types.Pointer)
	return ok
}

// builtinName returns the name of the predeclared function or the function of
// package unsafe that e names, or "".
func builtinName(info *types.Info, e ast.Expr) string {
	var id *ast.Ident
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		id = e
	case *ast.SelectorExpr:
		id = e.Sel
	}
	if id == nil {
		return ""
	}
	if b, ok := info.Uses[id].(*types.Builtin); ok {
		return b.Name()
	}
	return ""
}

func isBlank(e ast.Expr) bool {
	if e == nil {
		return true
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && id.Name == "_"
}
