package session

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
)

const listHead = "package main;func _(){_("

// parseList parses the last statement if it is several expressions, as in
//
//	n, err
//
// which Go does not know: a cell shows their values. It returns nil if it is
// anything else.
func (s *Session) parseList(sx *syntax) []ast.Expr {
	c := sx.lastStatement()
	end := listEnd(sx.cell.Source[c.first:c.end])
	if end == 0 {
		return nil
	}
	src := listHead + strings.Repeat(" ", c.first) + sx.cell.Source[c.first:c.first+end] + ")}"
	f, err := parser.ParseFile(s.fset, "", src, parser.SkipObjectResolution)
	if f == nil {
		return nil
	}
	tok := s.fset.File(f.Package)
	if err != nil {
		s.fset.RemoveFile(tok)
		return nil
	}
	cf := &file{cell: sx.cell.Number, tok: tok, shift: len(listHead), mapper: sx.mapper}
	sx.files = append(sx.files, cf)
	s.files[tok] = cf
	return f.Decls[0].(*ast.FuncDecl).Body.List[0].(*ast.ExprStmt).X.(*ast.CallExpr).Args
}

// listEnd returns where a statement ends that may be a list of expressions, 0 if
// it cannot be one.
func listEnd(src string) int {
	depth, commas, end := 0, 0, 0
	for _, t := range scan(src) {
		switch t.tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth--
		case token.COMMA:
			if depth == 0 {
				commas++
			}
		case token.SEMICOLON:
			if depth == 0 {
				return end * min(commas, 1)
			}
		default:
			if depth == 0 && (t.tok.IsKeyword() && !opensExpr(t.tok) || assigns(t.tok)) {
				return 0
			}
		}
		end = t.end()
	}
	return end * min(commas, 1)
}

// opensExpr reports whether an expression can begin with a keyword.
func opensExpr(tok token.Token) bool {
	switch tok {
	case token.FUNC, token.MAP, token.CHAN, token.STRUCT, token.INTERFACE:
		return true
	}
	return false
}

// assigns reports whether tok makes a statement of expressions.
func assigns(tok token.Token) bool {
	return tok >= token.ADD_ASSIGN && tok <= token.AND_NOT_ASSIGN || tok == token.ASSIGN || tok == token.DEFINE ||
		tok == token.INC || tok == token.DEC || tok == token.COLON
}

// blanks returns the assignment of expressions to blanks.
func blanks(list []ast.Expr) *ast.AssignStmt {
	pos := list[0].Pos()
	a := &ast.AssignStmt{TokPos: pos, Tok: token.ASSIGN, Rhs: list}
	for range list {
		a.Lhs = append(a.Lhs, &ast.Ident{NamePos: pos, Name: "_"})
	}
	return a
}

// wrapNil makes the last expression nil one that has a type.
func (e *edit) wrapNil() {
	if e.sx.last == nil || e.shadows("nil") || e.shadows("any") {
		return
	}
	if id, ok := e.sx.last.X.(*ast.Ident); ok && id.Name == types.Universe.Lookup("nil").Name() {
		e.sx.last.X = &ast.CallExpr{Fun: &ast.Ident{NamePos: id.Pos(), Name: "any"}, Lparen: id.Pos(), Args: []ast.Expr{id}, Rparen: id.End() - 1}
	}
}
