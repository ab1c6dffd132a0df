package weave

import (
	"go/ast"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"gosched/kernel/internal/pattern"
)

// imports returns the source of the cell of imports, "" if there are none.
func (p *pkg) imports() string {
	used := p.usedNames()
	byName := make(map[string]*ast.ImportSpec)
	specs := make(map[string]bool) // as printed
	for _, f := range p.files {
		for _, spec := range f.ast.Imports {
			name, always := localName(spec)
			if !always && !used[f][name] || p.gets(spec) {
				continue
			}
			if other := byName[name]; !always && other != nil && other.Path.Value != spec.Path.Value {
				p.errorf(spec.Pos(), "%s is imported under the name %s, as is %s in another file", spec.Path.Value, name, other.Path.Value)
			}
			byName[name] = spec
			specs[printSpec(spec)] = true
		}
	}
	return importDecl(slices.Sorted(maps.Keys(specs)))
}

// gets reports whether a cell gets the module of an import.
func (p *pkg) gets(spec *ast.ImportSpec) bool {
	imported, _ := strconv.Unquote(spec.Path.Value)
	return slices.ContainsFunc(p.items, func(it *item) bool {
		module, ok := strings.CutPrefix(it.magic, "%get ")
		module, _, _ = strings.Cut(module, "@")
		return ok && (imported == module || strings.HasPrefix(imported, module+"/"))
	})
}

// usedNames returns for each file the names that its woven code qualifies with.
func (p *pkg) usedNames() map[*file]map[string]bool {
	used := make(map[*file]map[string]bool)
	for _, f := range p.files {
		used[f] = make(map[string]bool)
	}
	for _, it := range p.items {
		it.inspect(func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok {
					used[it.file][x.Name] = true
				}
			}
			return true
		})
	}
	return used
}

// inspect visits the code of it.
func (it *item) inspect(visit func(ast.Node) bool) {
	for _, d := range it.decls {
		ast.Inspect(d, visit)
	}
	if it.example != nil {
		ast.Inspect(it.example.Body, visit)
	}
}

var majorVersion = pattern.New(`^v[0-9]+$`)

// localName returns the name under which a file knows an import. Dot and blank
// imports have an effect without being named.
func localName(spec *ast.ImportSpec) (name string, always bool) {
	if spec.Name != nil {
		return spec.Name.Name, spec.Name.Name == "." || spec.Name.Name == "_"
	}
	p, _ := strconv.Unquote(spec.Path.Value)
	base := path.Base(p)
	if majorVersion.MatchString(base) && path.Dir(p) != "." {
		base = path.Base(path.Dir(p))
	}
	return base, false
}

func printSpec(spec *ast.ImportSpec) string {
	if spec.Name != nil {
		return spec.Name.Name + " " + spec.Path.Value
	}
	return spec.Path.Value
}

// importDecl prints specs as gofmt would: those of the standard library first.
func importDecl(specs []string) string {
	if len(specs) == 0 {
		return ""
	}
	if len(specs) == 1 {
		return "import " + specs[0]
	}
	var std, others []string
	for _, s := range specs {
		if isStd(s) {
			std = append(std, "\t"+s)
		} else {
			others = append(others, "\t"+s)
		}
	}
	byPath := func(a, b string) int { return strings.Compare(a[strings.Index(a, `"`):], b[strings.Index(b, `"`):]) }
	slices.SortFunc(std, byPath)
	slices.SortFunc(others, byPath)
	if len(std) > 0 && len(others) > 0 {
		std = append(std, "")
	}
	return "import (\n" + strings.Join(append(std, others...), "\n") + "\n)"
}

// isStd reports whether an import is of the standard library: its first element
// has no dot, and is not the module of this project.
func isStd(spec string) bool {
	first, _, _ := strings.Cut(strings.Trim(spec[strings.Index(spec, `"`):], `"`), "/")
	return !strings.Contains(first, ".") && first != "gosched"
}
