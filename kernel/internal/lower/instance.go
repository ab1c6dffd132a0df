package lower

import (
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/session"
)

// static says whether f is a function that lowering makes, rather than one of
// compiled code, and returns its source.
func (u *unit) static(f *types.Func) (*source, bool) {
	src := u.sourceOf(f.Pkg())
	if src != nil && (!src.library || src.module != nil) {
		return src, true
	}
	if src == nil {
		return nil, false
	}
	if n := receiverNamed(f); n != nil {
		return src, !u.compiled(n) || !f.Exported() && u.decl(src, f) != nil
	}
	if f.Signature().Recv() != nil {
		return nil, false
	}
	generic := f.Origin().Signature().TypeParams().Len() > 0
	return src, generic || !f.Exported() && u.decl(src, f) != nil
}

// decl returns the declaration of f with its body, nil if there is none.
func (u *unit) decl(src *source, f *types.Func) *ast.FuncDecl {
	d := src.decl(f.Origin())
	if d == nil || d.Body == nil {
		return nil
	}
	return d
}

// list numbers a function that the change lowers, new or anew.
func (u *unit) list(f *types.Func, d *ast.FuncDecl) {
	src := u.ch.src
	key := src.funcKey(f)
	old, had := u.l.funcs.ids.m[key]
	id := u.l.funcs.add(key)
	if had {
		u.replaced[old] = id
		u.dropped = append(u.dropped, old)
	}
	u.queue = append(u.queue, func() { u.lowerDecl(id, src, f, d, nil) })
}

// function returns the instance of f with the given type arguments.
func (u *unit) function(f *types.Func, args []types.Type) core.FuncID {
	src, _ := u.static(f)
	if src == nil {
		u.failHere("%s cannot be interpreted", f.FullName())
	}
	key := src.funcKey(f.Origin())
	if len(args) > 0 {
		key += u.typeListKey(args)
	}
	if id, ok := u.l.funcs.ids.m[key]; ok {
		return id
	}
	d := u.decl(src, f)
	if d == nil && src.module != nil {
		return u.missing(src, f, key)
	}
	if d == nil {
		u.failHere("function %s has no body", f.FullName())
	}
	if len(args) > 0 && !src.library {
		u.l.instances.set(key, u.arguments(args))
	}
	return u.instance(src, f, d, key, args)
}

// instance numbers an instance of f, declared by d, and has it lowered.
func (u *unit) instance(src *source, f *types.Func, d *ast.FuncDecl, key string, args []types.Type) core.FuncID {
	id := u.l.funcs.add(key)
	origin := src.self(f.Origin())
	sig := origin.Signature()
	params := sig.TypeParams()
	if sig.Recv() != nil {
		params = sig.RecvTypeParams()
	}
	e := u.newEnv(key, params, args)
	if e != nil {
		e.pkg, e.lo, e.hi = src.pkg, d.Pos(), d.End()
	}
	u.queue = append(u.queue, func() { u.lowerDecl(id, src, origin, d, e) })
	return id
}

// listInstances numbers the instances of a generic function whose body is new:
// they are lowered anew, as functions without type parameters are.
func (u *unit) listInstances(f *types.Func, d *ast.FuncDecl) {
	src := u.ch.src
	prefix := src.funcKey(f) + "["
	for _, key := range slices.Sorted(maps.Keys(u.l.funcs.ids.m)) {
		if !strings.HasPrefix(key, prefix) {
			continue
		}
		old, args := u.l.funcs.ids.m[key], u.l.instances.m[key]
		maps.Copy(u.locals, args.locals)
		u.replaced[old] = u.instance(src, f, d, key, args.list)
		u.dropped = append(u.dropped, old)
	}
}

// Arguments are the type arguments of an instance.
type arguments struct {
	list   []types.Type
	locals map[*types.TypeName]string // keys of the types they mention that are declared in functions
}

// arguments returns what must be known of type arguments to lower an instance again.
func (u *unit) arguments(list []types.Type) arguments {
	args := arguments{list, map[*types.TypeName]string{}}
	src := u.ch.src
	for _, t := range list {
		for obj := range session.TypeNames(t, src.pkg) {
			if key := u.locals[obj]; key != "" {
				args.locals[obj] = key
			} else if obj.Parent() != src.pkg.Scope() {
				args.locals[obj] = src.typeKey(obj)
			}
		}
	}
	return args
}

// method returns method f, declared for n.
func (u *unit) method(f *types.Func, n *types.Named) core.FuncID {
	return u.function(f, typeList(n.TypeArgs()))
}

// lowerDecl lowers an instance of the function or method f.
func (u *unit) lowerDecl(id core.FuncID, src *source, f *types.Func, d *ast.FuncDecl, e *env) {
	if src.module != nil && e == nil {
		defer u.fix(len(u.out.Funcs))
	}
	if src.library {
		defer u.surrender(id, src, f, e, len(u.out.Funcs))
	}
	u.at = src.place(d.Pos())
	b := u.newBody(id, src, e, nil)
	b.name(funcName(f, e != nil))
	b.pos(d.Name.Pos())
	b.outermost(d, f.Signature(), d.Recv, d.Type, d.Body)
}

// fix notes that the functions lowered since there were made of them are those of a
// module, and no instances: there is no need to keep their core.
func (u *unit) fix(made int) {
	for _, f := range u.out.Funcs[made:] {
		u.fixed[f.ID] = true
	}
}

// surrender makes a library function that cannot be lowered one that panics:
// nobody may ever call it.
func (u *unit) surrender(id core.FuncID, src *source, f *types.Func, e *env, made int) {
	r := recover()
	if r == nil {
		return
	}
	un, ok := r.(*Unsupported)
	if !ok {
		panic(r)
	}
	u.out.Funcs = u.out.Funcs[:made]
	b := u.newBody(id, src, e, nil)
	b.name(funcName(f, e != nil))
	if f.Signature().Recv() != nil {
		b.param("", e.typ(f.Signature().Recv().Type()))
	}
	_, sig := b.params(e.typ(f.Signature()).(*types.Signature))
	b.results(sig)
	b.emit(core.OpPanic, core.Pos{}, b.toAny(stringConst(fmt.Sprintf("gosched: %s cannot be interpreted: %s", f.FullName(), un.Msg))))
	b.finish()
}

// funcName prints f as the compiler prints it in a stack.
func funcName(f *types.Func, instance bool) string {
	pkg := ""
	if f.Pkg() != nil {
		pkg = f.Pkg().Path() + "."
	}
	brackets := ""
	if instance {
		brackets = "[...]"
	}
	n := receiverNamed(f)
	if n == nil {
		return pkg + f.Name() + brackets
	}
	if _, ok := types.Unalias(f.Signature().Recv().Type()).(*types.Pointer); ok {
		return pkg + "(*" + n.Obj().Name() + brackets + ")." + f.Name()
	}
	return pkg + n.Obj().Name() + brackets + "." + f.Name()
}

// entry lowers a declaration that nothing calls by name, such as the cell's
// statements or an init function.
func (u *unit) entry(src *source, d *ast.FuncDecl, name string) core.FuncID {
	id := u.l.funcs.anonymous()
	u.at = src.place(d.Pos())
	b := u.newBody(id, src, nil, nil)
	b.name(name)
	b.pos(d.Pos())
	b.outermost(d, types.NewSignatureType(nil, nil, nil, nil, nil, false), nil, d.Type, d.Body)
	return id
}

// entryOf returns the number of a listed function.
func (u *unit) entryOf(src *source, d *ast.FuncDecl) core.FuncID {
	f := src.info.Defs[d.Name].(*types.Func)
	return u.l.funcs.ids.m[src.funcKey(f)]
}
