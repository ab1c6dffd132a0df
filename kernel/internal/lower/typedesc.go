package lower

import (
	"cmp"
	"go/types"

	"gosched/kernel/internal/core"
)

// describe adds the description of t, numbered id, to the unit.
func (u *unit) describe(id core.TypeID, t types.Type) {
	d := &core.TypeDef{ID: id}
	u.out.Types = append(u.out.Types, d)
	switch t := t.(type) {
	case *types.Pointer:
		d.Kind, d.Elem = core.KindPointer, u.typeID(t.Elem())
	case *types.Slice:
		d.Kind, d.Elem = core.KindSlice, u.typeID(t.Elem())
	case *types.Array:
		d.Kind, d.Elem, d.Len = core.KindArray, u.typeID(t.Elem()), t.Len()
	case *types.Map:
		d.Kind, d.Key, d.Elem = core.KindMap, u.typeID(t.Key()), u.typeID(t.Elem())
	case *types.Chan:
		d.Kind, d.Elem, d.Dir = core.KindChan, u.typeID(t.Elem()), direction(t.Dir())
	case *types.Signature:
		d.Kind, d.In, d.Out, d.Variadic = core.KindFunc, u.tupleIDs(t.Params()), u.tupleIDs(t.Results()), t.Variadic()
	case *types.Struct:
		d.Kind = core.KindStruct
		u.describeStruct(d, t)
	case *types.Interface:
		d.Kind = core.KindInterface
		u.describeInterface(d, t)
	case *types.Named:
		u.describeNamed(d, t)
	}
}

func direction(d types.ChanDir) core.Dir {
	switch d {
	case types.SendOnly:
		return core.SendOnly
	case types.RecvOnly:
		return core.RecvOnly
	}
	return core.Both
}

func (u *unit) tupleIDs(t *types.Tuple) []core.TypeID {
	var ids []core.TypeID
	for v := range t.Variables() {
		ids = append(ids, u.typeID(v.Type()))
	}
	return ids
}

func (u *unit) describeStruct(d *core.TypeDef, t *types.Struct) {
	for i := range t.NumFields() {
		f := t.Field(i)
		if !f.Exported() && f.Pkg() != nil {
			d.Pkg = f.Pkg().Path()
		}
		d.Fields = append(d.Fields, core.Field{Name: f.Name(), Type: u.typeID(f.Type()), Tag: t.Tag(i), Embedded: f.Embedded(), Exported: f.Exported()})
	}
	d.Methods = u.methodTable(t)
}

func (u *unit) describeInterface(d *core.TypeDef, t *types.Interface) {
	for m := range t.Methods() {
		if !m.Exported() && m.Pkg() != nil {
			d.Pkg = m.Pkg().Path()
		}
		d.Methods = append(d.Methods, core.Method{Name: m.Name(), Exported: m.Exported(), Pkg: packageOf(m), Sig: u.typeID(signature(m))})
	}
}

// signature returns the type of m without its receiver.
func signature(m *types.Func) *types.Signature {
	s := m.Signature()
	return types.NewSignatureType(nil, nil, nil, s.Params(), s.Results(), s.Variadic())
}

func (u *unit) describeNamed(d *core.TypeDef, t *types.Named) {
	obj := t.Obj()
	if u.compiled(t) {
		d.Kind, d.Pkg, d.Name = core.KindExt, obj.Pkg().Path(), u.typeName(t)
		return
	}
	d.Kind, d.Pkg, d.Name = core.KindNamed, obj.Pkg().Name(), u.typeName(t)
	if path := obj.Pkg().Path(); path != d.Pkg {
		d.Path = path
	}
	d.Prev = u.previous(t)
	d.Elem = u.typeID(u.origin(t.Underlying()))
	switch t.Underlying().(type) {
	case *types.Interface, *types.Pointer:
		return
	}
	d.Methods = u.methodTable(t)
}

// previous returns the type that t replaces with the same underlying type: because
// its declaration is another version, or for an instance because one of its type
// arguments is.
func (u *unit) previous(t *types.Named) core.TypeID {
	obj := t.Obj()
	src := u.sourceOf(obj.Pkg())
	if src == nil || u.locals[obj] != "" || u.compiled(t) {
		return core.NoType
	}
	key, prev := src.typeKey(obj), src.prevKey(obj)
	if t.TypeArgs().Len() == 0 {
		return u.l.types.ids.m[prev]
	}
	var ids, before []core.TypeID
	for _, a := range typeList(t.TypeArgs()) {
		id := u.typeID(a)
		ids = append(ids, id)
		if n, ok := types.Unalias(a).(*types.Named); ok {
			id = cmp.Or(u.previous(n), id)
		}
		before = append(before, id)
	}
	args, argsBefore := idListKey(ids), idListKey(before)
	var older core.TypeID
	if args != argsBefore {
		older = u.l.types.ids.m[key+argsBefore]
	}
	if prev != "" {
		older = cmp.Or(u.l.types.ids.m[prev+argsBefore], u.l.types.ids.m[prev+args], older)
	}
	return older
}

// origin returns the compiled type that was declared with the struct type t, if
// t has fields that only its package knows, and t otherwise. It stands for t in
// "type T sync.Mutex", since the types of such fields may have no name here.
func (u *unit) origin(t types.Type) types.Type {
	st, ok := t.(*types.Struct)
	if !ok {
		return t
	}
	for f := range st.Fields() {
		if src := u.sourceOf(f.Pkg()); f.Exported() || src == u.ch.src || src != nil && src.module != nil {
			continue
		}
		for _, name := range f.Pkg().Scope().Names() {
			tn, ok := f.Pkg().Scope().Lookup(name).(*types.TypeName)
			if ok && tn.Exported() && tn.Type().Underlying() == t {
				return tn.Type()
			}
		}
	}
	return t
}
