package main

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/comments"
	"gosched/kernel/internal/stdlib"
	"gosched/kernel/internal/symbols"
)

const again = "run go generate ./kernel/internal/stdlib"

func TestMadeWithThisGo(t *testing.T) {
	if v := stdlib.GoVersion(); v != runtime.Version() {
		t.Errorf("the tables are of %s, this is %s: %s", v, runtime.Version(), again)
	}
}

func TestMadeByThisProgram(t *testing.T) {
	sum, err := inputs()
	if err != nil {
		t.Fatal(err)
	}
	index, err := os.ReadFile("../index.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(index, []byte(sum)) {
		t.Error("this program has changed: " + again)
	}
}

// TestProjectPackagesAreCurrent compares the packages of this and other
// modules that cells may import with what was generated from them.
func TestProjectPackagesAreCurrent(t *testing.T) {
	here := platform{runtime.GOOS, runtime.GOARCH}
	paths, err := existing(here, "..")
	if err != nil {
		t.Fatal(err)
	}
	out, err := golist(here, "..", append([]string{"-json=ImportPath,Name,Dir,GoFiles"}, paths...)...)
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	im := stdlib.NewImporter(fset)
	var found []string
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		p := new(pkg)
		if err := d.Decode(p); err != nil {
			t.Fatal(err)
		}
		found = append(found, p.ImportPath)
		current(t, fset, im, p)
	}
	slices.Sort(found)
	generated := slices.DeleteFunc(stdlib.Paths(), func(path string) bool {
		return !strings.Contains(strings.Split(path, "/")[0], ".") && !strings.HasPrefix(path, "gosched/")
	})
	if !slices.Equal(found, generated) {
		t.Errorf("packages are\n%q, tables have\n%q: %s", found, generated, again)
	}
}

// current compares one package.
func current(t *testing.T, fset *token.FileSet, im *stdlib.Importer, p *pkg) {
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			return
		}
		p.files = append(p.files, f)
	}
	conf := types.Config{Importer: im, IgnoreFuncBodies: true, Error: func(error) {}} // imports that cells do not see
	now, _ := conf.Check(p.ImportPath, fset, p.files, nil)
	then, err := im.Import(p.ImportPath)
	if err != nil {
		t.Errorf("%v: %s", err, again)
		return
	}
	for _, name := range now.Scope().Names() {
		if !ast.IsExported(name) {
			continue
		}
		if got, want := api(then, name), api(now, name); got != want {
			t.Errorf("%s has\n%s, tables have\n%s: %s", p.ImportPath, want, got, again)
		}
	}
	for name, text := range comments.Of(p.files) {
		if stdlib.Doc(p.ImportPath, name) != text {
			t.Errorf("the comment of %s.%s has changed: %s", p.ImportPath, name, again)
		}
	}
}

// api describes an exported name with all that belongs to it.
func api(p *types.Package, name string) string {
	o := p.Scope().Lookup(name)
	if o == nil {
		return "nothing"
	}
	s := types.ObjectString(o, types.RelativeTo(p))
	if t, ok := o.(*types.TypeName); ok {
		for m := range types.NewMethodSet(types.NewPointer(t.Type())).Methods() {
			if m.Obj().Exported() {
				s += "\n" + types.ObjectString(m.Obj(), types.RelativeTo(p))
			}
		}
	}
	return s
}

// TestSymbolsAreComplete checks the table of every package against its types.
func TestSymbolsAreComplete(t *testing.T) {
	im := stdlib.NewImporter(token.NewFileSet())
	paths := slices.DeleteFunc(stdlib.Paths(), func(path string) bool { return path == "unsafe" })
	if !slices.Equal(paths, symbols.Paths()) {
		t.Error("packages differ: " + again)
	}
	for _, path := range paths {
		p, err := im.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range p.Scope().Names() {
			o := p.Scope().Lookup(name)
			v, ok := symbols.Lookup(path, name)
			if want := symbol(o) != ""; ok != want && o.Exported() {
				t.Errorf("%s.%s: there is a symbol: %v, want %v: %s", path, name, ok, want, again)
			}
			if _, isVar := o.(*types.Var); ok && isVar != v.CanSet() {
				t.Errorf("%s.%s: can be set: %v", path, name, v.CanSet())
			}
		}
	}
}

func TestOverlayIsFormatted(t *testing.T) {
	for _, f := range txtar.Parse(overlays).Files {
		want, err := format.Source(f.Data)
		if err != nil || !bytes.Equal(f.Data, want) {
			t.Errorf("%s is not formatted (%v)", f.Name, err)
		}
	}
}
