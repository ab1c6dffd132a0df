package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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

// noise is what differs from machine to machine, or from run to run without saying
// anything. Pictures are left out: in base64 anything can be found.
var noise = map[string]*regexp.Regexp{
	"a path of this machine": regexp.MustCompile(`(?:^|[^\w.])/(?:home|root|tmp|work|Users|private|mnt|opt|srv|var/folders|usr/local)/[\w.-]+`),
	"an address":             regexp.MustCompile(`\b0x[0-9a-f]{6,}\b`),
	"a time of day":          regexp.MustCompile(`\b20\d\d[-/]\d\d[-/]\d\d[T ]\d\d:\d\d`),
}

var inBase64 = regexp.MustCompile(`[A-Za-z0-9+/=]{200,}`)

// TestNoise looks for noise in the recorded notebooks.
func TestNoise(t *testing.T) {
	eachNotebook(t, "*.ipynb", func(t *testing.T, _ string, nb *nbformat.Notebook) {
		for _, c := range nb.Cells {
			if _, ok := c.Metadata["execution"]; ok {
				t.Errorf("%s has the times of its execution", c.ID)
			}
			for _, found := range noiseIn(t, &nbformat.Notebook{Cells: []*nbformat.Cell{c}, Metadata: nb.Metadata}) {
				t.Errorf("%s has %s", c.ID, found)
			}
		}
	})
}

// noiseIn says what noise there is in a notebook.
func noiseIn(t *testing.T, nb *nbformat.Notebook) (found []string) {
	raw, err := nb.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	text := inBase64.ReplaceAllString(string(raw), "")
	for what, pattern := range noise {
		for _, match := range pattern.FindAllString(text, 3) {
			found = append(found, fmt.Sprintf("%s: %q", what, match))
		}
	}
	here := map[string]string{"the folder of this machine's user": os.Getenv("HOME")}
	here["the name of this machine"], _ = os.Hostname()
	here["the folder of this project"], _ = filepath.Abs(filepath.Join("..", "..", ".."))
	for what, word := range here {
		if len(word) > 3 && word != "localhost" && strings.Contains(text, word) {
			found = append(found, fmt.Sprintf("%s: %q", what, word))
		}
	}
	return found
}

func TestNoiseIn(t *testing.T) {
	for text, want := range map[string]int{
		"/home/me/x.go:7":                  1,
		`{"file": "/tmp/a"}`:               1,
		"main.f(0xc000012345)":             1,
		"2026-11-21 20:15:00 began":        1,
		"read /dev/zero, /proc/self, 0x7f": 0,
		"$GOROOT/src/sync/mutex.go:46":     0,
		"3.01 s, 2026-11-21":               0,
		strings.Repeat("QUJD/home/", 30):   0,
	} {
		out := &nbformat.Output{Type: nbformat.Stream, Name: "stdout", Text: text}
		c := &nbformat.Cell{Type: nbformat.Code, ID: "c", Outputs: []*nbformat.Output{out}}
		if found := noiseIn(t, &nbformat.Notebook{Cells: []*nbformat.Cell{c}}); len(found) != want {
			t.Errorf("in %q found %q, want %d", text, found, want)
		}
	}
}

// TestCatalogue compares the recorded notebooks of the course with its catalogue:
// one verdict card for each experiment, and each claim is in the document it cites.
func TestCatalogue(t *testing.T) {
	eachNotebook(t, "NB*.ipynb", func(t *testing.T, name string, nb *nbformat.Notebook) {
		var ids []string
		for _, v := range verdicts.Of(name, nb) {
			ids = append(ids, v.ID())
			checkClaim(t, v)
		}
		notebook, _, _ := strings.Cut(name, "-")
		if err := catalogue.Check(notebook, ids); err != nil {
			t.Error(err)
		}
	})
}

// eachNotebook makes a test of each notebook whose name matches the pattern.
func eachNotebook(t *testing.T, pattern string, f func(t *testing.T, name string, nb *nbformat.Notebook)) {
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "notebooks", pattern))
	if err != nil || len(files) == 0 {
		t.Fatal("no notebooks", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			nb, err := nbformat.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			f(t, filepath.Base(file), nb)
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
