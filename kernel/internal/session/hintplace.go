package session

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gosched/kernel/internal/pattern"
)

// around returns the nodes of the cell that contain the place of an error, the
// innermost last. That place may be where several of them start.
func (e *edit) around(err checkError) (path []ast.Node) {
	for _, root := range e.roots() {
		ast.Inspect(root, func(n ast.Node) bool {
			if n == nil || err.pos < n.Pos() || n.End() <= err.pos {
				return false
			}
			path = append(path, n)
			return true
		})
	}
	return path
}

// innermost returns the last node of a type in a path.
func innermost[N ast.Node](path []ast.Node) (found N, ok bool) {
	for _, n := range slices.Backward(path) {
		if found, ok = n.(N); ok {
			return found, true
		}
	}
	return found, false
}

// hintPlace is the hint that follows from what is around an error.
func (e *edit) hintPlace(err checkError) string {
	path := e.around(err)
	switch {
	case strings.HasPrefix(err.msg, "too many return values") && strings.HasSuffix(err.msg, "want ()"):
		lit, _ := innermost[*ast.FuncLit](path)
		if f, _ := innermost[*ast.FuncDecl](path); f == e.sx.run && lit == nil {
			return "a cell shows its last expression, and needs no return for that"
		}
		return "this function has no results: their types stand after the parentheses, as in func f() int { … }"
	case strings.HasSuffix(err.msg, "untyped float constant) truncated to int"):
		if _, ok := innermost[*ast.IndexExpr](path); !ok {
			return "an int has no fraction: convert it, as in float64(x)"
		}
	case strings.HasPrefix(err.msg, "cannot convert ") && strings.Contains(err.msg, "string") && e.follows(err, "("):
		switch {
		case strings.HasSuffix(err.msg, " to type int"):
			return "strconv.Atoi makes an int of a string"
		case strings.HasSuffix(err.msg, " to type float64"):
			return "strconv.ParseFloat makes a float64 of a string"
		}
	case strings.HasSuffix(err.msg, "untyped float constant) truncated to int64"):
		if b, ok := innermost[*ast.BinaryExpr](path); ok && strings.Contains(types.ExprString(b), "time.") {
			return durationHint
		}
	case strings.HasSuffix(err.msg, " (type) is not an expression"), strings.HasPrefix(err.msg, "cannot convert "):
		return e.hintStruct(err, path)
	case strings.HasPrefix(err.msg, "cannot use "):
		return e.hintArgument(err, path)
	}
	return ""
}

// hintStruct is the hint for the type of a struct where a value is wanted, and for
// one that is called.
func (e *edit) hintStruct(err checkError, path []ast.Node) string {
	for _, n := range slices.Backward(path) {
		x, ok := n.(ast.Expr)
		if call, isCall := n.(*ast.CallExpr); isCall && len(call.Args) > 0 && call.Args[0].Pos() == err.pos {
			x = call.Fun
		}
		if !ok || !e.info.Types[x].IsType() {
			continue
		}
		if _, ok := e.info.TypeOf(x).Underlying().(*types.Struct); ok {
			return "a value of the type is written " + types.ExprString(x) + "{…}, and var x " + types.ExprString(x) + " declares a zero one"
		}
	}
	return ""
}

// pointed matches complaints about a value in place of its address, or the reverse.
var pointed = pattern.New(`^cannot use (\w+) \(variable of (?:\w+ )?type (\S+)\) as (\S+) value`)

// uncalled matches complaints about a function in place of its result.
var uncalled = pattern.New(`^cannot use ([\w.]+) \((?:value|variable) of type func\(\) (\S+)\) as (\S+) value`)

// hintArgument is the hint for a value of a type that is near to the right one.
func (e *edit) hintArgument(err checkError, path []ast.Node) string {
	if m := uncalled.FindStringSubmatch(err.msg); m != nil && m[2] == m[3] {
		return m[1] + "() calls it"
	}
	m := pointed.FindStringSubmatch(err.msg)
	if m == nil {
		return ""
	}
	name, has, wants := m[1], m[2], m[3]
	switch {
	case wants == "*"+has:
		return "&" + name + " is its address"
	case has == "*"+wants:
		return "*" + name + " is what it points to"
	case has == "[]"+wants:
		if call, ok := innermost[*ast.CallExpr](path); ok && len(call.Args) > 0 && call.Args[len(call.Args)-1].Pos() == err.pos {
			if sig, ok := e.info.TypeOf(call.Fun).(*types.Signature); ok && sig.Variadic() && len(call.Args) == sig.Params().Len() || isAppend(call) {
				return name + "... passes its elements"
			}
		}
	}
	return ""
}

func isAppend(call *ast.CallExpr) bool {
	id, ok := call.Fun.(*ast.Ident)
	return ok && id.Name == "append" && len(call.Args) == 2
}

// hintRole is the hint for an undefined name that follows from what it is in.
func (e *edit) hintRole(err checkError, name string) string {
	path := e.around(err)
	if len(path) < 2 {
		return ""
	}
	switch parent := path[len(path)-2].(type) {
	case *ast.KeyValueExpr:
		if lit, ok := path[len(path)-3].(*ast.CompositeLit); ok && parent.Key.Pos() == err.pos && hasStringKeys(e.info.TypeOf(lit)) {
			return "a key that is a string is written \"" + name + "\""
		}
	case *ast.SendStmt:
		if parent.Chan.Pos() == err.pos {
			return "what is received is assigned by " + name + " := <-c"
		}
	}
	if fn, ok := innermost[*ast.FuncDecl](path); ok {
		if fn.Recv != nil && len(fn.Recv.List) == 1 && len(fn.Recv.List[0].Names) == 1 && fn.Recv.List[0].Type.Pos() == err.pos {
			if first := fn.Recv.List[0].Names[0].Name; e.namesType(first) {
				return "the name stands before the type: " + name + " " + first
			}
		}
		if hint := e.hintReceiver(fn, name); hint != "" {
			return hint
		}
		r, size := utf8.DecodeRuneInString(name)
		if fn.Type.TypeParams == nil && fn.Recv == nil && size == len(name) && unicode.IsUpper(r) && fn.Type.Pos() <= err.pos && err.pos < fn.Type.End() {
			return "a type parameter is declared after the name: func " + fn.Name.Name + "[" + name + " any](…)"
		}
	}
	if hint := e.hintParameter(err); hint != "" && !unicode.IsUpper(rune(name[0])) && didYouMean(name, e.visible()) == "" {
		return hint
	}
	return ""
}

// namesType reports whether a name is that of a type of the session or the cell.
func (e *edit) namesType(name string) bool {
	if _, ok := e.lookup(name).(*types.TypeName); ok {
		return true
	}
	for id, o := range e.info.Defs {
		if _, ok := o.(*types.TypeName); ok && id.Name == name {
			return true
		}
	}
	return false
}

func hasStringKeys(t types.Type) bool {
	if t == nil {
		return false
	}
	m, ok := t.Underlying().(*types.Map)
	return ok && isString(m.Key())
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// hintReceiver is the hint for a field or method that is used in a method as if it
// were a variable.
func (e *edit) hintReceiver(fn *ast.FuncDecl, name string) string {
	if fn.Recv == nil || len(fn.Recv.List) != 1 || len(fn.Recv.List[0].Names) != 1 {
		return ""
	}
	recv := fn.Recv.List[0].Names[0]
	o := e.info.Defs[recv]
	if o == nil || recv.Name == "_" {
		return ""
	}
	for _, m := range Members(o.Type(), e.s.pkg) {
		if m.Obj.Name() == name {
			return "did you mean " + recv.Name + "." + name + "?"
		}
	}
	return ""
}
