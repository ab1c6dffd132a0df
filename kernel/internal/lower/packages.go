package lower

import (
	"fmt"
	"go/types"
	"maps"
	"slices"

	"gosched/kernel/internal/core"
)

// Packages of modules are initialised as in a program: when a cell imports one,
// first what it imports, then its variables and its init functions. Left out are
// variables whose values nothing can have changed by the time they are first
// mentioned, see constant: large packages have thousands, of which a cell needs few.
// These are made when they are mentioned, as those of compiled packages are.

// beginPackages initialises the packages of modules that the cell is the first to
// import, directly or through others.
func (u *unit) beginPackages() {
	news := map[string]*source{}
	var add func(list []*types.Package)
	add = func(list []*types.Package) {
		for _, p := range list {
			src := u.sourceOf(p)
			if src == nil || src.module == nil || news[p.Path()] != nil || u.l.begun.m[p.Path()] {
				continue
			}
			news[p.Path()] = src
			add(p.Imports())
		}
	}
	add(u.ch.imports)
	for _, src := range inOrder(news) {
		u.l.begun.set(src.pkg.Path(), true)
		u.beginPackage(src)
	}
}

// inOrder sorts packages as they are initialised: always the first by path of those
// that need no other that is left.
func inOrder(left map[string]*source) []*source {
	var list []*source
	for len(left) > 0 {
		for _, path := range slices.Sorted(maps.Keys(left)) {
			src := left[path]
			if !slices.ContainsFunc(src.pkg.Imports(), func(p *types.Package) bool { return left[p.Path()] != nil }) {
				list = append(list, src)
				delete(left, path)
				break
			}
		}
	}
	return list
}

// beginPackage initialises a package.
func (u *unit) beginPackage(src *source) {
	defer func() {
		e := recover()
		if un, ok := e.(*Unsupported); ok {
			e = &Unsupported{Cell: u.ch.cell, Line: 1, Col: 1, Msg: fmt.Sprintf("package %s cannot be interpreted (%s): use %%%%go", src.pkg.Path(), un.Msg)}
		}
		if e != nil {
			panic(e)
		}
	}()
	for _, in := range src.info.InitOrder {
		if !src.constant(in) {
			for _, v := range in.Lhs {
				u.reserve(src, v)
			}
			u.pkgInits = append(u.pkgInits, u.initializer(src, in))
		}
	}
	for i, d := range src.module.Inits() {
		u.pkgInits = append(u.pkgInits, u.entry(src, d, fmt.Sprintf("%s.init.%d", src.pkg.Path(), i)))
	}
}

// reserve makes storage for a variable of a package, unless it has some.
func (u *unit) reserve(src *source, v *types.Var) {
	key := src.varKey(v)
	if _, ok := u.l.globals.ids.m[key]; !ok && v.Name() != "_" {
		u.storage(storage{obj: v, key: key, name: v.Pkg().Name() + "." + v.Name()})
	}
}

// embedded returns a function that gives v the text of a file, if a directive says so.
func (u *unit) embedded(src *source, v *types.Var) (core.FuncID, bool) {
	if src.module == nil {
		return 0, false
	}
	text, ok, err := src.module.Embedded(v)
	if err != nil {
		u.failHere("%v", err)
	}
	if !ok {
		return 0, false
	}
	b := u.helper(u.l.funcs.anonymous(), src.pkg.Path()+".init")
	b.emit(core.OpAssign, core.Pos{}, b.read(b.globalOf(v)), b.convert(stringConst(text), types.Typ[types.String], v.Type(), core.Pos{}))
	b.finish()
	return b.out.ID, true
}

// missing makes a function that a module has in assembly, or takes from the runtime,
// of what is known instead. If that is nothing, the function panics: cells may import
// the package for others.
func (u *unit) missing(src *source, f *types.Func, key string) core.FuncID {
	id := u.l.funcs.add(key)
	u.queue = append(u.queue, func() {
		b := u.helper(id, funcName(f, false))
		args, sig := b.params(f.Signature())
		b.results(sig)
		if name, ok := u.substituteFor(src, f); ok {
			call := node(core.OpCallExt, b.resultID(sig), core.Pos{}, args...)
			call.Str, call.Int = name, boolBit(sig.Variadic())
			b.forward(call, sig)
		} else {
			msg := fmt.Sprintf("gosched: %s is not written in Go and cannot be interpreted: use %%%%go", f.FullName())
			b.emit(core.OpPanic, core.Pos{}, b.toAny(stringConst(msg)))
		}
		b.finish()
	})
	return id
}

// substituteFor returns the exported function of the standard library that f is.
func (u *unit) substituteFor(src *source, f *types.Func) (string, bool) {
	pkg, name, ok := src.module.Elsewhere(f)
	if !ok {
		return "", false
	}
	p, err := u.l.imp.Import(pkg)
	if err != nil {
		return "", false
	}
	g, ok := p.Scope().Lookup(name).(*types.Func)
	if !ok || !g.Exported() || !types.Identical(g.Signature(), f.Signature()) {
		return "", false
	}
	return pkg + "." + name, true
}
