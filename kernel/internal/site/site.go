package main

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gosched/kernel/internal/nbformat"
	"gosched/kernel/internal/verdicts"
)

//go:embed page.html style.css
var assets embed.FS

var pages = template.Must(template.ParseFS(assets, "page.html"))

// A site is what is to be written.
type site struct {
	notebooks []*notebook
	packages  []*pkg
	files     map[string][]byte // by name, with slashes
}

// A notebook is one page of the course.
type notebook struct {
	file  string // of the notebook, as "NB13-async.ipynb"
	nb    *nbformat.Notebook
	found []verdicts.Verdict
}

// Page returns the name of the notebook's page.
func (n *notebook) Page() string { return strings.TrimSuffix(n.file, ".ipynb") + ".html" }

// Title returns what the notebook is about.
func (n *notebook) Title() string {
	if title, ok := n.nb.Metadata["title"].(string); ok {
		return title
	}
	return n.file
}

// build reads what the site is made of and makes its files.
func build(sources string, files []string) (*site, error) {
	s := &site{files: make(map[string][]byte)}
	for _, file := range files {
		nb, err := nbformat.ReadFile(file)
		if err != nil {
			return nil, err
		}
		name := filepath.Base(file)
		s.notebooks = append(s.notebooks, &notebook{name, nb, verdicts.Of(name, nb)})
	}
	var err error
	if s.packages, err = readPackages(sources); err != nil {
		return nil, err
	}
	if err := s.style(); err != nil {
		return nil, err
	}
	for i := range s.notebooks {
		if err := s.notebookPage(i); err != nil {
			return nil, fmt.Errorf("%s: %w", s.notebooks[i].file, err)
		}
	}
	for _, p := range s.packages {
		if err := s.packagePage(p); err != nil {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return s, s.index()
}

// A page is what the template is given.
type page struct {
	Title  string
	Index  bool   // this is the index
	Root   string // path from the page to the index, "" or "../" as often as needed
	Before *notebook
	After  *notebook
	Body   template.HTML
}

// write renders a page under its name.
func (s *site) write(name string, p page) error {
	p.Root = strings.Repeat("../", strings.Count(name, "/"))
	var b bytes.Buffer
	if err := pages.Execute(&b, p); err != nil {
		return err
	}
	s.files[name] = b.Bytes()
	return nil
}

// notebookPage makes the page of the notebook with that number.
func (s *site) notebookPage(i int) error {
	n := s.notebooks[i]
	p := page{Title: n.Title()}
	if i > 0 {
		p.Before = s.notebooks[i-1]
	}
	if i+1 < len(s.notebooks) {
		p.After = s.notebooks[i+1]
	}
	body, err := s.cells(n)
	if err != nil {
		return err
	}
	p.Body = body
	return s.write(n.Page(), p)
}

// target returns where a link of a notebook leads on the site.
func (s *site) target(link string) (string, error) {
	if strings.HasPrefix(link, "#") || strings.Contains(link, "://") || strings.HasPrefix(link, "mailto:") {
		return link, nil
	}
	to, fragment, _ := strings.Cut(link, "#")
	if fragment != "" {
		fragment = "#" + fragment
	}
	if slices.ContainsFunc(s.notebooks, func(n *notebook) bool { return n.file == to }) {
		return strings.TrimSuffix(to, ".ipynb") + ".html" + fragment, nil
	}
	if name, ok := strings.CutPrefix(path.Clean(to), "../"); ok {
		for _, p := range s.packages {
			if name == p.name {
				return p.page() + fragment, nil
			}
			if dir, file := path.Split(name); path.Clean(dir) == p.name && p.has(file) {
				return p.page() + "#" + file, nil
			}
		}
	}
	return "", fmt.Errorf("the link %q leads to no notebook and no package", link)
}
