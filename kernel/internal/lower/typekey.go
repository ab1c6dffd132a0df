package lower

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/stdlib"
)

// Types are told apart by key. The key of a named type is given by its source;
// that of any other type is made of the TypeIDs of its parts, so it is short and
// the same in every change.

// basicIDs gives the predeclared types their TypeIDs.
var basicIDs = map[types.BasicKind]core.TypeID{
	types.Bool: core.Bool, types.UntypedBool: core.Bool,
	types.Int: core.Int, types.UntypedInt: core.Int,
	types.Int8: core.Int8, types.Int16: core.Int16,
	types.Int32: core.Int32, types.UntypedRune: core.Int32, types.Int64: core.Int64,
	types.Uint: core.Uint, types.Uint8: core.Uint8, types.Uint16: core.Uint16,
	types.Uint32: core.Uint32, types.Uint64: core.Uint64, types.Uintptr: core.Uintptr,
	types.Float32: core.Float32, types.Float64: core.Float64, types.UntypedFloat: core.Float64,
	types.Complex64: core.Complex64, types.Complex128: core.Complex128, types.UntypedComplex: core.Complex128,
	types.String: core.String, types.UntypedString: core.String,
	types.UnsafePointer: core.UnsafePointer, types.UntypedNil: core.Any,
}

// typeID returns the number of t, which has no type parameters left, and
// describes t if the worker does not know it yet.
func (u *unit) typeID(t types.Type) core.TypeID {
	t = types.Unalias(t)
	if b, ok := t.(*types.Basic); ok {
		if id, ok := basicIDs[b.Kind()]; ok {
			return id
		}
	}
	if id, ok := u.byType[t]; ok {
		return id
	}
	key := u.typeKey(t)
	id, ok := predeclared[key]
	if !ok {
		id, ok = u.l.types.ids.m[key]
	}
	if !ok {
		id = u.l.types.add(key)
		u.byType[t] = id
		u.describe(id, t)
	}
	u.byType[t] = id
	return id
}

var predeclared = map[string]core.TypeID{"interface{}": core.Any, "error": core.Error}

// typeKey returns the key of a type that is not basic.
func (u *unit) typeKey(t types.Type) string {
	switch t := t.(type) {
	case *types.Pointer:
		return fmt.Sprintf("*%d", u.typeID(t.Elem()))
	case *types.Slice:
		return fmt.Sprintf("[]%d", u.typeID(t.Elem()))
	case *types.Array:
		return fmt.Sprintf("[%d]%d", t.Len(), u.typeID(t.Elem()))
	case *types.Map:
		return fmt.Sprintf("map[%d]%d", u.typeID(t.Key()), u.typeID(t.Elem()))
	case *types.Chan:
		return fmt.Sprintf("chan%d %d", t.Dir(), u.typeID(t.Elem()))
	case *types.Signature:
		return "func" + u.signatureKey(t)
	case *types.Struct:
		return u.structKey(t)
	case *types.Interface:
		return u.interfaceKey(t)
	case *types.Named:
		return u.namedKey(t)
	}
	panic(fmt.Sprintf("type %v (%T) has no key", t, t))
}

func (u *unit) signatureKey(t *types.Signature) string {
	var sb strings.Builder
	tuple := func(t *types.Tuple) {
		sb.WriteByte('(')
		for v := range t.Variables() {
			fmt.Fprintf(&sb, "%d,", u.typeID(v.Type()))
		}
		sb.WriteByte(')')
	}
	tuple(t.Params())
	if t.Variadic() {
		sb.WriteString("...")
	}
	tuple(t.Results())
	return sb.String()
}

func (u *unit) structKey(t *types.Struct) string {
	var sb strings.Builder
	sb.WriteString("struct{")
	for i := range t.NumFields() {
		f := t.Field(i)
		fmt.Fprintf(&sb, "%s %t %d %q;", f.Id(), f.Embedded(), u.typeID(f.Type()), t.Tag(i))
	}
	sb.WriteByte('}')
	return sb.String()
}

// interfaceKey has no end for an interface that a result of its own methods is,
// without a name to stop at; the compiler refuses these, too.
func (u *unit) interfaceKey(t *types.Interface) string {
	if slices.Contains(u.within, t) {
		u.failHere("invalid recursive type: anonymous interface refers to itself")
	}
	u.within = append(u.within, t)
	defer func() { u.within = u.within[:len(u.within)-1] }()
	var sb strings.Builder
	sb.WriteString("interface{")
	for m := range t.Methods() {
		fmt.Fprintf(&sb, "%s%s;", m.Id(), u.signatureKey(m.Signature()))
	}
	sb.WriteByte('}')
	return sb.String()
}

func (u *unit) namedKey(t *types.Named) string {
	obj := t.Obj()
	key := obj.Name()
	switch src := u.sourceOf(obj.Pkg()); {
	case obj.Pkg() == nil:
	case u.locals[obj] != "":
		key = u.locals[obj]
	case src != nil:
		key = src.typeKey(obj)
	default:
		key = obj.Pkg().Path() + "." + obj.Name()
	}
	if t.TypeArgs().Len() > 0 {
		key += u.typeListKey(typeList(t.TypeArgs()))
	}
	return key
}

// typeListKey is the key of a list of type arguments.
func (u *unit) typeListKey(list []types.Type) string {
	ids := make([]core.TypeID, len(list))
	for i, t := range list {
		ids[i] = u.typeID(t)
	}
	return idListKey(ids)
}

func idListKey(list []core.TypeID) string {
	var sb strings.Builder
	for _, id := range list {
		fmt.Fprintf(&sb, ",%d", id)
	}
	return "[" + strings.TrimPrefix(sb.String(), ",") + "]"
}

func typeList(list *types.TypeList) []types.Type {
	var args []types.Type
	for t := range list.Types() {
		args = append(args, t)
	}
	return args
}

// sourceOf returns the source of a package, nil for a package known only in
// compiled form.
func (u *unit) sourceOf(pkg *types.Package) *source {
	switch {
	case pkg == nil:
		return nil
	case pkg == u.ch.src.pkg:
		return u.ch.src
	}
	return u.l.library(pkg.Path())
}

// compiled says whether the worker has t as a type of a compiled package.
func (u *unit) compiled(t *types.Named) bool {
	obj := t.Obj()
	src := u.sourceOf(obj.Pkg())
	switch {
	case src == nil:
		return true
	case !src.library, src.module != nil:
		return false
	case t.TypeArgs().Len() > 0:
		return obj.Parent() == obj.Pkg().Scope() && stdlib.HasInstance(obj.Pkg().Path()+"."+u.typeName(t))
	case t.TypeParams().Len() > 0:
		return false
	}
	return obj.Parent() == obj.Pkg().Scope() && (obj.Exported() || u.isVariables(obj))
}

// isVariables says whether a type that is not exported is that of a variable which
// is, as database/sql/driver.DefaultParameterConverter: the worker has that one.
func (u *unit) isVariables(obj *types.TypeName) bool {
	pkg, err := u.l.imp.Import(obj.Pkg().Path())
	if err != nil {
		return false
	}
	for _, name := range pkg.Scope().Names() {
		v, ok := pkg.Scope().Lookup(name).(*types.Var)
		if !ok || !v.Exported() {
			continue
		}
		if t, ok := v.Type().(*types.Named); ok && t.Obj().Name() == obj.Name() && t.Obj().Pkg() == pkg {
			return true
		}
	}
	return false
}
