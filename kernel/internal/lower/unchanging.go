package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// constant says whether the value of an initialiser is the same whenever it is
// evaluated, and evaluating it does nothing else: it reads no variables of modules
// and calls only what is known to be so.
func (s *source) constant(in *types.Initializer) bool {
	c := constancy{info: s.info, is: true}
	ast.Walk(&c, in.Rhs)
	return c.is
}

// A constancy looks through an expression.
type constancy struct {
	info *types.Info
	is   bool
}

// Visit implements ast.Visitor.
func (c *constancy) Visit(n ast.Node) ast.Visitor {
	switch n := n.(type) {
	case *ast.FuncLit, nil:
		return nil // evaluated later, if at all
	case *ast.UnaryExpr:
		switch {
		case n.Op == token.ARROW:
			c.is = false
		case n.Op == token.AND && c.place(n.X):
			return nil
		}
	case *ast.Ident:
		if v, ok := c.info.Uses[n].(*types.Var); ok && !v.IsField() {
			c.is = c.is && v.Pkg() != nil && knownVariables[v.Pkg().Path()]
		}
	case *ast.CallExpr:
		c.is = c.is && c.harmless(n)
	}
	if !c.is {
		return nil
	}
	return c
}

// place says whether e is a variable or a field of one, without a pointer or an
// index on the way: its address is always the same.
func (c *constancy) place(e ast.Expr) bool {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return true
		case *ast.SelectorExpr:
			if c.info.Selections[x] == nil {
				return true
			}
			if c.info.Selections[x].Indirect() {
				return false
			}
			e = x.X
		default:
			return false
		}
	}
}

// knownVariables are packages whose variables nobody assigns to.
var knownVariables = map[string]bool{
	"io": true, "unicode": true, "io/fs": true, "context": true, "errors": true, "encoding/binary": true, "encoding/base64": true,
}

// harmless says whether a call, of harmless operands, does nothing but make a value,
// and always the same.
func (c *constancy) harmless(call *ast.CallExpr) bool {
	if c.info.Types[call.Fun].IsType() {
		return true
	}
	if name := builtinName(c.info, call.Fun); name != "" {
		return name != "copy" && name != "recover" && name != "panic" && name != "print" && name != "println" && name != "close"
	}
	var id *ast.Ident
	switch fun := uninstantiated(c.info, call.Fun).(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return false
	}
	f, ok := c.info.Uses[id].(*types.Func)
	if !ok || f.Pkg() == nil {
		return false
	}
	names, ok := harmlessFunctions[f.Pkg().Path()]
	return ok && (names == nil || names[f.Name()])
}

// harmlessFunctions are packages that only make values, or their functions and
// methods that do.
var harmlessFunctions = map[string]map[string]bool{
	"bytes": nil, "errors": nil, "math": nil, "math/big": nil, "math/bits": nil, "reflect": nil, "regexp": nil, "strconv": nil,
	"strings": nil, "unicode": nil, "unicode/utf8": nil, "encoding/base64": nil, "encoding/hex": nil, "hash/crc32": nil,
	"fmt":     {"Errorf": true, "Sprint": true, "Sprintf": true, "Sprintln": true},
	"context": {"Background": true, "TODO": true},
	"time":    {"Date": true, "Unix": true, "Seconds": true, "Minutes": true, "Hours": true},
}
