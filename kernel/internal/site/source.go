package main

import (
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A pkg is a directory of Go files.
type pkg struct {
	name  string // "experiments/lab/loop"
	files []goFile
}

type goFile struct{ name, text string }

// page returns the name of the package's page.
func (p *pkg) page() string { return "source/" + strings.ReplaceAll(p.name, "/", "-") + ".html" }

func (p *pkg) has(file string) bool {
	return slices.ContainsFunc(p.files, func(f goFile) bool { return f.name == file })
}

// readPackages reads the packages below a directory. Their names begin with its
// own.
func readPackages(root string) (list []*pkg, err error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	err = filepath.WalkDir(root, func(dir string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		if e.Name() == "testdata" {
			return filepath.SkipDir
		}
		below, err := filepath.Rel(root, dir)
		if err != nil {
			return err
		}
		p := &pkg{name: path.Join(filepath.Base(abs), filepath.ToSlash(below))}
		if err := p.read(dir); err != nil {
			return err
		}
		if len(p.files) > 0 {
			list = append(list, p)
		}
		return nil
	})
	return list, err
}

func (p *pkg) read(dir string) error {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		p.files = append(p.files, goFile{filepath.Base(name), string(text)})
	}
	return err
}

// packagePage makes the page of a package: its files, one after the other.
func (s *site) packagePage(p *pkg) error {
	var b strings.Builder
	fmt.Fprintf(&b, "<h1>%s</h1>\n<ul class=\"files\">\n", p.name)
	for _, f := range p.files {
		fmt.Fprintf(&b, "<li><a href=\"#%s\">%s</a></li>\n", f.name, f.name)
	}
	b.WriteString("</ul>\n")
	for _, f := range p.files {
		code, err := highlight("go", f.text)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "<h2 id=\"%s\">%s</h2>\n%s\n", f.name, f.name, code)
	}
	return s.write(p.page(), page{Title: p.name, Body: template.HTML(b.String())})
}
