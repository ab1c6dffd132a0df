package lower

import (
	"go/token"
	"go/types"
)

// An env is the type arguments of one instance of a generic function or
// method. Types local to the function are different types in each instance:
// they are cloned. A nil env is that of a function without type parameters.
type env struct {
	u      *unit
	key    string // of the instance
	args   map[*types.TypeParam]types.Type
	list   []types.Type // args in order
	pkg    *types.Package
	lo, hi token.Pos               // extent of the function
	locals map[string]*types.Named // clones by key of the original, with its type arguments
	memo   map[types.Type]types.Type
}

// newEnv binds the type parameters to args.
func (u *unit) newEnv(key string, params *types.TypeParamList, args []types.Type) *env {
	if params.Len() == 0 {
		return nil
	}
	e := &env{u: u, key: key, args: map[*types.TypeParam]types.Type{}, list: args, locals: map[string]*types.Named{}, memo: map[types.Type]types.Type{}}
	for i, a := range args {
		e.args[params.At(i)] = a
	}
	return e
}

// typ returns t with the type arguments in it, t itself if nothing changes.
func (e *env) typ(t types.Type) types.Type {
	if e == nil || t == nil {
		return t
	}
	if r, ok := e.memo[t]; ok {
		return r
	}
	r := e.substitute(t)
	e.memo[t] = r
	return r
}

func (e *env) substitute(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Alias:
		return e.typ(types.Unalias(t))
	case *types.TypeParam:
		if r, ok := e.args[t]; ok {
			return r
		}
	case *types.Pointer:
		if x := e.typ(t.Elem()); x != t.Elem() {
			return types.NewPointer(x)
		}
	case *types.Slice:
		if x := e.typ(t.Elem()); x != t.Elem() {
			return types.NewSlice(x)
		}
	case *types.Array:
		if x := e.typ(t.Elem()); x != t.Elem() {
			return types.NewArray(x, t.Len())
		}
	case *types.Map:
		k, x := e.typ(t.Key()), e.typ(t.Elem())
		if k != t.Key() || x != t.Elem() {
			return types.NewMap(k, x)
		}
	case *types.Chan:
		if x := e.typ(t.Elem()); x != t.Elem() {
			return types.NewChan(t.Dir(), x)
		}
	case *types.Tuple:
		return e.tuple(t)
	case *types.Signature:
		in, out := e.tuple(t.Params()), e.tuple(t.Results())
		if in != t.Params() || out != t.Results() || t.TypeParams().Len() > 0 {
			return types.NewSignatureType(nil, nil, nil, in, out, t.Variadic())
		}
	case *types.Struct:
		return e.structure(t)
	case *types.Interface:
		return e.iface(t)
	case *types.Named:
		return e.named(t)
	}
	return t
}

func (e *env) tuple(t *types.Tuple) *types.Tuple {
	changed := false
	var vars []*types.Var
	for v := range t.Variables() {
		if x := e.typ(v.Type()); x != v.Type() {
			changed = true
			v = types.NewParam(v.Pos(), v.Pkg(), v.Name(), x)
		}
		vars = append(vars, v)
	}
	if !changed {
		return t
	}
	return types.NewTuple(vars...)
}

func (e *env) structure(t *types.Struct) types.Type {
	changed := false
	var fields []*types.Var
	var tags []string
	for i := range t.NumFields() {
		f := t.Field(i)
		if x := e.typ(f.Type()); x != f.Type() {
			changed = true
			f = types.NewField(f.Pos(), f.Pkg(), f.Name(), x, f.Embedded())
		}
		fields = append(fields, f)
		tags = append(tags, t.Tag(i))
	}
	if !changed {
		return t
	}
	return types.NewStruct(fields, tags)
}

func (e *env) iface(t *types.Interface) types.Type {
	changed := false
	var methods []*types.Func
	for m := range t.ExplicitMethods() {
		if s := e.typ(m.Signature()); s != m.Signature() {
			changed = true
			m = types.NewFunc(m.Pos(), m.Pkg(), m.Name(), s.(*types.Signature))
		}
		methods = append(methods, m)
	}
	var embedded []types.Type
	for m := range t.EmbeddedTypes() {
		x := e.typ(m)
		changed = changed || x != m
		embedded = append(embedded, x)
	}
	if !changed {
		return t
	}
	return types.NewInterfaceType(methods, embedded).Complete()
}

func (e *env) named(t *types.Named) types.Type {
	obj := t.Obj()
	local := obj.Pkg() == e.pkg && obj.Pos() >= e.lo && obj.Pos() < e.hi
	switch {
	case e.u.locals[obj] != "": // a clone
		return t
	case local:
		return e.clone(t)
	case t.TypeArgs().Len() > 0:
		return e.instance(t)
	}
	return t
}

// clone returns the type that t, declared in the function, is in this instance.
func (e *env) clone(t *types.Named) types.Type {
	obj := t.Obj()
	key := e.u.sourceOf(obj.Pkg()).typeKey(obj)
	name := obj.Name() + "[" + e.u.nameList(e.list)
	if args := e.typeList(t.TypeArgs()); len(args) > 0 {
		key += e.u.typeListKey(args)
		name += ";" + e.u.nameList(args)
	}
	if n := e.locals[key]; n != nil {
		return n
	}
	c := types.NewTypeName(obj.Pos(), obj.Pkg(), name+"]", nil)
	n := types.NewNamed(c, nil, nil)
	e.locals[key] = n
	e.u.locals[c] = key + " in " + e.key
	n.SetUnderlying(e.typ(t.Underlying()).Underlying())
	return n
}

func (e *env) typeList(list *types.TypeList) []types.Type {
	var args []types.Type
	for t := range list.Types() {
		args = append(args, e.typ(t))
	}
	return args
}

func (e *env) instance(t *types.Named) types.Type {
	changed := false
	args := e.typeList(t.TypeArgs())
	for i, a := range args {
		changed = changed || a != t.TypeArgs().At(i)
	}
	if !changed {
		return t
	}
	r, err := types.Instantiate(e.u.ctxt, t.Origin(), args, false)
	if err != nil {
		panic(err)
	}
	return r
}
