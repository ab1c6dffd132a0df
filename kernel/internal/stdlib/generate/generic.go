package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A genericSet is every declaration with type parameters that cells can
// reach, and every declaration that their bodies need.
//
// Cells reach compiled code by its exported, non-generic names. So everything
// else that is met in the body of a generic function must come as source too:
// other generic functions, unexported functions and types, whatever internal
// packages provide. Declarations are kept for one of two uses:
//
//   - toLower: it is met in a body that is going to be lowered. Its own body
//     is kept, unless it is compiled.
//   - toCheck: it is only needed so that the rest can be type-checked. It is
//     kept without body, and what its type mentions is needed to check, too.
//
// Bodies that need more than source (the runtime's own functions, variables
// shared with compiled code) are replaced: see overlay.go.
type genericSet struct {
	world   *world
	fset    *token.FileSet
	pkgs    map[string]*genericPkg
	imports map[string]bool // paths that kept declarations import
	todo    []need
	vars    []string // variables that are not compiled
	externs []string // functions without body that package symbols must have
}

// A use is what a declaration is kept for.
type use int8

const (
	toCheck use = iota + 1
	toLower
)

// A need asks for the declaration of an object.
type need struct {
	object types.Object
	use    use
}

// generics collects the generic declarations of all public packages.
func generics(w *world) (*genericSet, error) {
	g := &genericSet{world: w, fset: token.NewFileSet(), pkgs: make(map[string]*genericPkg), imports: make(map[string]bool)}
	for _, p := range w.public() {
		scope := p.types.Scope()
		for _, name := range scope.Names() {
			if o := scope.Lookup(name); o.Exported() && isGeneric(o) {
				g.todo = append(g.todo, need{o, toLower})
			}
		}
	}
	for len(g.todo) > 0 {
		n := g.todo[0]
		g.todo = g.todo[1:]
		p, err := g.open(n.object.Pkg().Path())
		if err != nil {
			return nil, err
		}
		g.visit(p, p.own(n.object), n.use)
	}
	return g, g.checkState()
}

// copiedVars are the variables of which cells have a copy: constants in fact,
// and one of the overlay.
var copiedVars = []string{"database/sql.valuerReflectType", "database/sql/driver.valuerReflectType", "unique.handles"}

// checkState refuses variables that cells must not have a copy of.
func (g *genericSet) checkState() error {
	for _, list := range []*[]string{&g.vars, &g.externs} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	for _, v := range g.vars {
		if !slices.Contains(copiedVars, v) {
			return fmt.Errorf("generic code needs variable %s: replace what uses it in overlay.txtar", v)
		}
	}
	return nil
}

// isCompiled reports whether cells can use the object as a compiled symbol.
func (g *genericSet) isCompiled(o types.Object) bool {
	if !o.Exported() || isGeneric(o) || !g.world.pkgs[o.Pkg().Path()].importable() {
		return false
	}
	if f, ok := o.(*types.Func); ok && f.Signature().Recv() != nil {
		return g.isCompiled(receiverType(f))
	}
	return true
}

// receiverType returns the named type of a method's receiver, or the method
// itself if it has none, as those of interfaces.
func receiverType(f *types.Func) types.Object {
	t := types.Unalias(f.Signature().Recv().Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return n.Obj()
	}
	return f
}

// visit keeps the declaration of o, an object of p, and asks for what it needs.
func (g *genericSet) visit(p *genericPkg, o types.Object, u use) {
	d, ok := p.decls[o]
	if !ok || p.kept[o] >= u {
		return // a field, a local, a method of an interface; or known
	}
	p.kept[o] = u
	if u == toLower && g.isCompiled(o) {
		u = toCheck
	}
	switch decl := d.decl.(type) {
	case *ast.FuncDecl:
		g.visitFunc(p, d.file, decl, u)
	case *ast.GenDecl:
		d.file.keep[decl] = true
		if _, ok := o.(*types.Var); ok && u == toLower {
			g.vars = append(g.vars, p.path+"."+o.Name())
		}
		g.scan(p, d.file, decl, u)
		for _, name := range declared(decl) {
			g.visit(p, p.types.Scope().Lookup(name), u)
		}
	}
	if t, ok := o.(*types.TypeName); ok {
		g.visitMethods(p, t, u)
	}
}

// visitFunc keeps a function or method, with its body if it is to be lowered.
func (g *genericSet) visitFunc(p *genericPkg, f *genericFile, d *ast.FuncDecl, u use) {
	f.keep[d] = f.keep[d] || u == toLower
	g.scan(p, f, d.Type, u)
	if d.Recv != nil {
		g.scan(p, f, d.Recv, u)
	}
	switch {
	case u != toLower:
	case d.Body == nil:
		g.externs = append(g.externs, p.path+"."+declared(d)[0])
	default:
		g.scan(p, f, d.Body, u)
	}
}

// visitMethods keeps the methods of a kept type: all of those that may be
// called through an interface.
func (g *genericSet) visitMethods(p *genericPkg, o *types.TypeName, u use) {
	n, ok := types.Unalias(o.Type()).(*types.Named)
	if !ok || n.Obj() != o {
		return
	}
	for m := range n.Methods() {
		if u == toLower || m.Exported() {
			g.visit(p, m, u)
		}
	}
}

// scan asks for everything that the syntax mentions.
func (g *genericSet) scan(p *genericPkg, f *genericFile, n ast.Node, u use) {
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		switch o := origin(p.info.Uses[id]).(type) {
		case nil:
		case *types.PkgName:
			f.used[o] = true
			g.imports[o.Imported().Path()] = true
		default:
			g.mention(p, o, u)
		}
		return true
	})
}

// mention asks for an object that p mentions. What other packages declare is
// imported; its source is wanted only if it is to be lowered.
func (g *genericSet) mention(p *genericPkg, o types.Object, u use) {
	switch {
	case o.Pkg() == nil || o.Pkg() == types.Unsafe:
	case o.Pkg() == p.types:
		g.visit(p, o, u)
	case u == toLower && !g.isCompiled(o) && isDeclared(o):
		g.todo = append(g.todo, need{o, u})
	}
}

// isDeclared reports whether o is declared at package level, or a method.
func isDeclared(o types.Object) bool {
	if f, ok := o.(*types.Func); ok && f.Signature().Recv() != nil {
		return receiverType(f) != o && !types.IsInterface(receiverType(f).Type())
	}
	return o.Parent() == o.Pkg().Scope()
}

// origin returns the declared object of which o may be an instance.
func origin(o types.Object) types.Object {
	switch o := o.(type) {
	case *types.Func:
		return o.Origin()
	case *types.Var:
		return o.Origin()
	}
	return o
}
