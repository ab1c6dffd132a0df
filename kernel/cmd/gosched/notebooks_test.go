package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gosched/experiments/catalogue"
	"gosched/kernel/internal/nbformat"
	"gosched/kernel/internal/verdicts"
	"gosched/kernel/internal/weave"
)

// TestNotebooks weaves the course and compares with the notebooks that are kept
// with it, which have outputs besides.
func TestNotebooks(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	dirs, err := literateDirs(filepath.Join(root, "experiments"))
	if err != nil {
		t.Fatal(err)
	}
	sources := make(map[string]bool)
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			nb, err := weave.Dir(dir, weave.Options{})
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(root, "notebooks", weave.FileName(dir, nb))
			sources[file] = true
			compareNotebook(t, file, nb)
		})
	}
	files, err := filepath.Glob(filepath.Join(root, "notebooks", "*.ipynb"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !sources[file] {
			t.Errorf("%s has no source in experiments", file)
		}
	}
}

func compareNotebook(t *testing.T, file string, want *nbformat.Notebook) {
	have, err := nbformat.ReadFile(file)
	if os.IsNotExist(err) {
		t.Fatalf("%s is missing: make record", file)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range weave.Diff(have, want) {
		t.Errorf("stale: make record: %s", line)
	}
	if err := have.Validate(); err != nil {
		t.Error(err)
	}
	for i, c := range have.Cells {
		for _, out := range c.Outputs {
			if out.Type == nbformat.ErrorOutput && !slices.Contains(c.Tags(), "raises-exception") {
				t.Errorf("cell %d was recorded with an error: %s: %s", i+1, out.EName, out.EValue)
			}
		}
	}
}

// TestCatalogue compares the recorded notebooks of the course with its catalogue:
// one verdict card for each experiment, and each claim is in the document it cites.
func TestCatalogue(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "notebooks", "NB*.ipynb"))
	if err != nil || len(files) == 0 {
		t.Fatal("no notebooks", err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			nb, err := nbformat.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			notebook, _, _ := strings.Cut(name, "-")
			var ids []string
			for _, v := range verdicts.Of(name, nb) {
				ids = append(ids, v.ID())
				checkClaim(t, v)
			}
			if err := catalogue.Check(notebook, ids); err != nil {
				t.Error(err)
			}
		})
	}
}

func checkClaim(t *testing.T, v verdicts.Verdict) {
	claim, _ := v.Data["claim"].(nbformat.Object)
	quote, _ := claim["zh"].(string)
	document, _ := v.Data["seed"].(string)
	for _, row := range catalogue.All() {
		if row.ID != v.ID() {
			continue
		}
		if err := row.CheckClaim(document, quote); err != nil {
			t.Error(err)
		}
	}
}
