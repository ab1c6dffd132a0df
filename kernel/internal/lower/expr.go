package lower

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"gosched/kernel/internal/core"
)

// typeOf is the type of e, without type parameters.
func (b *body) typeOf(e ast.Expr) types.Type { return b.typ(b.src.info.TypeOf(e)) }

// exprType is the type of the value expr returns for e: typeOf, but no untyped
// one except nil's.
func (b *body) exprType(e ast.Expr) types.Type {
	t := b.typeOf(e)
	if basic, ok := t.(*types.Basic); ok && basic.Info()&types.IsUntyped != 0 && basic.Kind() != types.UntypedNil {
		return types.Default(basic)
	}
	return t
}

// expr is the value of e. If e is addressable it is also the place.
func (b *body) expr(e ast.Expr) *core.Node {
	if v := b.src.info.Types[e].Value; v != nil && v.Kind() != constant.Unknown {
		return b.constantExpr(e, v)
	}
	if s := b.made[e]; s != nil {
		return b.local(s)
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return b.expr(e.X)
	case *ast.Ident:
		return b.ident(e)
	case *ast.FuncLit:
		return b.literalFunc(e)
	case *ast.CompositeLit:
		return b.composite(e)
	case *ast.SelectorExpr:
		return b.selector(e)
	case *ast.IndexExpr:
		return b.index(e)
	case *ast.IndexListExpr:
		return b.expr(e.X)
	case *ast.SliceExpr:
		return b.slice(e)
	case *ast.TypeAssertExpr:
		return b.assertion(e, core.OpAssert)
	case *ast.CallExpr:
		return b.call(e)
	case *ast.StarExpr:
		return node(core.OpDeref, b.id(b.typeOf(e)), b.at(e.Star), b.expr(e.X))
	case *ast.UnaryExpr:
		return b.unary(e)
	case *ast.BinaryExpr:
		return b.binary(e)
	}
	b.fail(e, "expression of kind %T is not supported", e)
	return nil
}

// constantExpr is a constant in its own type, or its default type.
func (b *body) constantExpr(e ast.Expr, v constant.Value) *core.Node {
	t := b.exprType(e)
	pos := b.at(e.Pos())
	if isInterface(t) {
		return b.toAny(b.constant(v, defaultType(v), pos))
	}
	return b.constant(v, t, pos)
}

func defaultType(v constant.Value) types.Type {
	switch v.Kind() {
	case constant.Bool:
		return types.Typ[types.Bool]
	case constant.String:
		return types.Typ[types.String]
	case constant.Int:
		return types.Typ[types.Int]
	case constant.Float:
		return types.Typ[types.Float64]
	}
	return types.Typ[types.Complex128]
}

// ident is a variable, a function or nil.
func (b *body) ident(id *ast.Ident) *core.Node {
	obj := b.src.info.Uses[id]
	if obj == nil {
		obj = b.src.info.Defs[id]
	}
	pos := b.at(id.Pos())
	switch obj := obj.(type) {
	case *types.Nil:
		return node(core.OpZero, b.id(b.typeOf(id)), pos)
	case *types.Var:
		return b.variable(obj, pos)
	case *types.Func:
		return b.funcValue(obj, id)
	}
	b.fail(id, "%s is not a value", id.Name)
	return nil
}

// variable is the place of a variable of any package.
func (b *body) variable(v *types.Var, pos core.Pos) *core.Node {
	if x := b.lookup(v); x != nil {
		return at(b.read(x), pos)
	}
	if g := b.globalOf(v); g != nil && !b.exported(v) {
		return at(b.read(g), pos)
	}
	if v.Pkg() == nil || b.u.sourceOf(v.Pkg()) == b.u.ch.src {
		b.u.failHere("variable %s is not known here", v.Name())
	}
	return at(node(core.OpDeref, b.id(v.Type()), pos, b.extVar(v)), pos)
}

// exported says whether v is a variable that the worker has in compiled form.
func (b *body) exported(v *types.Var) bool {
	src := b.u.sourceOf(v.Pkg())
	return src == nil || src.library && src.module == nil && v.Exported()
}

func (b *body) extVar(v *types.Var) *core.Node {
	n := node(core.OpExtVar, b.pointerTo(v.Type()), core.Pos{})
	n.Str = v.Pkg().Path() + "." + v.Name()
	return n
}

// at gives n a position.
func at(n *core.Node, pos core.Pos) *core.Node {
	n.Pos = pos
	return n
}

// funcValue is the function f, which id names, as a value.
func (b *body) funcValue(f *types.Func, id *ast.Ident) *core.Node {
	var args []types.Type
	t := f.Type()
	if in, ok := b.src.info.Instances[id]; ok {
		t = in.Type
		args = b.typeArgs(in.TypeArgs)
	}
	n := node(core.OpFunc, b.id(t), b.at(id.Pos()))
	if _, ok := b.u.static(f); ok {
		n.Int = int64(b.u.function(f, args))
		return n
	}
	n.Op, n.Str = core.OpExt, f.Pkg().Path()+"."+f.Name()
	return n
}

func (b *body) typeArgs(list *types.TypeList) []types.Type {
	var args []types.Type
	for t := range list.Types() {
		args = append(args, b.typ(t))
	}
	return args
}

// unary lowers &x, <-x and the arithmetic ones.
func (b *body) unary(e *ast.UnaryExpr) *core.Node {
	pos := b.at(e.OpPos)
	switch e.Op {
	case token.AND:
		return b.addressOf(e.X, pos)
	case token.ARROW:
		ch := b.exprType(e.X).Underlying().(*types.Chan) // the type of e may be a tuple
		return node(core.OpRecv, b.id(ch.Elem()), pos, b.expr(e.X))
	}
	t := b.exprType(e)
	if e.Op == token.ADD {
		return b.value(e.X, t)
	}
	return node(unaryOps[e.Op], b.id(t), pos, b.value(e.X, t))
}

var unaryOps = map[token.Token]core.Op{token.SUB: core.OpNeg, token.XOR: core.OpCompl, token.NOT: core.OpNot}

// addressOf is &x.
func (b *body) addressOf(x ast.Expr, pos core.Pos) *core.Node {
	x = ast.Unparen(x)
	if lit, ok := x.(*ast.CompositeLit); ok {
		return newOf(b.pointerTo(b.typeOf(lit)), b.composite(lit), pos)
	}
	return b.addressOfPlace(b.expr(x), b.typeOf(x), pos)
}

// addressOfPlace is the address of a place of type t.
func (b *body) addressOfPlace(x *core.Node, t types.Type, pos core.Pos) *core.Node {
	if x.Op == core.OpDeref {
		switch x.Args[0].Op {
		case core.OpLocal, core.OpGlobal, core.OpExtVar:
			if x.Args[0].Op != core.OpLocal || b.isBox(x.Args[0]) {
				return x.Args[0]
			}
		}
	}
	return node(core.OpAddr, b.pointerTo(t), pos, x)
}

// isBox says whether a slot holds the address of a boxed variable, which is
// never nil.
func (b *body) isBox(n *core.Node) bool {
	for i := len(b.locals) - 1; i >= 0; i-- {
		if b.locals[i].node == n {
			return b.boxSlot(b.locals[i].slot)
		}
	}
	return false
}

func (b *body) boxSlot(s *slot) bool {
	for _, x := range b.vars {
		if x.slot == s && x.boxed {
			return true
		}
	}
	return false
}

// assertion is x.(T); op is OpAssert or OpAssertOk.
func (b *body) assertion(e *ast.TypeAssertExpr, op core.Op) *core.Node {
	t := b.typeOf(e.Type)
	return node(op, b.id(t), b.at(e.Lparen), b.expr(e.X))
}
