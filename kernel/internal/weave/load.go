package weave

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/build"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A pkg is the package being woven.
type pkg struct {
	name   string
	source string // where the package is in its module: "experiments/async"
	fset   *token.FileSet
	files  []*file                // in the order of the notebook
	items  []*item                // what the notebook is made of, in order
	placed map[*ast.FuncDecl]bool // Examples that a directive has placed
	errs   []error
}

// A file is one source file.
type file struct {
	name string // base name
	src  string
	ast  *ast.File
	note string // its build constraint, "" if there is none
}

// stem returns the name that a file shares with its test file.
func (f *file) stem() string { return stem(f.name) }

func stem(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, ".go"), "_test")
}

func (f *file) isTest() bool { return strings.HasSuffix(f.name, "_test.go") }

// text returns the source from pos to end.
func (p *pkg) text(f *file, pos, end token.Pos) string {
	return f.src[p.fset.Position(pos).Offset:p.fset.Position(end).Offset]
}

func load(dir string, order []string) (*pkg, error) {
	p := &pkg{fset: token.NewFileSet(), source: sourceName(dir), placed: make(map[*ast.FuncDecl]bool)}
	names, err := goFiles(dir)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := p.parse(dir, name); err != nil {
			return nil, err
		}
	}
	if len(p.files) == 0 {
		return nil, fmt.Errorf("%s: no Go files for linux/amd64", dir)
	}
	return p, p.sort(order)
}

// goFiles lists the Go files in dir that are built for the reference platform.
// It is fixed, so that a notebook does not depend on where it was woven.
func goFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	platform := build.Default
	platform.GOOS, platform.GOARCH, platform.CgoEnabled, platform.BuildTags = "linux", "amd64", false, nil
	var names []string
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		ok, err := platform.MatchFile(dir, e.Name())
		if err != nil {
			return nil, err
		}
		if ok {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

func (p *pkg) parse(dir, name string) error {
	path := filepath.Join(dir, name)
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	tree, err := parser.ParseFile(p.fset, path, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	f := &file{name: name, src: string(src), ast: tree, note: buildConstraint(tree)}
	switch {
	case p.name == "":
		p.name = strings.TrimSuffix(tree.Name.Name, "_test")
	case tree.Name.Name == p.name+"_test" && f.isTest():
		p.errorf(tree.Name.Pos(), "package %s: Examples belong into package %s, whose declarations are in the notebook", tree.Name.Name, p.name)
	case tree.Name.Name != p.name:
		return fmt.Errorf("%s: package %s, but other files are of package %s", path, tree.Name.Name, p.name)
	}
	p.files = append(p.files, f)
	return nil
}

func buildConstraint(tree *ast.File) string {
	for _, group := range tree.Comments {
		for _, c := range group.List {
			if c.Pos() < tree.Package && constraint.IsGoBuild(c.Text) {
				return strings.TrimSpace(strings.TrimPrefix(c.Text, "//go:build"))
			}
		}
	}
	return ""
}

// sort puts the files into the order of the notebook.
func (p *pkg) sort(order []string) error {
	for _, stem := range order {
		if !slices.ContainsFunc(p.files, func(f *file) bool { return f.stem() == stem }) {
			return fmt.Errorf("order: there is no file %s.go or %s_test.go", stem, stem)
		}
	}
	if i := slices.IndexFunc(p.files, func(f *file) bool { return f.ast.Doc != nil }); i >= 0 && !slices.Contains(order, p.files[i].stem()) {
		order = append([]string{p.files[i].stem()}, order...)
	}
	rank := func(f *file) int {
		if i := slices.Index(order, f.stem()); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(p.files, func(a, b *file) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		if d := strings.Compare(a.stem(), b.stem()); d != 0 {
			return d
		}
		return len(a.name) - len(b.name) // NAME.go before NAME_test.go
	})
	return nil
}

// sourceName returns the path of dir in its module, or its base name if it is in none.
func sourceName(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return filepath.Base(dir)
	}
	name := ""
	for d := abs; ; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, "go.mod")); err == nil {
			return cmp.Or(name, ".")
		}
		if d == filepath.Dir(d) {
			return filepath.Base(abs)
		}
		name = path.Join(filepath.Base(d), name)
	}
}
