package lower

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// typeName returns the name of t after its package, with type arguments, as
// the compiler has it: "Pair[int,main.T]".
func (u *unit) typeName(t *types.Named) string {
	name := t.Obj().Name()
	if t.TypeArgs().Len() == 0 {
		return name
	}
	return name + "[" + u.nameList(typeList(t.TypeArgs())) + "]"
}

// nameList prints type arguments.
func (u *unit) nameList(list []types.Type) string {
	p := typePrinter{u, (*types.Package).Path, true}
	var args []string
	for _, a := range list {
		args = append(args, p.print(a))
	}
	return strings.Join(args, ",")
}

// panicName prints a type as panics do.
func (u *unit) panicName(t types.Type) string {
	return typePrinter{u, (*types.Package).Name, false}.print(t)
}

// A typePrinter prints types as the compiler and package reflect do.
type typePrinter struct {
	u        *unit
	pkg      func(*types.Package) string
	argument bool // of a type: with the numbers of the types of functions and the packages of unexported fields
}

func (p typePrinter) print(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		if t.Kind() == types.UnsafePointer {
			return "unsafe.Pointer"
		}
		return types.Typ[t.Kind()].Name() // not byte or rune
	case *types.Pointer:
		return "*" + p.print(t.Elem())
	case *types.Slice:
		return "[]" + p.print(t.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), p.print(t.Elem()))
	case *types.Map:
		return "map[" + p.print(t.Key()) + "]" + p.print(t.Elem())
	case *types.Chan:
		return chanString(t, p.print)
	case *types.Signature:
		return "func" + signatureString(t, p.print)
	case *types.Struct:
		return structString(t, p.fieldPackage, p.print)
	case *types.Interface:
		return interfaceString(t, p.pkg, p.print)
	case *types.Named:
		return p.named(t)
	}
	return t.String()
}

// fieldPackage is what stands before the name of an unexported field of a package.
func (p typePrinter) fieldPackage(pkg *types.Package) string {
	if !p.argument {
		return ""
	}
	return p.pkg(pkg) + "."
}

func (p typePrinter) named(t *types.Named) string {
	name, obj := p.u.typeName(t), t.Obj()
	if obj.Pkg() == nil {
		return name
	}
	if n := p.u.localNumber(obj); n > 0 && p.argument {
		name += fmt.Sprintf("·%d", n)
	}
	return p.pkg(obj.Pkg()) + "." + name
}

// localNumber returns the number that the compiler gives to a type that is declared
// in a function, or a clone of it: they are counted as they come in their file, here
// in their cell. It is 0 for other types.
func (u *unit) localNumber(obj *types.TypeName) int {
	src := u.sourceOf(obj.Pkg())
	if src == nil || obj.Parent() == obj.Pkg().Scope() {
		return 0
	}
	if u.numbers[src][obj.Pos()] == 0 { // bodies are checked when they are needed
		u.numbers[src] = src.localNumbers()
	}
	return u.numbers[src][obj.Pos()]
}

// localNumbers returns the numbers of the types declared in functions, by position.
func (s *source) localNumbers() map[token.Pos]int {
	var list []token.Pos
	for _, obj := range s.info.Defs {
		t, ok := obj.(*types.TypeName)
		if !ok || t.IsAlias() || t.Parent() == t.Pkg().Scope() {
			continue
		}
		if _, param := t.Type().(*types.TypeParam); !param {
			list = append(list, t.Pos())
		}
	}
	slices.Sort(list)
	type file struct {
		cell int
		name string
	}
	count := make(map[file]int)
	numbers := make(map[token.Pos]int)
	for _, pos := range list {
		at := s.place(pos)
		f := file{at.cell, at.file}
		count[f]++
		numbers[pos] = count[f]
	}
	return numbers
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
