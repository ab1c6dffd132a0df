package assist

import (
	"go/ast"
	"go/token"
)

// labels offers the labels of a function: for goto all that it may jump to, for break
// and continue those of statements that the cursor is in. The rest of the cell may
// have more.
func (c *completer) labels(branch *ast.BranchStmt, rest string) {
	around := c.path
	for i, n := range c.path {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			around = c.path[i:]
		}
	}
	for _, n := range around {
		if l, ok := n.(*ast.LabeledStmt); ok && leaves(branch.Tok, l.Stmt) {
			c.add(l.Label.Name, "label", "")
		}
	}
	if branch.Tok != token.GOTO {
		return
	}
	blocks := 0 // that the cursor is in
	for _, n := range around {
		switch list := n.(type) {
		case *ast.BlockStmt:
			blocks++
			c.labelsOf(list.List)
		case *ast.CaseClause:
			c.labelsOf(list.Body)
		case *ast.CommClause:
			c.labelsOf(list.Body)
		}
	}
	c.labelsAhead(rest, blocks)
}

func (c *completer) labelsOf(list []ast.Stmt) {
	for _, s := range list {
		for l, ok := s.(*ast.LabeledStmt); ok; l, ok = l.Stmt.(*ast.LabeledStmt) {
			c.add(l.Label.Name, "label", "")
		}
	}
}

// labelsAhead offers the labels in the rest of the blocks that end in src.
func (c *completer) labelsAhead(src string, blocks int) {
	starts, depth, name := true, 0, "" // of a statement
	for _, t := range scan(src) {
		switch {
		case closing[t.tok] != 0:
			depth++
		case t.tok == token.RPAREN, t.tok == token.RBRACK, t.tok == token.RBRACE:
			depth--
		case t.tok == token.COLON && name != "" && depth <= 0:
			c.add(name, "label", "")
		}
		if depth+blocks <= 0 {
			return
		}
		name = ""
		if t.tok == token.IDENT && starts {
			name = t.text
		}
		starts = t.tok == token.SEMICOLON || t.tok == token.LBRACE || t.tok == token.RBRACE || t.tok == token.COLON
	}
}

// leaves reports whether break or continue may name a statement that they are in.
func leaves(tok token.Token, s ast.Stmt) bool {
	switch s.(type) {
	case *ast.ForStmt, *ast.RangeStmt:
		return true
	case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		return tok == token.BREAK
	}
	return false
}
