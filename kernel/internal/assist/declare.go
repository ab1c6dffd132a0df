package assist

import (
	"fmt"
	"go/types"
	"strings"

	"gosched/kernel/internal/session"
)

// What a declaration in a tooltip may have before it is cut.
const (
	maxFields  = 24
	maxMethods = 16
)

// declaration returns the object as Go declares it, and the cell that did.
func (d *description) declaration() string {
	decl := d.declared()
	if _, cell := d.source(); cell > 0 {
		first, rest, more := strings.Cut(decl, "\n")
		decl = fmt.Sprintf("%s // cell %d", first, cell)
		if more {
			decl += "\n" + rest
		}
	}
	return decl
}

func (d *description) declared() string {
	pkg := d.probe.Pkg
	switch o := d.object.(type) {
	case *types.Builtin:
		return builtins[o.Name()].decl
	case *types.PkgName:
		return fmt.Sprintf("package %s // import %q", o.Imported().Name(), o.Imported().Path())
	case *types.Var:
		if o.IsField() {
			return "field " + o.Name() + " " + typeString(o.Type(), pkg)
		}
	case *types.Const:
		return types.ObjectString(o, qualifier(pkg)) + " = " + o.Val().String()
	case *types.Func:
		if recv := o.Signature().Recv(); recv != nil {
			return "func (" + typeString(recv.Type(), pkg) + ") " + o.Name() + signatureOf(o, pkg)
		}
	case *types.TypeName:
		return typeDecl(o, pkg)
	}
	return types.ObjectString(d.object, qualifier(pkg))
}

// typeDecl declares a type, as code in pkg sees it: with the fields and methods
// that it can use.
func typeDecl(o *types.TypeName, pkg *types.Package) string {
	name := typeString(o.Type(), pkg)
	if o.IsAlias() {
		return "type " + o.Name() + " = " + typeString(types.Unalias(o.Type()), pkg)
	}
	if o.Pkg() == nil {
		return "type " + name
	}
	return "type " + name + " " + underlying(o, pkg) + methods(o, pkg)
}

// underlying prints what a type is made of, one field or method a line.
func underlying(o *types.TypeName, pkg *types.Package) string {
	switch t := o.Type().Underlying().(type) {
	case *types.Struct:
		var lines []string
		hidden := false
		for f := range t.Fields() {
			switch {
			case !f.Exported() && f.Pkg() != pkg:
				hidden = true
			case f.Embedded():
				lines = append(lines, typeString(f.Type(), pkg))
			default:
				lines = append(lines, f.Name()+" "+typeString(f.Type(), pkg))
			}
		}
		lines = cutLines(lines, maxFields, "fields")
		if hidden {
			lines = append(lines, "// unexported fields")
		}
		return block("struct", lines)
	case *types.Interface:
		var lines []string
		for i := range t.NumEmbeddeds() {
			lines = append(lines, typeString(t.EmbeddedType(i), pkg))
		}
		for i := range t.NumExplicitMethods() {
			if m := t.ExplicitMethod(i); m.Exported() || m.Pkg() == pkg {
				lines = append(lines, m.Name()+signatureOf(m, pkg))
			}
		}
		return block("interface", cutLines(lines, maxFields, "methods"))
	default:
		return typeString(t, pkg)
	}
}

// methods lists the methods that a type declares or has from embedded fields.
func methods(o *types.TypeName, pkg *types.Package) string {
	if types.IsInterface(o.Type()) {
		return ""
	}
	var lines []string
	for _, m := range session.Members(o.Type(), pkg) {
		if f, ok := m.Obj.(*types.Func); ok {
			lines = append(lines, "func ("+typeString(f.Signature().Recv().Type(), pkg)+") "+f.Name()+signatureOf(f, pkg))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return "\n\n" + strings.Join(cutLines(lines, maxMethods, "methods"), "\n")
}

// cutLines keeps the first max lines and says how many there are besides.
func cutLines(lines []string, max int, what string) []string {
	if len(lines) <= max {
		return lines
	}
	return append(lines[:max:max], fmt.Sprintf("// … and %d more %s", len(lines)-max, what))
}

// block prints the body of a struct or interface.
func block(keyword string, lines []string) string {
	if len(lines) == 0 {
		return keyword + "{}"
	}
	return keyword + " {\n\t" + strings.Join(lines, "\n\t") + "\n}"
}
