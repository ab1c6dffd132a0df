// Site makes static pages of executed notebooks, to be read without Jupyter.
//
// Usage:
//
//	site [-o DIR] [-sources DIR] NOTEBOOK...
//
// It writes index.html, which lists the notebooks and the verdicts of their
// experiments, a page for each notebook with its recorded outputs, a page for each
// Go package below the directory of sources, and one style sheet. The pages work
// from the file system, without a network and without JavaScript, in light and in
// dark, on paper and on a phone.
//
// # What becomes what
//
// Markdown is rendered by goldmark, code is coloured by chroma. Of an output in
// several forms the first of these is shown: SVG (in the page, so that it takes its
// colours and its titles can be read), HTML, a picture, Markdown, text. HTML and SVG
// of outputs are the authors' own and go into the page as they are, JavaScript does
// not. A cell has its id as an anchor, "cell-" before it; a heading has its text.
//
// Links between notebooks (NB04-locks.ipynb#part) lead to their pages, links to
// sources (../experiments/lab/loop, with or without a file) to the page of the
// package. Any other link that is not absolute is an error.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("o", "site", "write to `DIR`")
	sources := flag.String("sources", "experiments", "`directory` of the packages that the notebooks are woven from")
	flag.Parse()
	if err := run(*out, *sources, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "site:", err)
		os.Exit(1)
	}
}

// run makes the pages and writes them.
func run(out, sources string, notebooks []string) error {
	if len(notebooks) == 0 {
		return errors.New("which notebooks?")
	}
	s, err := build(sources, notebooks)
	if err != nil {
		return err
	}
	for name, text := range s.files {
		file := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(file, text, 0o666); err != nil {
			return err
		}
	}
	fmt.Printf("%d pages, to be read from %s\n", len(s.files)-1, filepath.Join(out, "index.html"))
	return nil
}
