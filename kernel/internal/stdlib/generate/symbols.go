package main

import (
	"fmt"
	"go/types"
	"path/filepath"
	"strings"
)

// hidden names the exported objects of offered packages that are for the
// kernel and not for cells.
var hidden = map[string][]string{
	"gosched/experiments/lab": {"SetInterrupted"},
	"gosched/kernel/display":  {"Connect", "Sink"},
}

// symbolTables makes one Go file per public package, or one per platform
// where they differ, and index.go of package symbols.
func symbolTables(fs files, dir string, worlds []*world, gen *genericSet) error {
	var entries strings.Builder
	for _, p := range worlds[0].public() {
		path := p.ImportPath
		if path == "unsafe" {
			continue
		}
		tables := make([]string, len(worlds))
		same := true
		for i, w := range worlds {
			tables[i] = table(w.pkgs[path].types)
			same = same && tables[i] == tables[0]
		}
		if err := writeTables(fs, filepath.Join(dir, "of_"+strings.ReplaceAll(path, "/", "_")), path, tables, same); err != nil {
			return err
		}
		fmt.Fprintf(&entries, "\t{%q, %s},\n", path, tableName(path))
	}
	text := header("symbols") + "// index lists all tables, sorted by path.\nvar index = [...]entry{\n" + entries.String() + "}\n\n" +
		"// needed are the functions that support must have.\nvar needed = [...]string{\n"
	for _, name := range gen.externs {
		text += fmt.Sprintf("\t%q,\n", name)
	}
	text += "}\n"
	return fs.goFile(filepath.Join(dir, "index.go"), text)
}

// writeTables makes the files of one package.
func writeTables(fs files, stem, path string, tables []string, same bool) error {
	if same {
		return fs.goFile(stem+"_pkg.go", tables[0])
	}
	for i, p := range platforms {
		if err := fs.goFile(stem+"_"+p.String()+".go", tables[i]); err != nil {
			return err
		}
	}
	none := fmt.Sprintf("import \"reflect\"\n\nfunc %s() map[string]reflect.Value { return nil }\n", tableName(path))
	return fs.goFile(stem+"_other.go", otherPlatforms()+header("symbols")+none)
}

// tableName names the function that makes the table of a package.
func tableName(path string) string {
	name := "of"
	for _, elem := range strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune("/.-_", r) }) {
		name += strings.ToUpper(elem[:1]) + elem[1:]
	}
	return name
}

// table returns the Go file with the symbols of a package.
func table(p *types.Package) string {
	var b strings.Builder
	scope := p.Scope()
	for _, name := range scope.Names() {
		if expr := symbol(scope.Lookup(name)); expr != "" {
			fmt.Fprintf(&b, "\t\t%q: %s,\n", name, expr)
		}
	}
	importPkg := fmt.Sprintf("\tpkg %q\n", p.Path())
	if b.Len() == 0 {
		importPkg = fmt.Sprintf("\t_ %q\n", p.Path())
	}
	return header("symbols") + "//lint:file-ignore SA1019 cells may use what is deprecated\n\nimport (\n\t\"reflect\"\n\n" + importPkg + ")\n\n" +
		fmt.Sprintf("func %s() map[string]reflect.Value {\n\treturn map[string]reflect.Value{\n%s\t}\n}\n", tableName(p.Path()), b.String())
}

// symbol returns the expression for an object, or "" if it has no value at run
// time: constants (lowering folds them), constraints, and what has type
// parameters (it is lowered from source).
func symbol(o types.Object) string {
	if !o.Exported() {
		return ""
	}
	for _, name := range hidden[o.Pkg().Path()] {
		if o.Name() == name {
			return ""
		}
	}
	switch o := o.(type) {
	case *types.Func:
		if o.Signature().TypeParams() == nil {
			return "reflect.ValueOf(pkg." + o.Name() + ")"
		}
	case *types.Var:
		return "reflect.ValueOf(&pkg." + o.Name() + ").Elem()"
	case *types.TypeName:
		if isGeneric(o) || isConstraint(o) {
			return ""
		}
		return "reflect.ValueOf((*pkg." + o.Name() + ")(nil))"
	}
	return ""
}

// isGeneric reports whether a type or function is declared with type
// parameters.
func isGeneric(o types.Object) bool {
	switch o := o.(type) {
	case *types.Func:
		sig := o.Signature()
		return sig.TypeParams().Len() > 0 || sig.RecvTypeParams().Len() > 0
	case *types.TypeName:
		switch t := o.Type().(type) {
		case *types.Named:
			return t.TypeParams().Len() > 0
		case *types.Alias:
			return t.TypeParams().Len() > 0
		}
	}
	return false
}

// isConstraint reports whether a type can only constrain type parameters.
func isConstraint(o *types.TypeName) bool {
	i, ok := o.Type().Underlying().(*types.Interface)
	return ok && !i.IsMethodSet()
}
