package session

import (
	"fmt"
	"go/ast"
	"go/token"
)

// What is nested is looked at again and again, at each level with all that is in
// it, so that the time for it grows with the square of the depth. These limits are
// far beyond what is written, also by programs, and keep a cell's check under a few
// seconds.
const (
	maxNesting = 3000  // of types, calls, literals and selectors
	maxChain   = 10000 // of operators, parentheses and blocks
	maxBranch  = 300   // of if, for, switch and select in a function; yaegi's parser ends at 1000 scopes
)

// nested returns a mistake if something in the cell is nested too deeply.
func (sx *syntax) nested() (ms []mistake) {
	d := depth{over: func(n ast.Node, max int) {
		if len(ms) == 0 {
			ms = append(ms, mistake{offset: sx.offset(n.Pos()), msg: fmt.Sprintf("nested too deeply: more than %d levels", max)})
		}
	}}
	for _, decl := range sx.decls {
		ast.Walk(d, decl)
	}
	if sx.run != nil {
		ast.Walk(d, sx.run)
	}
	return ms
}

// offset returns the offset in the cell of a position of its syntax.
func (sx *syntax) offset(pos token.Pos) int {
	for _, f := range sx.files {
		if base := token.Pos(f.tok.Base()); base <= pos && pos <= base+token.Pos(f.tok.Size()) {
			return f.offset(pos)
		}
	}
	return 0
}

// A depth is how deep in its surroundings a node is.
type depth struct {
	nesting, chain, branch int
	over                   func(n ast.Node, max int)
}

// Visit makes depth an ast.Visitor.
func (d depth) Visit(n ast.Node) ast.Visitor {
	switch n.(type) {
	case nil: // the end of a node
		return nil
	case *ast.Field, *ast.FieldList, *ast.KeyValueExpr:
	case *ast.BinaryExpr, *ast.UnaryExpr, *ast.ParenExpr, *ast.BlockStmt, *ast.LabeledStmt:
		d.chain++
	case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		d.branch++
	case *ast.FuncLit:
		d.branch = 0
		d.nesting++
	default:
		d.nesting++
	}
	switch {
	case d.nesting > maxNesting:
		d.over(n, maxNesting)
	case d.chain > maxChain:
		d.over(n, maxChain)
	case d.branch > maxBranch:
		d.over(n, maxBranch)
	default:
		return d
	}
	return nil
}
