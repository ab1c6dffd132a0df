package main

import (
	"fmt"
	"go/build/constraint"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// A kind says what a program is and must do.
type kind string

const (
	runKind        kind = "run"
	compileKind    kind = "compile"
	errorcheckKind kind = "errorcheck"
	exampleKind    kind = "example"
)

// A program is one file to be tried.
type program struct {
	path  string // absolute
	name  string // as the user reads it
	group string // line of the table: its directory
	kind  kind
	bare  bool // without a recipe: may print anything
	text  string
}

// collect finds the programs that args stand for. Those below the directory base
// are named from there.
func collect(base string, args, kinds []string) ([]*program, error) {
	var programs []*program
	for _, arg := range args {
		found, err := expand(base, arg, kinds)
		if err != nil {
			return nil, err
		}
		programs = append(programs, found...)
	}
	if len(programs) == 0 {
		return nil, fmt.Errorf("no programs of kind %s in %q", strings.Join(kinds, " or "), args)
	}
	return programs, nil
}

// expand finds the programs that one argument stands for.
func expand(base, arg string, kinds []string) ([]*program, error) {
	root, below := strings.CutSuffix(arg, "/...")
	info, err := os.Stat(root)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		p, err := load(base, filepath.Dir(root), root)
		if err == nil && p.kind == "" {
			p.kind, p.bare = runKind, true
		}
		return []*program{p}, err
	}
	var programs []*program
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && (!below || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		p, err := load(base, filepath.Dir(root), name)
		if err == nil && slices.Contains(kinds, string(p.kind)) && fits(p.text) {
			programs = append(programs, p)
		}
		return err
	})
	return programs, err
}

// load reads a file, which is named from base or dir. Its kind is "" if it tells none.
func load(base, dir, path string) (*program, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	name, err := filepath.Rel(base, path)
	if base == "" || err != nil || !filepath.IsLocal(name) {
		if name, err = filepath.Rel(dir, path); err != nil {
			return nil, err
		}
	}
	if path, err = filepath.Abs(path); err != nil {
		return nil, err
	}
	p := &program{path: path, name: name, group: filepath.Dir(name), text: string(text)}
	switch r := recipe(p.text); {
	case strings.HasSuffix(path, "_test.go"):
		if len(examples(p.text)) > 0 {
			p.kind = exampleKind
			if p.text, err = withSiblings(path, p.text); err != nil {
				return nil, err
			}
		}
	case r == "run", r == "compile", r == "errorcheck":
		p.kind = kind(r)
	}
	return p, nil
}

// recipe returns the first line that is no build constraint, without its slashes.
func recipe(text string) string {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || constraint.IsGoBuild(line) || constraint.IsPlusBuild(line) {
			continue
		}
		comment, _ := strings.CutPrefix(line, "//")
		return strings.TrimSpace(comment)
	}
	return ""
}

// fits reports whether the build constraints of a file let it be used here.
func fits(text string) bool {
	header, _, _ := strings.Cut(text, "\npackage")
	for line := range strings.Lines(header) {
		if !constraint.IsGoBuild(line) {
			continue
		}
		expr, err := constraint.Parse(strings.TrimSpace(line))
		if err != nil || !expr.Eval(holds) {
			return false
		}
	}
	return true
}

// holds reports whether a build tag is set for cells.
func holds(tag string) bool {
	unix := []string{"linux", "darwin", "freebsd", "netbsd", "openbsd"}
	switch tag {
	case runtime.GOOS, runtime.GOARCH, "gc":
		return true
	case "unix":
		return slices.Contains(unix, runtime.GOOS)
	}
	return strings.HasPrefix(tag, "go1.")
}
