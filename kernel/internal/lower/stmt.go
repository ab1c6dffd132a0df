package lower

import (
	"go/ast"
	"go/token"
	"go/types"

	"gosched/kernel/internal/core"
)

func (b *body) stmts(list []ast.Stmt) {
	for _, s := range list {
		b.stmt(s, "")
	}
}

// stmt lowers a statement; label is that of a loop, switch or select.
func (b *body) stmt(s ast.Stmt, label string) {
	switch s := s.(type) {
	case nil, *ast.EmptyStmt:
	case *ast.LabeledStmt:
		b.labeled(s)
	case *ast.BlockStmt:
		b.list = append(b.list, b.block(func() { b.stmts(s.List) }))
	case *ast.ExprStmt:
		b.inOrder(func() { b.exprStmt(s) }, operandsIn(b.src.info, ast.Unparen(s.X))...)
	case *ast.SendStmt:
		b.inOrder(func() { b.sendStmt(s) }, s.Chan, s.Value)
	case *ast.IncDecStmt:
		b.inOrder(func() { b.incDec(s) }, s.X)
	case *ast.AssignStmt:
		if s == b.u.ch.results {
			b.resultsStmt(s.Rhs)
			return
		}
		b.assign(s)
	case *ast.DeclStmt:
		b.declStmt(s)
	case *ast.GoStmt:
		b.inOrder(func() { b.goStmt(s) }, operandsIn(b.src.info, s.Call)...)
	case *ast.DeferStmt:
		b.inOrder(func() { b.deferStmt(s) }, operandsIn(b.src.info, s.Call)...)
	case *ast.ReturnStmt:
		b.ordered(b.toldReturn(s.Results), s.Results, func() {
			b.makeUnits(s.Results)
			b.returnStmt(s)
		})
	case *ast.BranchStmt:
		b.branchStmt(s)
	case *ast.IfStmt:
		b.ifStmt(s)
	case *ast.SwitchStmt:
		b.switchStmt(s, label)
	case *ast.TypeSwitchStmt:
		b.typeSwitch(s, label)
	case *ast.SelectStmt:
		b.selectStmt(s, label)
	case *ast.ForStmt:
		b.forStmt(s, label)
	case *ast.RangeStmt:
		b.rangeStmt(s, label)
	default:
		b.fail(s, "statement of kind %T is not supported", s)
	}
}

func (b *body) sendStmt(s *ast.SendStmt) {
	ch := b.exprType(s.Chan).Underlying().(*types.Chan)
	b.emit(core.OpSend, b.at(s.Arrow), b.expr(s.Chan), b.value(s.Value, ch.Elem()))
}

// exprStmt evaluates an expression. In a cell it may be one that Go does not
// allow as a statement, and the cell's result.
func (b *body) exprStmt(s *ast.ExprStmt) {
	if s.X == b.u.ch.result {
		b.resultStmt(s.X)
		return
	}
	x := asStatement(b.expr(s.X))
	if x.Pos == (core.Pos{}) {
		x.Pos = b.at(s.Pos())
	}
	b.list = append(b.list, x)
}

// resultStmt shows the values of e. A call whose only result is an error has nothing
// to show if there is none.
func (b *body) resultStmt(e ast.Expr) {
	pos := b.at(e.Pos())
	if tuple, ok := b.typeOf(e).(*types.Tuple); ok {
		values := b.spill(b.expr(e), tuple)
		for i := range values {
			values[i] = b.convert(values[i], tuple.At(i).Type(), anyType, pos)
		}
		b.emit(core.OpResult, pos, values...)
		return
	}
	x, t := b.expr(e), b.exprType(e)
	if _, call := ast.Unparen(e).(*ast.CallExpr); call && types.Identical(t, types.Universe.Lookup("error").Type()) {
		err := b.temp(x)
		none := node(core.OpIsNil, core.Bool, pos, b.local(err))
		b.emit(core.OpIf, pos, node(core.OpNot, core.Bool, pos, none), b.block(func() {
			b.emit(core.OpResult, pos, b.convert(b.local(err), t, anyType, pos))
		}))
		return
	}
	b.emit(core.OpResult, pos, b.convert(x, t, anyType, pos))
}

// resultsStmt shows the values of several expressions.
func (b *body) resultsStmt(list []ast.Expr) {
	var values []*core.Node
	b.inOrder(func() {
		for _, e := range list {
			values = append(values, b.convert(b.expr(e), b.exprType(e), anyType, b.at(e.Pos())))
		}
		b.emit(core.OpResult, b.at(list[0].Pos()), values...)
	}, list...)
}

func (b *body) ifStmt(s *ast.IfStmt) {
	pos := b.at(s.If)
	branch := func() {
		var cond *core.Node
		b.inOrder(func() { cond = b.expr(s.Cond) }, s.Cond)
		args := []*core.Node{cond, b.block(func() { b.stmts(s.Body.List) })}
		if s.Else != nil {
			args = append(args, b.block(func() {
				if e, ok := s.Else.(*ast.BlockStmt); ok {
					b.stmts(e.List)
				} else {
					b.stmt(s.Else, "")
				}
			}))
		}
		b.emit(core.OpIf, pos, args...)
	}
	if s.Init == nil {
		branch()
		return
	}
	b.list = append(b.list, b.block(func() {
		b.stmt(s.Init, "")
		branch()
	}))
}

func (b *body) declStmt(s *ast.DeclStmt) {
	d, ok := s.Decl.(*ast.GenDecl)
	if !ok || d.Tok != token.VAR {
		return
	}
	for _, spec := range d.Specs {
		s := spec.(*ast.ValueSpec)
		b.inOrder(func() { b.varSpec(s) }, s.Values...)
	}
}

func (b *body) varSpec(s *ast.ValueSpec) {
	pos := b.at(s.Pos())
	var lhs []ast.Expr
	for _, id := range s.Names {
		lhs = append(lhs, id)
	}
	switch {
	case len(s.Values) == 0:
		for _, id := range s.Names {
			if v, ok := b.src.info.Defs[id].(*types.Var); ok && id.Name != "_" {
				b.declare(v, nil, pos)
			}
		}
	case len(s.Values) == len(s.Names):
		b.define(lhs, s.Values, s.Type, pos)
	default:
		b.assignMulti(lhs, s.Values[0], pos)
	}
}

// goStmt starts a goroutine.
func (b *body) goStmt(s *ast.GoStmt) {
	pos := b.at(s.Go)
	call := b.call(s.Call)
	b.checkReceiver(call, s.Call)
	name := b.calleeName(call, s.Call)
	if b.isPlain(call, s.Call) {
		f := b.temp(call.Args[0])
		call.Args[0] = b.local(f)
		b.emit(core.OpIf, pos, node(core.OpIsNil, core.Bool, pos, b.local(f)), b.block(func() {
			b.emit(core.OpGo, pos, node(core.OpZero, b.u.typeID(thunkType), pos)) // which is fatal
		}))
	}
	n := b.emit(core.OpGo, pos, b.thunk(call, b.names.wrapper("gowrap"), isBuiltin(call)))
	n.Str = name
}

// isPlain says whether call, made from e, is one of a func value that a goroutine can
// start with: others are wrapped in one that makes the call.
func (b *body) isPlain(call *core.Node, e *ast.CallExpr) bool {
	if call.Op != core.OpCallValue || len(call.Args) > 1 || isFuncNode(call.Args[0]) {
		return false
	}
	return b.exprType(e.Fun).Underlying().(*types.Signature).Results().Len() == 0
}

// isBuiltin says whether a call is one of a built-in function.
func isBuiltin(call *core.Node) bool {
	switch call.Op {
	case core.OpClose, core.OpDelete, core.OpClear, core.OpCopy, core.OpPrint, core.OpPrintln:
		return true
	}
	return false
}

// calleeName names what a call calls, for tables of goroutines.
func (b *body) calleeName(call *core.Node, e *ast.CallExpr) string {
	fun := uninstantiated(b.src.info, e.Fun)
	if _, ok := fun.(*ast.FuncLit); ok {
		for _, f := range b.u.out.Funcs {
			if call.Op == core.OpCall && int64(f.ID) == call.Int || call.Op == core.OpCallValue && int64(f.ID) == call.Args[0].Int {
				return f.Name
			}
		}
	}
	var id *ast.Ident
	switch f := fun.(type) {
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
	}
	if id != nil {
		if f, ok := b.src.info.Uses[id].(*types.Func); ok {
			_, generic := b.src.info.Instances[id]
			return funcName(f, generic)
		}
	}
	return types.ExprString(e.Fun)
}
