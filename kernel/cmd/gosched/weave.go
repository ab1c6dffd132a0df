package main

import (
	"errors"
	"flag"
	"fmt"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gosched/kernel/internal/nbformat"
	"gosched/kernel/internal/weave"
)

var weaveCommand = &command{
	name:  "weave",
	args:  "PACKAGE...",
	short: "make a notebook from a Go package",
	long: `
Weave makes a notebook from each package directory. The package is ordinary Go:

	its package comment         becomes title and introduction,
	comments that stand free    become Markdown cells,
	declarations between them   become code cells,
	Example functions           become cells to run.

Its name is NAME.ipynb, or NB13-NAME.ipynb if the package comment calls itself
"notebook NB13", so that a folder of notebooks is in the order of the course.

DIR/... stands for all packages with Examples below DIR, except in directories
named lab, internal or testdata.

	gosched weave -o async.ipynb ./experiments/async
	gosched weave -o notebooks ./experiments/...
	gosched weave -check -o notebooks ./experiments/...`,
	setup: func(fs *flag.FlagSet) func([]string) error {
		var w weaver
		fs.StringVar(&w.out, "o", "", "write to `PATH`: a file if it ends in .ipynb, else a directory (default this one)")
		fs.BoolVar(&w.check, "check", false, "write nothing; compare with what is there, except outputs; exit status 1 if it differs")
		order := fs.String("order", "", "comma-separated `stems` of files in the order wanted")
		return func(args []string) error {
			if *order != "" {
				w.options.Order = strings.Split(*order, ",")
			}
			return w.weaveAll(args)
		}
	},
}

// A weaver is one call of the command.
type weaver struct {
	out     string
	check   bool
	options weave.Options
}

func (w *weaver) weaveAll(args []string) error {
	dirs, err := packageDirs(args)
	if err != nil {
		return err
	}
	isFile := strings.HasSuffix(w.out, ".ipynb")
	switch {
	case isFile && len(dirs) > 1:
		return fmt.Errorf("%s: want a directory for %d notebooks", w.out, len(dirs))
	case !isFile && w.out != "" && !w.check:
		if err := os.MkdirAll(w.out, 0o755); err != nil {
			return err
		}
	}
	stale := false
	for _, dir := range dirs {
		same, err := w.weaveOne(dir)
		if err != nil {
			return err
		}
		stale = stale || !same
	}
	if stale {
		return exit(1)
	}
	return nil
}

// file returns where the notebook nb of the package in dir goes.
func (w *weaver) file(dir string, nb *nbformat.Notebook) string {
	if strings.HasSuffix(w.out, ".ipynb") {
		return w.out
	}
	return filepath.Join(w.out, weave.FileName(dir, nb))
}

// weaveOne writes or checks one notebook. It reports false if the check failed.
func (w *weaver) weaveOne(dir string) (same bool, err error) {
	nb, err := weave.Dir(dir, w.options)
	if err != nil {
		return false, err
	}
	file := w.file(dir, nb)
	if !w.check {
		if err := nb.WriteFile(file); err != nil {
			return false, err
		}
		fmt.Printf("%s: %d cells from %s\n", file, len(nb.Cells), dir)
		return true, nil
	}
	have, err := nbformat.ReadFile(file)
	if err != nil {
		return false, err
	}
	diff := weave.Diff(have, nb)
	for _, line := range diff {
		fmt.Printf("%s: %s\n", file, line)
	}
	return len(diff) == 0, nil
}

// packageDirs expands the patterns DIR/... in args.
func packageDirs(args []string) ([]string, error) {
	if len(args) == 0 {
		return nil, errors.New("which package? (gosched help weave)")
	}
	var dirs []string
	for _, arg := range args {
		root, ok := strings.CutSuffix(filepath.ToSlash(arg), "/...")
		if !ok {
			dirs = append(dirs, arg)
			continue
		}
		below, err := literateDirs(root)
		if err != nil {
			return nil, err
		}
		if len(below) == 0 {
			return nil, fmt.Errorf("%s: no packages with Examples", arg)
		}
		dirs = append(dirs, below...)
	}
	return dirs, nil
}

func literateDirs(root string) (dirs []string, err error) {
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		name := e.Name()
		hidden := strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
		if path != root && (hidden || name == "lab" || name == "internal" || name == "testdata") {
			return filepath.SkipDir
		}
		if hasExamples(path) {
			dirs = append(dirs, path)
		}
		return nil
	})
	return dirs, err
}

// hasExamples reports whether a test file in dir has an Example.
func hasExamples(dir string) bool {
	pkg, err := build.ImportDir(dir, 0)
	if err != nil {
		return false
	}
	for _, name := range pkg.TestGoFiles {
		src, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil && strings.Contains(string(src), "\nfunc Example") {
			return true
		}
	}
	return false
}
