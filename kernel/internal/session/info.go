package session

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"

	"gosched/kernel/internal/stdlib"
)

// extract returns the part of info that is about root.
func extract(info *types.Info, root ast.Node) *types.Info {
	part := stdlib.NewInfo()
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			return false
		}
		if x, ok := n.(ast.Expr); ok {
			copyEntry(part.Types, info.Types, x)
		}
		switch n := n.(type) {
		case *ast.Ident:
			copyEntry(part.Instances, info.Instances, n)
			copyEntry(part.Defs, info.Defs, n)
			copyEntry(part.Uses, info.Uses, n)
		case *ast.SelectorExpr:
			copyEntry(part.Selections, info.Selections, n)
		}
		copyEntry(part.Implicits, info.Implicits, n)
		return true
	})
	return part
}

func copyEntry[K comparable, V any](to, from map[K]V, k K) {
	if v, ok := from[k]; ok {
		to[k] = v
	}
}

// addInfo adds part to info.
func addInfo(info, part *types.Info) {
	maps.Copy(info.Types, part.Types)
	maps.Copy(info.Instances, part.Instances)
	maps.Copy(info.Defs, part.Defs)
	maps.Copy(info.Uses, part.Uses)
	maps.Copy(info.Implicits, part.Implicits)
	maps.Copy(info.Selections, part.Selections)
}

// mentions returns the names of the package that node mentions, imports and
// predeclared names included, sorted; for a name that comes by a dot import, the
// import, see dotted.
func (s *Session) mentions(info *types.Info, nodes ...ast.Node) []string {
	var names []string
	for _, node := range nodes {
		ast.Inspect(node, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok {
					if _, ok := info.Uses[id].(*types.PkgName); ok {
						names = append(names, id.Name)
						return false
					}
				}
			case *ast.Ident:
				switch o := info.Uses[n]; {
				case o == nil:
				case s.atPackageLevel(o):
					names = append(names, o.Name())
				case o.Pkg() != nil && o.Pkg() != s.pkg && o.Parent() == o.Pkg().Scope():
					names = append(names, dotted(o.Pkg().Path()))
				}
			}
			return true
		})
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// dotted returns what stands for the dot import of a package among names.
func dotted(path string) string { return ". " + path }

// atPackageLevel reports whether o is what a name means outside all functions.
func (s *Session) atPackageLevel(o types.Object) bool {
	if _, ok := o.(*types.PkgName); ok {
		return true
	}
	return o.Parent() == s.pkg.Scope() || o.Parent() == types.Universe
}

// identifiers adds to set the text of all identifiers below the nodes.
func identifiers(set map[string]bool, nodes ...ast.Node) {
	for _, node := range nodes {
		ast.Inspect(node, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				set[id.Name] = true
			}
			return true
		})
	}
}

// typeNames returns the names of the declared types of the session that t
// mentions, sorted, and the objects.
func (s *Session) typeNames(t types.Type) map[*types.TypeName]bool {
	return TypeNames(t, s.pkg)
}

// TypeNames returns the declared types of a package that t mentions.
func TypeNames(t types.Type, pkg *types.Package) map[*types.TypeName]bool {
	w := typeWalk{pkg: pkg, found: make(map[*types.TypeName]bool)}
	w.walk(t)
	return w.found
}

// A typeWalk visits the declared types that a type mentions, but not what these
// are declared as.
type typeWalk struct {
	pkg   *types.Package
	found map[*types.TypeName]bool
}

func (w *typeWalk) name(o *types.TypeName, args *types.TypeList) {
	if o.Pkg() == w.pkg {
		w.found[o] = true
	}
	for t := range args.Types() {
		w.walk(t)
	}
}

func (w *typeWalk) walk(t types.Type) {
	switch t := t.(type) {
	case *types.Named:
		w.name(t.Obj(), t.TypeArgs())
	case *types.Alias:
		w.name(t.Obj(), t.TypeArgs())
	case *types.Pointer:
		w.walk(t.Elem())
	case *types.Slice:
		w.walk(t.Elem())
	case *types.Array:
		w.walk(t.Elem())
	case *types.Chan:
		w.walk(t.Elem())
	case *types.Map:
		w.walk(t.Key())
		w.walk(t.Elem())
	case *types.Signature:
		w.walk(t.Params())
		w.walk(t.Results())
	case *types.Tuple:
		for v := range t.Variables() {
			w.walk(v.Type())
		}
	case *types.Struct:
		for f := range t.Fields() {
			w.walk(f.Type())
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			w.walk(m.Signature())
		}
		for e := range t.EmbeddedTypes() {
			w.walk(e)
		}
	}
}
