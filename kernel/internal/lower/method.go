package lower

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"gosched/kernel/internal/core"
)

// methodTable returns the methods of t and *t, promoted ones included.
func (u *unit) methodTable(t types.Type) []core.Method {
	values := types.NewMethodSet(t)
	pointers := types.NewMethodSet(types.NewPointer(t))
	var table []core.Method
	for sel := range pointers.Methods() {
		f := sel.Obj().(*types.Func)
		ptr := true
		if v := values.Lookup(f.Pkg(), f.Name()); v != nil {
			sel, ptr = v, false
		}
		if u.foreign(f) {
			continue
		}
		table = append(table, core.Method{
			Name: f.Name(), Exported: f.Exported(), Pkg: packageOf(f), Ptr: ptr,
			Sig: u.typeID(signature(f)), Func: u.selectedMethod(t, sel),
		})
	}
	return table
}

// packageOf returns the path of the package that the name of f belongs to, "" if f is
// exported.
func packageOf(f *types.Func) string {
	if f.Exported() || f.Pkg() == nil {
		return ""
	}
	return f.Pkg().Path()
}

// foreign says whether only the compiled code of its package can call f: it, or
// the type that has it, is unexported there.
func (u *unit) foreign(f *types.Func) bool {
	src := u.sourceOf(f.Pkg())
	if src != nil && (!src.library || src.module != nil || u.decl(src, f) != nil) {
		return false
	}
	n := receiverNamed(f)
	return !f.Exported() || n != nil && !u.compiled(n)
}

// selectedMethod returns a function whose first parameter is a t, or a pointer
// to one, and which calls the method that sel selects. To reach a promoted
// method takes a pointer: the rest of what it leads to, which may be large or
// just being changed by another goroutine, is not read.
func (u *unit) selectedMethod(t types.Type, sel *types.Selection) core.FuncID {
	f := sel.Obj().(*types.Func)
	if n, ok := types.Unalias(t).(*types.Named); ok && len(sel.Index()) == 1 {
		return u.method(f, n)
	}
	return u.wrapper(types.NewPointer(t), f, sel.Index())
}

// wrapperKey tells which method of which type a wrapper calls.
func (u *unit) wrapperKey(recv types.Type, f *types.Func) string {
	return "wrap " + fmt.Sprint(u.typeID(recv)) + "." + f.Id()
}

// wrapper returns a function that calls method f, found along index, of its
// first parameter, of type recv.
func (u *unit) wrapper(recv types.Type, f *types.Func, index []int) core.FuncID {
	key := u.wrapperKey(recv, f)
	if id, ok := u.l.funcs.ids.m[key]; ok {
		return id
	}
	id := u.l.funcs.add(key)
	u.queue = append(u.queue, func() {
		b := u.helper(id, u.wrapperName(recv, f))
		self := b.param("", recv)
		args, sig := b.params(f.Signature())
		b.results(sig)
		x, t := b.wrapped(b.read(self), recv, f, index)
		b.forward(b.methodCall(x, t, f, args, true, core.Pos{}), sig)
		b.finish()
	})
	return id
}

// wrapped is receiver for a wrapper. A method of values is called on a pointer by way
// of an interface, which knows what to say of nil.
func (b *body) wrapped(x *core.Node, recv types.Type, f *types.Func, index []int) (*core.Node, types.Type) {
	if _, static := b.u.static(f); !static || len(index) > 1 || pointerReceiver(f) || !isPointer(recv) {
		return b.receiver(x, recv, f, index, core.Pos{})
	}
	method := types.NewInterfaceType([]*types.Func{types.NewFunc(f.Pos(), f.Pkg(), f.Name(), signature(f))}, nil)
	return b.convert(x, recv, method.Complete(), core.Pos{}), method
}

// wrapperName prints a promoted or bound method as the compiler names its wrapper.
func (u *unit) wrapperName(recv types.Type, f *types.Func) string {
	name := u.panicName(pointerElem(recv))
	if generic, _, ok := strings.Cut(name, "["); ok {
		name = generic + "[...]"
	}
	if pkg, name, ok := strings.Cut(name, "."); ok && isPointer(recv) {
		return pkg + ".(*" + name + ")." + f.Name()
	}
	return name + "." + f.Name()
}

// receiver prepares the receiver of a call of f along index from x, of type
// recv: what the method is called on, and its type. A compiled type finds its
// promoted methods itself.
func (b *body) receiver(x *core.Node, recv types.Type, f *types.Func, index []int, pos core.Pos) (*core.Node, types.Type) {
	t := recv
	for _, i := range index[:len(index)-1] {
		if n, ok := types.Unalias(pointerElem(t)).(*types.Named); ok && b.u.compiled(n) {
			break
		}
		x, t = b.path(x, t, []int{i}, pos)
	}
	if isInterface(t) {
		return x, t
	}
	if pointerReceiver(f) && !isPointer(t) {
		return b.addressOfPlace(x, t, pos), types.NewPointer(t)
	}
	if _, static := b.u.static(f); static && !pointerReceiver(f) && isPointer(t) {
		t = pointerElem(t)
		x = node(core.OpDeref, b.id(t), pos, x)
	}
	return x, t
}

// methodCall calls f on a receiver made by receiver. If spread, the last of
// args is the slice of a variadic method's arguments.
func (b *body) methodCall(x *core.Node, t types.Type, f *types.Func, args []*core.Node, spread bool, pos core.Pos) *core.Node {
	n := node(core.OpCallMethod, b.resultID(f.Signature()), pos, append([]*core.Node{x}, args...)...)
	if id, ok := b.staticMethod(t, f); ok {
		n.Op, n.Int = core.OpCall, int64(id)
		return n
	}
	n.Str = f.Name()
	if spread && f.Signature().Variadic() {
		n.Int = 1
	}
	return n
}

// staticMethod returns the function that f is when called on a t.
func (b *body) staticMethod(t types.Type, f *types.Func) (core.FuncID, bool) {
	if isInterface(t) {
		return 0, false
	}
	if _, ok := b.u.static(f); !ok {
		return 0, false
	}
	n, ok := types.Unalias(pointerElem(t)).(*types.Named)
	if p, isPtr := types.Unalias(t).(*types.Pointer); isPtr {
		n, ok = types.Unalias(p.Elem()).(*types.Named)
	}
	if !ok {
		return 0, false
	}
	return b.u.method(f, n), true
}

// resultID is the type of a call: 0 unless there is one result.
func (b *body) resultID(sig *types.Signature) core.TypeID {
	if sig.Results().Len() != 1 {
		return 0
	}
	return b.id(sig.Results().At(0).Type())
}

// methodExpr is T.M as a function whose first parameter is the receiver.
func (b *body) methodExpr(e *ast.SelectorExpr, recv types.Type, f *types.Func, index []int) *core.Node {
	n := node(core.OpFunc, b.id(b.typeOf(e)), b.at(e.Pos()))
	if len(index) == 1 && pointerReceiver(f) == isPointer(recv) {
		if id, ok := b.staticMethod(recv, f); ok {
			n.Int = int64(id)
			return n
		}
	}
	n.Int = int64(b.u.wrapper(recv, f, index))
	return n
}

// methodValue is x.M: the receiver is evaluated now.
func (b *body) methodValue(e *ast.SelectorExpr, recv types.Type, f *types.Func, index []int) *core.Node {
	pos := b.at(e.Sel.Pos())
	x, t := b.receiver(b.expr(e.X), recv, f, index, pos)
	id := b.id(b.typeOf(e))
	if _, ok := b.staticMethod(t, f); !ok {
		n := node(core.OpBound, id, pos, x)
		n.Str = f.Name()
		return n
	}
	n := node(core.OpClosure, id, pos, x)
	n.Int = int64(b.u.bound(t, f))
	return n
}

// bound returns the function of a method value: its capture is the receiver.
func (u *unit) bound(t types.Type, f *types.Func) core.FuncID {
	key := "bound " + fmt.Sprint(u.typeID(t)) + "." + f.Id()
	if id, ok := u.l.funcs.ids.m[key]; ok {
		return id
	}
	id := u.l.funcs.add(key)
	u.queue = append(u.queue, func() {
		b := u.helper(id, u.wrapperName(t, f)+"-fm")
		self := b.local(b.newSlot("", u.typeID(t), isCapture))
		args, sig := b.params(f.Signature())
		b.results(sig)
		b.forward(b.methodCall(self, t, f, args, true, core.Pos{}), sig)
		b.finish()
	})
	return id
}
