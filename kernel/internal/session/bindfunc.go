package session

import (
	"go/ast"
	"go/types"
	"slices"
)

// bindFuncs makes the new versions of functions and methods, and those whose
// bodies only are new.
func (e *edit) bindFuncs(ch *Change) {
	var list []*decl
	for _, d := range slices.Concat(e.order, e.again, e.second) {
		if d.fn != nil && !(e.excluded[d.name] && e.own[d.name] == nil) && !slices.ContainsFunc(list, func(o *decl) bool { return o.fn == d.fn }) {
			list = append(list, d)
		}
	}
	for _, d := range list {
		f, ok := e.info.Defs[d.fn.Name].(*types.Func)
		if !ok {
			continue
		}
		e.bindFunc(ch, d, f)
	}
}

func (e *edit) bindFunc(ch *Change, d *decl, f *types.Func) {
	switch {
	case d.fn.Name.Name == "_":
		return
	case d.name == "init":
		ch.ids[f] = identity{key: e.nextKey(d.name)}
		ch.bodies[ch.ids[f].key] = d.fn
		ch.InitFuncs = append(ch.InitFuncs, d.fn)
		return
	case e.own[d.name] != nil && e.own[d.name] != d:
		return
	}
	live := e.s.decls[d.name]
	switch first := e.first[d.fn]; {
	case e.inPlace(d, live):
		d.obj, d.key = live.obj, live.key
	default:
		d.obj, d.key = f, e.nextKey(d.name)
		if first != nil {
			d.obj = first
		}
		e.identify(ch, d.obj, identity{key: d.key})
	}
	ch.ids[f] = identity{key: d.key}
	if first := e.first[d.fn]; first != nil {
		ch.ids[first] = identity{key: d.key}
	}
	d.frozen, d.gone = false, false
	e.mentionsOf(d)
	e.put(ch, d)
	ch.bodies[d.key] = d.fn
	switch {
	case !d.generic():
		ch.Funcs = append(ch.Funcs, d.fn)
	case live != nil && live.key == d.key:
		ch.Generics = append(ch.Generics, d.fn)
	}
	if d.name == "main" && e.own["main"] == d {
		ch.Main = d.fn
	}
}

// inPlace reports whether only the body of a function or method is new, so that
// its key and its object stay.
func (e *edit) inPlace(d, live *decl) bool {
	if live == nil || live.gone || live.kind != d.kind || live.frozen && !e.body[d.name] || d.generic() != live.generic() {
		return false
	}
	if d.kind == KindMethod {
		return !e.hard[d.recv]
	}
	return !e.hard[d.name]
}

// mentionsOf notes what a function depends on.
func (e *edit) mentionsOf(d *decl) {
	self := d.name
	d.pkgs = e.packagesIn(d)
	d.sigDeps = e.s.mentions(e.info, signatureNodes(d.fn)...)
	d.deps = e.s.mentions(e.info, d.fn)
	e.refer(d, d.fn)
	d.deps = slices.DeleteFunc(d.deps, func(n string) bool { return d.pkgs[n] != nil || d.kind == KindFunc && n == self })
}

// packagesIn returns the packages that a function mentions.
func (e *edit) packagesIn(d *decl) map[string]*imported {
	var pkgs map[string]*imported
	ast.Inspect(d.fn, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		if p, ok := e.info.Uses[id].(*types.PkgName); ok {
			if pkgs == nil {
				pkgs = make(map[string]*imported)
			}
			pkgs[id.Name] = &imported{name: id.Name, path: p.Imported().Path(), pkg: p.Imported(), cell: d.cell}
		}
		return true
	})
	return pkgs
}

// signatureNodes returns the parts of a function declaration that its type comes from.
func signatureNodes(fn *ast.FuncDecl) []ast.Node {
	nodes := []ast.Node{fn.Type}
	if fn.Recv != nil {
		nodes = append(nodes, fn.Recv)
	}
	return nodes
}
