package session

import (
	"fmt"
	"go/ast"
	"go/types"
	"strconv"
	"strings"

	"gosched/kernel/internal/pattern"
)

// reword takes out of a message what the cell does not say: that the last expression
// is checked as one that is assigned to blank, and where declarations are in what
// was parsed.
func (e *edit) reword(err checkError) string {
	if e.assigned && err.pos == e.sx.last.X.Pos() {
		if value, ok := strings.CutSuffix(err.msg, " as int value in assignment to _ identifier (overflows)"); ok {
			return strings.TrimPrefix(value, "cannot use ") + " overflows int"
		}
	}
	return checkerPlace.ReplaceAllStringFunc(err.msg, func(at string) string {
		m := checkerPlace.FindStringSubmatch(at)
		line, _ := strconv.Atoi(m[2])
		col, _ := strconv.Atoi(m[3])
		if line == 1 {
			col -= len(declHead)
		}
		return fmt.Sprintf(" at cell %s, line %d, column %d", m[1], line, col)
	})
}

// checkerPlace matches places in messages of the checker, which are those of parsed
// declarations.
var checkerPlace = pattern.New(` at cell (\d+):(\d+):(\d+)\b`)

// hintShadowed is the hint for something that a package or a function of Go has,
// where the session has given its name another meaning.
func (e *edit) hintShadowed(err checkError) string {
	x := e.usedAt(err)
	if x == nil {
		return ""
	}
	d := e.s.decls[x.Name]
	if o := e.info.Uses[x]; d == nil || o == nil || o != d.obj {
		return ""
	}
	switch o := types.Universe.Lookup(x.Name).(type) {
	case *types.Builtin, *types.TypeName:
		kind := map[bool]string{true: "type", false: "function"}[isTypeName(o)]
		return fmt.Sprintf("cell %d has declared %s, so that it is no longer the %s of Go; %%reset forgets all declarations", d.cell, x.Name, kind)
	}
	if paths := e.s.imp.Packages(x.Name); len(paths) > 0 && strings.Contains(err.msg, " undefined (type ") {
		return fmt.Sprintf("cell %d has declared %s, so that it is no longer a package; to import the package again, write import %s", d.cell, x.Name, quotedList(paths))
	}
	return ""
}

func isTypeName(o types.Object) bool {
	_, ok := o.(*types.TypeName)
	return ok
}

// usedAt returns the name that is called, or selected from, at an error.
func (e *edit) usedAt(err checkError) (found *ast.Ident) {
	for _, root := range e.roots() {
		ast.Inspect(root, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok && n.Sel.Pos() == err.pos {
					found = id
				}
			case *ast.Ident:
				if n.Pos() == err.pos {
					found = n
				}
			}
			return found == nil
		})
	}
	return found
}

// hintLater is the hint for a function that is called before it is declared: by
// itself, or in a cell before its own.
func (e *edit) hintLater(err checkError, name string) (hint string) {
	for _, root := range e.roots() {
		ast.Inspect(root, func(n ast.Node) bool {
			a, ok := n.(*ast.AssignStmt)
			if !ok || len(a.Lhs) != 1 || len(a.Rhs) != 1 {
				return true
			}
			id, ok := a.Lhs[0].(*ast.Ident)
			_, lit := a.Rhs[0].(*ast.FuncLit)
			if ok && lit && id.Name == name && a.Pos() <= err.pos && err.pos < a.End() {
				hint = "to call itself it must be declared before: var " + name + " func…, then " + name + " = func…; or func " + name + "(…) { … }"
			}
			return true
		})
		if fn, ok := root.(*ast.FuncDecl); ok && hint == "" && fn != e.sx.run && fn.Pos() <= err.pos && err.pos < fn.End() && e.called(err, name) {
			hint = "is it to be declared in a later cell? functions that call each other belong in one cell, in any order"
		}
	}
	return hint
}
