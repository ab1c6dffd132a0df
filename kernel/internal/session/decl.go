package session

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A Kind is what a name of the session stands for.
type Kind uint8

// The kinds of names.
const (
	KindVar Kind = iota
	KindConst
	KindType
	KindFunc
	KindMethod
	KindImport
)

func (k Kind) String() string {
	return [...]string{"var", "const", "type", "func", "method", "import"}[k]
}

// A decl is a live declaration: what a name of the package stands for now.
// A decl is not changed once it is part of a session, but for frozen, gone and lost.
type decl struct {
	name string // "f", "x", "T"; "T.M" for a method
	kind Kind
	obj  types.Object
	key  string
	cell int
	seq  int       // order of declaration
	file *file     // of the syntax, nil for a variable
	pos  token.Pos // of the name, while its cell is checked

	fn     *ast.FuncDecl // a function or method
	spec   *ast.TypeSpec // a type
	group  *ast.GenDecl  // a constant: the declaration it is part of
	recv   string        // a method: name of the type
	shape  string        // a type or constant: its tokens
	text   string        // source, with the comments before it
	textAt int           // offset of text in the cell
	refs   []alteration  // in text: what it refers to by names that a program may change
	alias  rewrite       // of the receiver's type, if it was given by an alias

	deps    []string     // names of the package that the declaration mentions, sorted; of a variable, those in its type
	sigDeps []string     // of a function, those in its signature
	vars    *ast.GenDecl // a variable declared with var: the declaration it is part of
	needs   []string     // the same: names of the package that this declaration mentions
	frozen  bool         // obj is of an older time: the declaration does not fit what it mentions
	why     string       // it is frozen: what the checker said, if anything
	gone    bool         // frozen, and the worker that had it has died: the name means nothing
	lost    bool         // a variable: the worker that had its value has died

	pkgs    map[string]*imported // packages that a function mentions, by name
	shadows *imported            // the package that the name of a variable stood for before
}

// generic reports whether d has type parameters, as a method those of its receiver.
func (d *decl) generic() bool {
	switch d.kind {
	case KindFunc, KindMethod:
		return isGeneric(d.fn)
	case KindType:
		return d.spec.TypeParams != nil
	}
	return false
}

// node returns the syntax of d, nil for a variable.
func (d *decl) node() ast.Node {
	switch {
	case d.fn != nil:
		return d.fn
	case d.spec != nil:
		return d.spec
	case d.group != nil:
		return d.group
	}
	return nil
}

// isGeneric reports whether a function or the receiver of a method has type parameters.
func isGeneric(fn *ast.FuncDecl) bool {
	if fn.Recv != nil {
		_, args := receiver(fn)
		return args
	}
	return fn.Type.TypeParams != nil
}

// An imported is an import that is in force.
type imported struct {
	name string // local name; "." or "_" are not kept under a name
	path string
	pkg  *types.Package
	cell int
	auto bool // made because the name was used
}

// names returns the names that a declaration of the cell declares, with the
// identifiers: one for a function or type, several for constants and variables.
func declared(d ast.Decl) []*ast.Ident {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return []*ast.Ident{d.Name}
	case *ast.GenDecl:
		var ids []*ast.Ident
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				ids = append(ids, spec.Name)
			case *ast.ValueSpec:
				ids = append(ids, spec.Names...)
			}
		}
		return ids
	}
	return nil
}

// genDecl returns a declaration of specs.
func genDecl(tok token.Token, specs ...ast.Spec) *ast.GenDecl {
	return &ast.GenDecl{TokPos: specs[0].Pos(), Tok: tok, Specs: specs}
}
