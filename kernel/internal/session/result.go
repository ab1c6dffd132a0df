package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// mayBeStatement reports whether an expression looks like one that Go allows as a
// statement. Calls do, though some turn out to be conversions; see show.
func mayBeStatement(x ast.Expr, shadows func(string) bool) bool {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok {
		return false
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		if shadows(fun.Name) {
			return true
		}
		switch o := types.Universe.Lookup(fun.Name).(type) {
		case *types.TypeName:
			return false
		case *types.Builtin:
			return slices.Contains([]string{"clear", "close", "copy", "delete", "panic", "print", "println", "recover"}, o.Name())
		}
	case *ast.ArrayType, *ast.MapType, *ast.ChanType, *ast.FuncType, *ast.StarExpr, *ast.StructType, *ast.InterfaceType:
		return false
	}
	return true
}

// show makes the last expression an assignment to blank, which is how a value
// that is no statement is checked, and reports whether that was needed.
func (e *edit) show(mine []checkError) bool {
	if e.sx.last == nil || e.assigned {
		return false
	}
	for _, err := range mine {
		if err.pos == e.sx.last.X.Pos() && strings.HasSuffix(err.msg, " is not used") {
			e.assigned = true
			return true
		}
	}
	return false
}

// result returns the last expression if its value is to be shown.
func (e *edit) result() ast.Expr {
	if e.sx.last == nil || e.sx.quiet {
		return nil
	}
	x := e.sx.last.X
	tv, ok := e.info.Types[x]
	if !ok || tv.IsVoid() || tv.Type == nil || prints(e.info, x) {
		return nil
	}
	return x
}

// results returns the last expressions if there are several whose values are to be shown.
func (e *edit) results() *ast.AssignStmt {
	if e.sx.list == nil || e.sx.quiet {
		return nil
	}
	return e.sx.run.Body.List[len(e.sx.run.Body.List)-1].(*ast.AssignStmt)
}

// prints reports whether x is a call of one of the functions of fmt that print,
// whose results nobody wants to see.
func prints(info *types.Info, x ast.Expr) bool {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok {
		return false
	}
	var id *ast.Ident
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.SelectorExpr:
		id = fun.Sel
	case *ast.Ident: // by dot import
		id = fun
	default:
		return false
	}
	f, ok := info.Uses[id].(*types.Func)
	if !ok || f.Pkg() == nil || f.Pkg().Path() != "fmt" || f.Signature().Recv() != nil {
		return false
	}
	return slices.Contains([]string{"Print", "Printf", "Println", "Fprint", "Fprintf", "Fprintln"}, f.Name())
}

// runFunc returns the statements as a function without parameters and results.
func (e *edit) runFunc() *ast.FuncDecl {
	run := e.sx.run
	if run == nil {
		return nil
	}
	if _, ok := e.info.Defs[run.Name].(*types.Func); !ok {
		e.info.Defs[run.Name] = types.NewFunc(token.NoPos, e.s.pkg, "_", types.NewSignatureType(nil, nil, nil, nil, nil, false))
	}
	return run
}
