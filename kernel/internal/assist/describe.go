package assist

import (
	"go/types"
	"strings"
)

// kindOf returns the type of an item for an object.
func kindOf(o types.Object) string {
	switch o := o.(type) {
	case *types.Func:
		if o.Signature().Recv() != nil {
			return "method"
		}
		return "function"
	case *types.Builtin:
		return "function"
	case *types.Var:
		if o.IsField() {
			return "field"
		}
		return "variable"
	case *types.TypeName:
		return "type"
	case *types.Const, *types.Nil:
		return "constant"
	case *types.PkgName:
		return "module"
	}
	return ""
}

// signatureOf returns what is worth knowing of an object besides its name, on one
// line: parameters and results of a function, the type of a variable.
func signatureOf(o types.Object, pkg *types.Package) string {
	switch o := o.(type) {
	case *types.Func:
		return strings.TrimPrefix(typeString(o.Type(), pkg), "func")
	case *types.Builtin:
		return strings.TrimPrefix(strings.TrimPrefix(builtins[o.Name()].decl, "func "), o.Name())
	case *types.Var:
		return typeString(o.Type(), pkg)
	case *types.Const:
		return typeString(o.Type(), pkg) + " = " + o.Val().String()
	case *types.PkgName:
		return "import \"" + o.Imported().Path() + "\""
	case *types.TypeName:
		return brief(typeString(o.Type().Underlying(), pkg))
	}
	return ""
}

// brief shortens what is declared of a type to what fits in a list.
func brief(text string) string {
	for _, kind := range []string{"struct", "interface"} {
		if strings.HasPrefix(text, kind+"{") && len(text) > 60 {
			return kind
		}
	}
	return text
}

func typeString(t types.Type, pkg *types.Package) string {
	return types.TypeString(t, qualifier(pkg))
}

// qualifier prints names of packages other than pkg with the package name.
func qualifier(pkg *types.Package) types.Qualifier {
	return func(p *types.Package) string {
		if p == pkg {
			return ""
		}
		return p.Name()
	}
}

// A builtin is a predeclared function and what it does.
type builtin struct{ decl, doc string }

var builtins = map[string]builtin{
	"append":  {"func append(slice []T, elems ...T) []T", "append adds elements to the end of a slice and returns the result, in new memory if the old does not suffice."},
	"cap":     {"func cap(v T) int", "cap returns the capacity of a slice, array or channel."},
	"clear":   {"func clear(t T)", "clear removes all entries of a map, or sets all elements of a slice to zero."},
	"close":   {"func close(c chan<- T)", "close says that nothing more will be sent. Receivers get what is in the channel, then zero values at once."},
	"complex": {"func complex(r, i float) complex", "complex makes a complex number of its two parts."},
	"copy":    {"func copy(dst, src []T) int", "copy copies elements from one slice to another, which may overlap, and returns how many: the smaller of the two lengths."},
	"delete":  {"func delete(m map[K]V, key K)", "delete removes an entry of a map, if it is there."},
	"imag":    {"func imag(c complex) float", "imag returns the imaginary part of a complex number."},
	"len":     {"func len(v T) int", "len returns the number of elements of a string (its bytes), array, slice, map or channel (what is buffered)."},
	"make":    {"func make(t T, size ...int) T", "make makes a slice, map or channel, of a length and capacity if given."},
	"max":     {"func max(x T, y ...T) T", "max returns the largest of its arguments."},
	"min":     {"func min(x T, y ...T) T", "min returns the smallest of its arguments."},
	"new":     {"func new(T) *T", "new makes a variable of a type, or with the value of an expression, and returns its address."},
	"panic":   {"func panic(v any)", "panic ends the goroutine's functions, running what they deferred, until one recovers."},
	"print":   {"func print(args ...T)", "print writes its arguments to standard error."},
	"println": {"func println(args ...T)", "println writes its arguments to standard error, with spaces between them and a newline."},
	"real":    {"func real(c complex) float", "real returns the real part of a complex number."},
	"recover": {"func recover() any", "recover, called by a deferred function, stops a panic and returns its value."},
}
