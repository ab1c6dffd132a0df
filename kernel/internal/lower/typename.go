package lower

import (
	"fmt"
	"go/types"
	"strconv"
	"strings"
)

// typeName returns the name of t after its package, with type arguments, as
// the compiler has it: "Pair[int,main.T]".
func typeName(t *types.Named) string {
	name := t.Obj().Name()
	if t.TypeArgs().Len() == 0 {
		return name
	}
	return name + "[" + nameList(typeList(t.TypeArgs())) + "]"
}

// nameList prints type arguments.
func nameList(list []types.Type) string {
	var args []string
	for _, a := range list {
		args = append(args, typeString(a, (*types.Package).Path, true))
	}
	return strings.Join(args, ",")
}

// panicName is typeString as panics print it.
func panicName(t types.Type) string { return typeString(t, (*types.Package).Name, false) }

// typeString prints a type as the compiler and package reflect do; qualified says
// that unexported fields have their package before them, as in type arguments.
func typeString(t types.Type, pkg func(*types.Package) string, qualified bool) string {
	str := func(t types.Type) string { return typeString(t, pkg, qualified) }
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		if t.Kind() == types.UnsafePointer {
			return "unsafe.Pointer"
		}
		return t.Name()
	case *types.Pointer:
		return "*" + str(t.Elem())
	case *types.Slice:
		return "[]" + str(t.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), str(t.Elem()))
	case *types.Map:
		return "map[" + str(t.Key()) + "]" + str(t.Elem())
	case *types.Chan:
		return chanString(t, str)
	case *types.Signature:
		return "func" + signatureString(t, str)
	case *types.Struct:
		if !qualified {
			return structString(t, func(*types.Package) string { return "" }, str)
		}
		return structString(t, func(p *types.Package) string { return pkg(p) + "." }, str)
	case *types.Interface:
		return interfaceString(t, pkg, str)
	case *types.Named:
		name := t.Obj().Name()
		if t.TypeArgs().Len() > 0 {
			name = typeName(t)
		}
		if t.Obj().Pkg() == nil {
			return name
		}
		return pkg(t.Obj().Pkg()) + "." + name
	}
	return t.String()
}

func chanString(t *types.Chan, str func(types.Type) string) string {
	elem := str(t.Elem())
	switch t.Dir() {
	case types.SendOnly:
		return "chan<- " + elem
	case types.RecvOnly:
		return "<-chan " + elem
	}
	if c, ok := types.Unalias(t.Elem()).(*types.Chan); ok && c.Dir() == types.RecvOnly {
		elem = "(" + elem + ")"
	}
	return "chan " + elem
}

func signatureString(t *types.Signature, str func(types.Type) string) string {
	var in, out []string
	for v := range t.Params().Variables() {
		in = append(in, str(v.Type()))
	}
	if t.Variadic() {
		last := len(in) - 1
		in[last] = "..." + strings.TrimPrefix(in[last], "[]")
	}
	for v := range t.Results().Variables() {
		out = append(out, str(v.Type()))
	}
	s := "(" + strings.Join(in, ", ") + ")"
	switch len(out) {
	case 0:
		return s
	case 1:
		return s + " " + out[0]
	}
	return s + " (" + strings.Join(out, ", ") + ")"
}

// structString prints a struct; prefix is what comes before unexported fields.
func structString(t *types.Struct, prefix func(*types.Package) string, str func(types.Type) string) string {
	var fields []string
	for i := range t.NumFields() {
		f := t.Field(i)
		s := str(f.Type())
		if !f.Embedded() {
			s = f.Name() + " " + s
			if !f.Exported() {
				s = prefix(f.Pkg()) + s
			}
		}
		if t.Tag(i) != "" {
			s += " " + strconv.Quote(t.Tag(i))
		}
		fields = append(fields, s)
	}
	if len(fields) == 0 {
		return "struct {}"
	}
	return "struct { " + strings.Join(fields, "; ") + " }"
}

func interfaceString(t *types.Interface, pkg func(*types.Package) string, str func(types.Type) string) string {
	var methods []string
	for m := range t.Methods() {
		name := m.Name()
		if !m.Exported() {
			name = pkg(m.Pkg()) + "." + name
		}
		methods = append(methods, name+signatureString(m.Signature(), str))
	}
	if len(methods) == 0 {
		return "interface {}"
	}
	return "interface { " + strings.Join(methods, "; ") + " }"
}
