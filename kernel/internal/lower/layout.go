package lower

import (
	"go/ast"
	"go/types"
	"runtime"
)

// sizes is the compiler's layout of types on this machine.
var sizes = types.SizesFor("gc", runtime.GOARCH)

// layout computes what unsafe.Sizeof, Alignof and Offsetof say when it depends
// on type arguments.
func (b *body) layout(e *ast.CallExpr, name string) int64 {
	t := b.exprType(e.Args[0])
	switch name {
	case "Sizeof":
		return sizes.Sizeof(t)
	case "Alignof":
		return sizes.Alignof(t)
	}
	sel := ast.Unparen(e.Args[0]).(*ast.SelectorExpr)
	s := b.src.info.Selections[sel]
	t = pointerElem(b.typ(s.Recv()))
	_, index := b.find(sel, s, t)
	var off int64
	for _, i := range index {
		st := t.Underlying().(*types.Struct)
		var fields []*types.Var
		for f := range st.Fields() {
			fields = append(fields, f)
		}
		off += sizes.Offsetsof(fields)[i]
		t = st.Field(i).Type()
	}
	return off
}
