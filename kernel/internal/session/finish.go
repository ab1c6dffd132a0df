package session

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// change makes the Change of an edit without mistakes.
func (e *edit) change() *Change {
	ch := &Change{
		Cell: e.sx.cell, Mapper: e.sx.mapper, Fset: e.s.fset, Pkg: e.s.pkg, Info: e.info,
		s: e.s, delta: e.delta, ids: make(identities), bodies: make(map[string]*ast.FuncDecl),
	}
	e.delta.fresh = e.replay
	e.bindImports(ch)
	e.bindTypes(ch)
	e.bindFuncs(ch)
	e.bindConsts(ch)
	e.bindVars(ch)
	e.bindStatements(ch)
	e.nameLocalTypes(ch)
	e.keepGenerics(ch)
	e.freeze(ch)
	if !e.replay {
		e.record(ch)
	}
	ch.Notes = append(ch.Notes, e.notes...)
	e.retire()
	slices.Sort(ch.Drop)
	ch.Drop = slices.DeleteFunc(slices.Compact(ch.Drop), func(key string) bool { return e.s.pinned[key] || e.delta.pinned[key] })
	return ch
}

// nextKey returns a key for a new version of a name.
func (e *edit) nextKey(name string) string {
	v := max(e.s.versions[name], e.delta.versions[name]) + 1
	e.delta.versions[name] = v
	return fmt.Sprintf("main.%s·%d", name, v)
}

// identify gives an object of the session its identity.
func (e *edit) identify(ch *Change, o types.Object, id identity) {
	e.delta.ids[o] = id
	ch.ids[o] = id
}

// put makes d live, and what had its name before dead.
func (e *edit) put(ch *Change, d *decl) {
	e.delta.put[d.name] = d
	live := e.s.decls[d.name]
	if live != nil && live.key != d.key && (live.kind == KindVar || live.kind == KindFunc) {
		ch.Drop = append(ch.Drop, live.key)
	}
	if live != nil && live.kind == KindType && d.kind != KindType {
		e.removeMethods(d.name)
	}
	if d.kind != KindMethod && e.s.imports[d.name] != nil {
		e.delta.imports[d.name] = nil
	}
}

func (e *edit) removeMethods(typ string) {
	for _, m := range e.s.methods[typ] {
		e.delta.remove = append(e.delta.remove, m.name)
	}
}

// bindImports puts the cell's imports in force. What had their names is gone.
func (e *edit) bindImports(ch *Change) {
	for name, imp := range e.imports {
		e.delta.imports[name] = imp
		if d := e.s.decls[name]; d != nil {
			e.delta.remove = append(e.delta.remove, name)
			switch d.kind {
			case KindType:
				e.removeMethods(name)
			case KindVar, KindFunc:
				ch.Drop = append(ch.Drop, d.key)
			}
		}
	}
	e.delta.dots, e.delta.blanks = e.dots, e.blanks
	all := slices.Concat(slices.Collect(maps.Values(e.imports)), e.dots, e.blanks)
	if e.replay {
		all = slices.Concat(slices.Collect(maps.Values(e.s.imports)), e.s.dots, e.s.blanks)
	}
	for _, imp := range all {
		ch.Imports = append(ch.Imports, imp.pkg)
	}
}

// checked yields the declarations of the first pass that got an object.
func (e *edit) checked(kinds ...Kind) []*decl {
	var list []*decl
	for _, d := range slices.Concat(e.order, e.again) {
		if slices.Contains(kinds, d.kind) && d.name != "_" && e.defined(d) != nil && (e.own[d.name] == nil || e.own[d.name] == d || d.name == "init") {
			list = append(list, d)
		}
	}
	return list
}

// bindTypes makes the new versions of types.
func (e *edit) bindTypes(ch *Change) {
	next := make(map[*types.TypeName]*types.TypeName)
	types_ := e.checked(KindType)
	for _, d := range types_ {
		d.obj = e.defined(d)
		if live := e.liveType(d.name); live != nil {
			next[live.obj.(*types.TypeName)] = d.obj.(*types.TypeName)
		}
	}
	same := alike(next)
	for _, d := range types_ {
		d.key = e.nextKey(d.name)
		d.frozen, d.gone = false, false
		id := identity{key: d.key}
		if old := same.old[d.obj.(*types.TypeName)]; old != nil && !e.replay {
			id.prev = e.s.ids[old].key
		}
		d.deps = without(e.s.mentions(e.info, d.spec), d.name)
		e.refer(d, d.spec)
		e.identify(ch, d.obj, id)
		e.put(ch, d)
	}
}

// without returns names without one of them.
func without(names []string, name string) []string {
	return slices.DeleteFunc(names, func(n string) bool { return n == name })
}

// bindConsts makes the new versions of constants. They need no storage.
func (e *edit) bindConsts(ch *Change) {
	for _, d := range e.checked(KindConst) {
		d.obj = e.defined(d)
		d.frozen, d.gone = false, false
		d.deps = without(e.s.mentions(e.info, d.group), d.name)
		e.refer(d, d.group)
		e.put(ch, d)
	}
}

// bindVars makes storage for the variables of a cell of declarations, and for
// those whose types are new.
func (e *edit) bindVars(ch *Change) {
	var reset []string
	for _, d := range e.checked(KindVar) {
		v := e.defined(d).(*types.Var)
		live := e.s.decls[d.name]
		d.obj, d.group, d.key = v, nil, e.nextKey(d.name)
		if e.own[d.name] == d {
			d.needs = e.s.mentions(e.info, d.vars)
			e.refer(d, d.vars)
		}
		sv := &Var{Obj: v, Key: d.key, Name: d.name}
		if e.own[d.name] == nil && !e.replay {
			if e.fits(ch, v.Type()) {
				sv.Alias = live.key
			} else {
				reset = append(reset, d.name)
			}
		}
		e.bindVar(ch, d, sv)
	}
	if len(reset) > 0 {
		slices.Sort(reset)
		ch.Notes = append(ch.Notes, "reset to zero, because of a new type: "+strings.Join(reset, ", "))
	}
	if e.sx.run == nil && slices.ContainsFunc(e.order, func(d *decl) bool { return d.kind == KindVar }) {
		ch.Inits = e.info.InitOrder
	}
}

// fits reports whether a value of the old version of a type is one of t: all new
// types it mentions have only gained methods.
func (e *edit) fits(ch *Change, t types.Type) bool {
	for o := range e.s.typeNames(t) {
		if id, ok := ch.ids[o]; ok && id.prev == "" {
			return false
		}
	}
	return true
}

func (e *edit) bindVar(ch *Change, d *decl, sv *Var) {
	for o := range e.s.typeNames(sv.Obj.Type()) {
		if cur := e.delta.put[o.Name()]; cur != nil && cur.obj == o {
			d.deps = append(d.deps, o.Name())
		} else if cur := e.s.decls[o.Name()]; cur != nil && cur.obj == o {
			d.deps = append(d.deps, o.Name())
		}
	}
	slices.Sort(d.deps)
	e.identify(ch, d.obj, identity{key: d.key})
	e.put(ch, d)
	ch.Vars = append(ch.Vars, sv)
}

// bindStatements makes the cell's function, and storage for its variables.
func (e *edit) bindStatements(ch *Change) {
	ch.Run, ch.Result, ch.Results = e.runFunc(), e.result(), e.results()
	if ch.Run == nil {
		return
	}
	e.declaredVars(ch.Run)
	key := fmt.Sprintf("main.cell%d", e.sx.cell.Number)
	if f := e.info.Defs[ch.Run.Name]; f != nil {
		ch.ids[f] = identity{key: key}
	}
	ch.bodies[key] = ch.Run
	byName := make(map[string]*decl)
	for _, d := range e.hoisted {
		d.key = e.nextKey(d.name)
		byName[d.name] = d
		d.shadows = e.shadowed(d.name)
		e.bindVar(ch, d, &Var{Obj: d.obj.(*types.Var), Key: d.key, Name: d.name})
	}
	for _, id := range topLevelVars(ch.Run.Body.List) {
		if v := e.info.Defs[id]; v != nil && byName[id.Name] != nil {
			ch.ids[v] = identity{key: byName[id.Name].key}
		}
	}
}

// declaredVars notes of the variables of statements that are declared with var what
// these declarations are and need: they can stand in a program by themselves.
func (e *edit) declaredVars(run *ast.FuncDecl) {
	for _, st := range run.Body.List {
		decl, ok := st.(*ast.DeclStmt)
		if !ok {
			continue
		}
		g := decl.Decl.(*ast.GenDecl)
		needs := e.needs(g)
		for _, d := range e.hoisted {
			if slices.ContainsFunc(declared(g), func(id *ast.Ident) bool { return id.Pos() == d.obj.Pos() }) {
				d.vars, d.file, d.needs = g, e.s.fileOf(g.Pos()), needs
				e.refer(d, g)
			}
		}
	}
}

// needs returns the names that a declaration among the statements mentions, those
// of variables of the statements included.
func (e *edit) needs(g *ast.GenDecl) []string {
	names := e.s.mentions(e.info, g)
	ast.Inspect(g, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && e.info.Uses[id] != nil && e.vars[id.Name] {
			o := e.info.Uses[id]
			if slices.ContainsFunc(e.hoisted, func(d *decl) bool { return d.obj.Pos() == o.Pos() }) {
				names = append(names, id.Name)
			}
		}
		return true
	})
	return names
}

// shadowed returns the package that a name stands or stood for, nil if there is none.
func (e *edit) shadowed(name string) *imported {
	if imp := e.imports[name]; imp != nil {
		return imp
	}
	if live := e.s.decls[name]; live != nil {
		return live.shadows
	}
	return e.s.imports[name]
}

// nameLocalTypes gives the types declared in functions their keys.
func (e *edit) nameLocalTypes(ch *Change) {
	var local []*types.TypeName
	for _, o := range e.info.Defs {
		t, ok := o.(*types.TypeName)
		if !ok || t.Parent() == e.s.pkg.Scope() || t.Pkg() != e.s.pkg {
			continue
		}
		if _, param := t.Type().(*types.TypeParam); !param {
			local = append(local, t)
		}
	}
	slices.SortFunc(local, func(a, b *types.TypeName) int { return cmp.Compare(a.Pos(), b.Pos()) })
	for _, t := range local {
		in := strings.TrimPrefix(ch.enclosing(t.Pos()), "main.")
		ch.ids[t] = identity{key: e.nextKey(in + "." + t.Name())}
	}
}

// enclosing returns the key of the function that a position is in.
func (ch *Change) enclosing(pos token.Pos) string {
	for key, fn := range ch.bodies {
		if fn.Pos() <= pos && pos < fn.End() {
			return key
		}
	}
	return "main"
}
