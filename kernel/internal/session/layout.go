package session

import "go/types"

// A layout finds out which new versions of types differ from the old ones only in
// their methods, so that values of the old can be taken for values of the new.
type layout struct {
	next map[*types.TypeName]*types.TypeName // old version -> new version, if believed to be alike
	old  map[*types.TypeName]*types.TypeName // the inverse
}

// alike returns the part of next (old version -> new version) for which that
// holds. Types may contain each other: all are believed to be alike until a
// comparison under this belief fails.
func alike(next map[*types.TypeName]*types.TypeName) layout {
	l := layout{next: next, old: make(map[*types.TypeName]*types.TypeName)}
	for o, n := range next {
		l.old[n] = o
	}
	for l.refute() {
	}
	return l
}

// refute removes one pair that is not alike.
func (l layout) refute() bool {
	for o, n := range l.next {
		if !l.sameDecl(o, n) {
			delete(l.next, o)
			delete(l.old, n)
			return true
		}
	}
	return false
}

// sameDecl compares what two types are declared as.
func (l layout) sameDecl(a, b *types.TypeName) bool {
	if a.IsAlias() || b.IsAlias() {
		return a.IsAlias() && b.IsAlias() && l.same(types.Unalias(a.Type()), types.Unalias(b.Type()))
	}
	an, bn := a.Type().(*types.Named), b.Type().(*types.Named)
	if an.TypeParams().Len() != bn.TypeParams().Len() {
		return false
	}
	for i := range an.TypeParams().Len() {
		if !l.same(an.TypeParams().At(i).Constraint(), bn.TypeParams().At(i).Constraint()) {
			return false
		}
	}
	return l.same(an.Underlying(), bn.Underlying())
}

// same compares an old and a new type.
func (l layout) same(a, b types.Type) bool {
	a, b = types.Unalias(a), types.Unalias(b)
	switch a := a.(type) {
	case *types.Named:
		b, ok := b.(*types.Named)
		if !ok {
			return false
		}
		if a.Obj() != b.Obj() && l.next[a.Obj()] != b.Obj() {
			return false
		}
		return l.sameTypes(a.TypeArgs(), b.TypeArgs())
	case *types.TypeParam:
		b, ok := b.(*types.TypeParam)
		return ok && a.Index() == b.Index()
	case *types.Pointer:
		b, ok := b.(*types.Pointer)
		return ok && l.same(a.Elem(), b.Elem())
	case *types.Slice:
		b, ok := b.(*types.Slice)
		return ok && l.same(a.Elem(), b.Elem())
	case *types.Array:
		b, ok := b.(*types.Array)
		return ok && a.Len() == b.Len() && l.same(a.Elem(), b.Elem())
	case *types.Map:
		b, ok := b.(*types.Map)
		return ok && l.same(a.Key(), b.Key()) && l.same(a.Elem(), b.Elem())
	case *types.Chan:
		b, ok := b.(*types.Chan)
		return ok && a.Dir() == b.Dir() && l.same(a.Elem(), b.Elem())
	case *types.Tuple:
		b, ok := b.(*types.Tuple)
		return ok && l.sameTuple(a, b)
	case *types.Signature:
		b, ok := b.(*types.Signature)
		return ok && a.Variadic() == b.Variadic() && l.sameTuple(a.Params(), b.Params()) && l.sameTuple(a.Results(), b.Results())
	case *types.Struct:
		b, ok := b.(*types.Struct)
		return ok && l.sameStruct(a, b)
	case *types.Interface:
		b, ok := b.(*types.Interface)
		return ok && l.sameInterface(a, b)
	case *types.Union:
		b, ok := b.(*types.Union)
		return ok && l.sameUnion(a, b)
	}
	return types.Identical(a, b)
}

func (l layout) sameTypes(a, b *types.TypeList) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !l.same(a.At(i), b.At(i)) {
			return false
		}
	}
	return true
}

func (l layout) sameTuple(a, b *types.Tuple) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !l.same(a.At(i).Type(), b.At(i).Type()) {
			return false
		}
	}
	return true
}

func (l layout) sameStruct(a, b *types.Struct) bool {
	if a.NumFields() != b.NumFields() {
		return false
	}
	for i := range a.NumFields() {
		f, g := a.Field(i), b.Field(i)
		if f.Id() != g.Id() || f.Embedded() != g.Embedded() || a.Tag(i) != b.Tag(i) || !l.same(f.Type(), g.Type()) {
			return false
		}
	}
	return true
}

func (l layout) sameInterface(a, b *types.Interface) bool {
	if a.NumMethods() != b.NumMethods() || a.NumEmbeddeds() != b.NumEmbeddeds() {
		return false
	}
	for i := range a.NumMethods() {
		f, g := a.Method(i), b.Method(i)
		if f.Id() != g.Id() || !l.same(f.Signature(), g.Signature()) {
			return false
		}
	}
	for i := range a.NumEmbeddeds() {
		if !l.same(a.EmbeddedType(i), b.EmbeddedType(i)) {
			return false
		}
	}
	return true
}

func (l layout) sameUnion(a, b *types.Union) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if a.Term(i).Tilde() != b.Term(i).Tilde() || !l.same(a.Term(i).Type(), b.Term(i).Type()) {
			return false
		}
	}
	return true
}
