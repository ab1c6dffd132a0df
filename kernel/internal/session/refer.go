package session

import (
	"go/ast"
	"go/types"
	"strings"
)

// A meaning is what stands at an alteration of source text.
type meaning uint8

const (
	plainText   meaning = iota
	versionName         // a variable that a cell made: of is the key
	varName             // the live variable of that name
	packageName         // of is the path
	beforeDot           // nothing, before a name that came by a dot import: of is the path
	mainFunc            // func main of a cell
)

// An alteration replaces a part of a source when it is printed as part of a
// program, where things may have other names.
type alteration struct {
	span
	text string // the name as it is in the source, or the new text, in which packages are marked
	is   meaning
	of   string
}

// A span is a part of a source.
type span struct{ from, to int }

// A referrer lists what source text refers to by names that may change.
type referrer struct {
	s    *Session
	info *types.Info
	at   func(ast.Node) span
	key  func(*types.Var) string // of variables that are named by version, nil if none are
	list []alteration
}

func (r *referrer) add(n ast.Node, text string, is meaning, of string) {
	r.list = append(r.list, alteration{r.at(n), text, is, of})
}

// look adds what a node refers to.
func (r *referrer) look(root ast.Node) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok {
				if p, ok := r.info.Uses[id].(*types.PkgName); ok {
					r.add(id, id.Name, packageName, p.Imported().Path())
					return false
				}
			}
		case *ast.Ident:
			r.ident(n)
		}
		return true
	})
}

func (r *referrer) ident(id *ast.Ident) {
	o := r.info.Uses[id]
	if o == nil {
		o = r.info.Defs[id]
	}
	switch v := o.(type) {
	case nil:
		return
	case *types.Var:
		if r.key == nil && o.Parent() == r.s.pkg.Scope() {
			r.add(id, id.Name, varName, "")
		} else if r.key != nil && r.key(v) != "" {
			r.add(id, id.Name, versionName, r.key(v))
		}
	case *types.Func:
		if o.Name() == "main" && o.Pkg() == r.s.pkg && v.Signature().Recv() == nil {
			r.add(id, id.Name, mainFunc, "")
		}
	}
	if pkg := o.Pkg(); pkg != nil && pkg != r.s.pkg && o.Parent() == pkg.Scope() {
		at := r.at(id)
		r.list = append(r.list, alteration{span{at.from, at.from}, pkg.Name(), beforeDot, pkg.Path()})
	}
}

// refer notes in a declaration what it refers to.
func (e *edit) refer(d *decl, n ast.Node) {
	r := referrer{s: e.s, info: e.info, at: func(n ast.Node) span {
		at := d.file.offset(n.Pos()) - d.textAt
		return span{at, at + int(n.End()-n.Pos())}
	}}
	r.look(n)
	d.refs = r.list
}

// markedType prints a type with the paths of packages marked, so that they can get
// their names when a program is printed.
func (s *Session) markedType(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == s.pkg {
			return ""
		}
		return markBegin + p.Path() + markEnd
	})
}

const markBegin, markEnd = "\x01", "\x02"

// unmark gives the packages in a marked text their names.
func unmark(text string, name func(path string) string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, markBegin)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		path, after, _ := strings.Cut(rest, markEnd)
		b.WriteString(name(path))
		text = after
	}
}
