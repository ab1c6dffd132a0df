package session_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestRunning runs the cells of testdata/run/*.txtar. Each archive is a notebook:
// a file "cell" is a cell, the file "want" after it what the user sees. The cell
// %crash stands for the worker's death, %program prints the session, %reset begins
// another one.
func TestRunning(t *testing.T) {
	paths, err := filepath.Glob("testdata/run/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no notebooks: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { runNotebook(t, path) })
	}
}

func runNotebook(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n := newNotebook(t)
	update := flag.Lookup("u").Value.String() == "true"
	var files []txtar.File
	for i, f := range archive.Files {
		if f.Name == "want" {
			continue
		}
		got := n.step(strings.TrimSuffix(string(f.Data), "\n"))
		files = append(files, f, txtar.File{Name: "want", Data: []byte(got)})
		switch {
		case update:
		case i+1 == len(archive.Files) || archive.Files[i+1].Name != "want":
			t.Errorf("cell %d: nothing is expected of it", n.cells)
		case got != string(archive.Files[i+1].Data):
			t.Errorf("cell %d:\n%s\ngot:\n%s\nwant:\n%s", n.cells, f.Data, got, archive.Files[i+1].Data)
		}
	}
	if n.fault != "" {
		t.Error(n.fault)
	}
	if update {
		archive.Files = files
		if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func (n *notebook) step(src string) string {
	switch src {
	case "%reset":
		n.session.Reset()
		n.restart()
		return ""
	case "%crash":
		return n.crash()
	case "%program":
		text, err := n.session.Program()
		if err != nil {
			return err.Error() + "\n"
		}
		return text
	}
	return n.cell(src)
}
