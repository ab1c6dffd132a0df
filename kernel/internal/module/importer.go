package module

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
	"sync"

	"gosched/kernel/internal/comments"
	"gosched/kernel/internal/stdlib"
)

// An Importer finds the packages that cells may import: those of the standard
// library, and those of the modules that the session has got. It is safe for
// concurrent use; what is there already does not wait for what is being loaded.
type Importer struct {
	place   func() (string, error)
	loading chan struct{} // capacity 1: full while a package is being loaded

	mu     sync.Mutex // guards all below; held for moments only
	std    *stdlib.Importer
	module *Module           // nil as long as nobody has asked for it
	names  map[string]string // of the packages of modules that were got: path -> name
	*world
}

// A world is the packages of modules as they are until Forget.
type world struct {
	fset     *token.FileSet
	packages map[string]*Package // loaded, by path
}

// firstPos is where positions of modules begin. Those of cells, which are of
// another file set, do not reach it: none can be taken for the other.
const firstPos = 1 << 40

// NewImporter returns an Importer for a session that has got nothing. Its module will
// be in the directory that place returns.
func NewImporter(place func() (string, error)) *Importer {
	im := &Importer{place: place, loading: make(chan struct{}, 1), std: stdlib.NewImporter(token.NewFileSet())}
	im.Forget()
	return im
}

// Open returns the session's module.
func (im *Importer) Open() (*Module, error) {
	im.mu.Lock()
	defer im.mu.Unlock()
	if im.module != nil {
		return im.module, nil
	}
	dir, err := im.place()
	if err != nil {
		return nil, err
	}
	im.module, err = Open(dir)
	return im.module, err
}

// Forget forgets the packages of modules: they are read again when they are
// imported again.
func (im *Importer) Forget() {
	im.mu.Lock()
	defer im.mu.Unlock()
	im.world = &world{fset: token.NewFileSet(), packages: make(map[string]*Package)}
	im.fset.AddFile("", firstPos, 0)
}

// Import returns the package at path. One of a module is loaded if need be.
func (im *Importer) Import(path string) (*types.Package, error) {
	p, err := im.Known(path)
	if err != ErrUnloaded {
		return p, err
	}
	if err := im.Load(context.Background(), path); err != nil {
		return nil, err
	}
	return im.Known(path)
}

// ErrUnloaded is the error of Known for a package that Load may find in a module.
var ErrUnloaded = errors.New("the package is not loaded")

// Known returns the package at path without waiting.
func (im *Importer) Known(path string) (*types.Package, error) {
	im.mu.Lock()
	defer im.mu.Unlock()
	if p := im.packages[path]; p != nil {
		return p.Types, nil
	}
	p, err := im.std.Import(path)
	if err == nil || !outside(path) {
		return p, err
	}
	if im.module == nil {
		return nil, notGot(path)
	}
	return nil, ErrUnloaded
}

// outside says whether path may be that of a package of a module. Those that can be
// downloaded have a dot in the first element, but replacements need not.
func outside(path string) bool {
	return path != "C" && path != "unsafe" && !strings.HasPrefix(path, "gosched/") && path != ""
}

// notGot is the error of an import of a module that the session does not have.
func notGot(path string) error {
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
		return fmt.Errorf("package %s is not available to cells", path)
	}
	return fmt.Errorf("package %s is of a module that this session does not have: %%get %s", path, path)
}

// Load loads a package of a module, and before it those it needs. It takes its time;
// when ctx ends, it does not go on to the next package.
func (im *Importer) Load(ctx context.Context, path string) error {
	select {
	case im.loading <- struct{}{}:
		defer func() { <-im.loading }()
	case <-ctx.Done():
		return ctx.Err()
	}
	im.mu.Lock()
	w, m := im.world, im.module
	im.mu.Unlock()
	if im.loaded(w, path) != nil {
		return nil
	}
	list, err := m.list(ctx, []string{"-deps"}, path)
	if err != nil {
		return err
	}
	for _, l := range list {
		if l.Standard || im.loaded(w, l.ImportPath) != nil {
			continue
		}
		if l.Error != nil {
			return wordImport(path, l)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		p, err := load(l, w.fset, importerFunc(func(path string) (*types.Package, error) { return im.dependency(w, path) }))
		if err != nil {
			return err
		}
		im.mu.Lock()
		w.packages[l.ImportPath] = p
		im.mu.Unlock()
	}
	if im.loaded(w, path) == nil {
		return notGot(path)
	}
	return nil
}

// loaded returns a package of a world, nil if it has not been loaded.
func (im *Importer) loaded(w *world, path string) *Package {
	im.mu.Lock()
	defer im.mu.Unlock()
	return w.packages[path]
}

// dependency returns a package that one of a module imports.
func (im *Importer) dependency(w *world, path string) (*types.Package, error) {
	im.mu.Lock()
	defer im.mu.Unlock()
	if p := w.packages[path]; p != nil {
		return p.Types, nil
	}
	p, err := im.std.Import(path)
	if err != nil {
		return nil, errors.New("interpreted cells do not have package " + path + ": use %%go")
	}
	return p, nil
}

// Packages returns the paths of the packages with this name, sorted.
func (im *Importer) Packages(name string) []string {
	paths := stdlib.Packages(name)
	im.mu.Lock()
	defer im.mu.Unlock()
	var got []string
	for path, n := range im.names {
		if n == name {
			got = append(got, path)
		}
	}
	slices.Sort(got)
	return append(slices.Clip(paths), got...)
}

// Paths returns the paths of all packages that are known, sorted.
func (im *Importer) Paths() []string {
	paths := slices.Clone(stdlib.Paths())
	im.mu.Lock()
	defer im.mu.Unlock()
	paths = slices.AppendSeq(paths, maps.Keys(im.names))
	slices.Sort(paths)
	return paths
}

// PackageName returns the name of a package of Paths.
func (im *Importer) PackageName(path string) string {
	im.mu.Lock()
	defer im.mu.Unlock()
	if name := im.names[path]; name != "" {
		return name
	}
	return im.std.PackageName(path)
}

// Doc returns the doc comment of a package, or of a name of it, as stdlib.Doc does.
func (im *Importer) Doc(path, name string) string {
	im.mu.Lock()
	defer im.mu.Unlock()
	if p := im.packages[path]; p != nil {
		if p.docs == nil {
			p.docs = comments.Of(p.Files)
		}
		return p.docs[name]
	}
	return stdlib.Doc(path, name)
}

// Source returns the source of a package of the standard library, see stdlib.
func (im *Importer) Source(path string) *stdlib.Source {
	im.mu.Lock()
	defer im.mu.Unlock()
	return im.std.Source(path)
}

// Module returns a package of a module that has been imported, nil if path is none.
func (im *Importer) Module(path string) *Package {
	im.mu.Lock()
	defer im.mu.Unlock()
	return im.packages[path]
}

// importerFunc is a types.Importer.
type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
