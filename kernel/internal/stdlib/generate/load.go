package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// goVersion is the language version that std is checked with.
const goVersion = "go1.26"

// offered are the packages besides std that cells may import. Those that do
// not exist yet are left out.
var offered = []string{
	"gosched/kernel/display",
	"gosched/kernel/display/chart",
	"gosched/experiments/lab/...",
	"golang.org/x/sync/errgroup",
	"golang.org/x/sync/semaphore",
	"golang.org/x/sync/singleflight",
}

// withheld are packages of std that cells cannot import: they need cgo.
var withheld = map[string]bool{"plugin": true, "runtime/cgo": true}

// A world is all packages of one platform.
type world struct {
	platform platform
	fset     *token.FileSet
	sizes    types.Sizes
	pkgs     map[string]*pkg
}

// A pkg is one package: as go list describes it, parsed, and checked without
// function bodies.
type pkg struct {
	ImportPath string
	Name       string
	Dir        string
	GoFiles    []string
	Standard   bool
	DepOnly    bool
	ImportMap  map[string]string

	files []*ast.File
	types *types.Package // nil until check
}

// importable reports whether cells may import p.
func (p *pkg) importable() bool {
	return !p.DepOnly && !withheld[p.ImportPath] && !isInternal(p.ImportPath) && p.Name != "main"
}

// isInternal reports whether only some packages may import path.
func isInternal(path string) bool {
	elems := strings.Split(path, "/")
	return slices.Contains(elems, "internal") || elems[0] == "vendor"
}

// public returns the importable packages, sorted by path.
func (w *world) public() []*pkg {
	var ps []*pkg
	for _, path := range slices.Sorted(maps.Keys(w.pkgs)) {
		if p := w.pkgs[path]; p.importable() {
			ps = append(ps, p)
		}
	}
	return ps
}

// load finds, parses and checks the packages that match the patterns and those
// of offered that exist, with all they import, as seen from dir.
func load(p platform, dir string, patterns ...string) (*world, error) {
	w := &world{platform: p, fset: token.NewFileSet(), sizes: types.SizesFor("gc", p.arch), pkgs: make(map[string]*pkg)}
	extra, err := existing(p, dir)
	if err != nil {
		return nil, err
	}
	out, err := golist(p, dir, append(append([]string{"-deps", "-json=ImportPath,Name,Dir,GoFiles,Standard,DepOnly,ImportMap"}, patterns...), extra...)...)
	if err != nil {
		return nil, err
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		q := new(pkg)
		if err := d.Decode(q); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("reading go list's output: %w", err)
		}
		w.pkgs[q.ImportPath] = q
	}
	for _, path := range slices.Sorted(maps.Keys(w.pkgs)) {
		if _, err := w.check(path); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// existing returns the paths of offered packages that exist.
func existing(p platform, dir string) ([]string, error) {
	out, err := golist(p, dir, append([]string{"-e", "-find", "-f", "{{if not .Error}}{{.ImportPath}}{{end}}"}, offered...)...)
	return strings.Fields(string(out)), err
}

// golist runs go list for a platform in dir.
func golist(p platform, dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOOS="+p.os, "GOARCH="+p.arch, "CGO_ENABLED=0", "PWD="+dir)
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil, fmt.Errorf("go list: %w\n%s", err, exit.Stderr)
	}
	return out, err
}

// check parses and checks one package, after those that it imports.
func (w *world) check(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	p := w.pkgs[path]
	if p == nil {
		return nil, fmt.Errorf("package %s is not listed", path)
	}
	if p.types != nil {
		return p.types, nil
	}
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(w.fset, filepath.Join(p.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("parsing %s: %w", path, err)
		}
		p.files = append(p.files, f)
	}
	conf := types.Config{
		Importer:         w.importsOf(p),
		IgnoreFuncBodies: true,
		Sizes:            w.sizes,
		GoVersion:        goVersion,
	}
	t, err := conf.Check(path, w.fset, p.files, nil)
	if err != nil {
		return nil, fmt.Errorf("checking %s: %w", path, err)
	}
	p.types = t
	return t, nil
}

// An importerFunc is a types.Importer.
type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// importsOf resolves the import paths in the files of p.
func (w *world) importsOf(p *pkg) types.Importer {
	return importerFunc(func(path string) (*types.Package, error) {
		if mapped := p.ImportMap[path]; mapped != "" {
			path = mapped
		}
		return w.check(path)
	})
}
