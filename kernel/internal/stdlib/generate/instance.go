package main

import (
	"fmt"
	"go/types"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// An instanceSet is the instances of generic types that cells can get from
// compiled packages: strings.Lines returns an iter.Seq[string]. Cells must not
// make these a second time.
type instanceSet struct {
	byName map[string]*types.Named // by path, name and type arguments
	seen   map[types.Type]bool
}

// instancesOf collects the instances in what the public packages export.
func instancesOf(w *world) (*instanceSet, error) {
	s := &instanceSet{byName: map[string]*types.Named{}, seen: map[types.Type]bool{}}
	for _, p := range w.public() {
		if p.types == types.Unsafe {
			continue
		}
		scope := p.types.Scope()
		for _, name := range scope.Names() {
			if o := scope.Lookup(name); symbol(o) != "" {
				s.visit(o.Type())
			}
		}
	}
	for name, t := range s.byName {
		if !nameable(t) {
			return nil, fmt.Errorf("instance %s cannot be named outside of its package", name)
		}
	}
	return s, nil
}

// visit collects the instances that values of t lead to.
func (s *instanceSet) visit(t types.Type) {
	t = types.Unalias(t)
	if s.seen[t] {
		return
	}
	s.seen[t] = true
	switch t := t.(type) {
	case *types.Named:
		s.named(t)
	case *types.Map:
		s.visit(t.Key())
		s.visit(t.Elem())
	case interface{ Elem() types.Type }:
		s.visit(t.Elem())
	case *types.Signature:
		if t.TypeParams().Len() == 0 {
			s.variables(t.Params().Variables())
			s.variables(t.Results().Variables())
		}
	case *types.Struct:
		s.variables(t.Fields())
	case *types.Interface:
		for m := range t.Methods() {
			s.method(m)
		}
	}
}

func (s *instanceSet) named(t *types.Named) {
	if t.TypeArgs().Len() > 0 {
		s.byName[instanceName(t)] = t
		for a := range t.TypeArgs().Types() {
			s.visit(a)
		}
	} else if t.TypeParams().Len() > 0 {
		return
	}
	for m := range t.Methods() {
		s.method(m)
	}
	s.visit(t.Underlying())
}

func (s *instanceSet) method(m *types.Func) {
	if m.Exported() {
		s.visit(m.Type())
	}
}

// variables visits parameters, results, or those of fields that are exported.
func (s *instanceSet) variables(list func(func(*types.Var) bool)) {
	for v := range list {
		if !v.IsField() || v.Exported() {
			s.visit(v.Type())
		}
	}
}

// nameable reports whether any package can mention t.
func nameable(t *types.Named) bool {
	for a := range t.TypeArgs().Types() {
		if p, ok := a.(*types.Pointer); ok {
			a = p.Elem()
		}
		if n, ok := a.(*types.Named); ok && (n.Obj().Pkg() != nil && !n.Obj().Exported() || !nameable(n)) {
			return false
		}
	}
	return t.Obj().Exported() && !isInternal(t.Obj().Pkg().Path())
}

// instanceName returns "iter.Seq[[]uint8]", with import paths.
func instanceName(t *types.Named) string {
	var args []string
	for a := range t.TypeArgs().Types() {
		args = append(args, byteName.ReplaceAllString(types.TypeString(a, (*types.Package).Path), "uint8"))
	}
	return t.Obj().Pkg().Path() + "." + t.Obj().Name() + "[" + strings.Join(args, ",") + "]"
}

var byteName = regexp.MustCompile(`\bbyte\b`)

// index makes the list of names for package stdlib.
func (s *instanceSet) index(fs files, dir string) error {
	text := header("stdlib") + "// instances are those of generic types that compiled packages use in what they\n// export, sorted.\nvar instances = [...]string{\n"
	for _, name := range slices.Sorted(maps.Keys(s.byName)) {
		text += fmt.Sprintf("\t%q,\n", name)
	}
	return fs.goFile(filepath.Join(dir, "instances.go"), text+"}\n")
}

// table makes the types by name for package symbols.
func (s *instanceSet) table(fs files, dir string) error {
	imports := map[string]string{} // path to name
	named := func(p *types.Package) string {
		if imports[p.Path()] == "" {
			imports[p.Path()] = fmt.Sprintf("p%d", len(imports)+1)
		}
		return imports[p.Path()]
	}
	var entries string
	for _, name := range slices.Sorted(maps.Keys(s.byName)) {
		entries += fmt.Sprintf("\t%q: reflect.TypeFor[%s](),\n", name, types.TypeString(s.byName[name], named))
	}
	text := header("symbols") + "import (\n\t\"reflect\"\n\n"
	for _, path := range slices.Sorted(maps.Keys(imports)) {
		text += fmt.Sprintf("\t%s %q\n", imports[path], path)
	}
	text += ")\n\n// instances are those of generic types that compiled packages use in what they\n// export, by import path and name.\nvar instances = map[string]reflect.Type{\n" + entries + "}\n"
	return fs.goFile(filepath.Join(dir, "instances.go"), text)
}
