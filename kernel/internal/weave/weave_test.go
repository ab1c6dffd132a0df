package weave_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gosched/kernel/internal/golden"
	"gosched/kernel/internal/nbformat"
	"gosched/kernel/internal/weave"

	"golang.org/x/tools/txtar"
)

// TestFiles weaves the package of each file in testdata and compares with its last
// section, named want. Its comment may have a line "order STEM...".
func TestFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test files", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) { testFile(t, name) })
	}
}

func testFile(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(archive.Files); archive.Files[n-1].Name != "want" {
		archive.Files = append(archive.Files, txtar.File{Name: "want"})
	}
	last := len(archive.Files) - 1
	dir := unpack(t, archive.Files[:last])
	nb, err := weave.Dir(dir, weave.Options{Order: order(archive.Comment)})
	got := describe(nb, err, filepath.Dir(dir))
	golden.Sections(t, name, archive, last, txtar.File{Name: "want", Data: []byte(got)})
	if err == nil {
		checkNotebook(t, nb)
	}
}

// unpack writes the files to a new directory and returns the package's.
func unpack(t *testing.T, files []txtar.File) (dir string) {
	root := t.TempDir()
	for _, f := range files {
		path := filepath.Join(root, f.Name)
		if filepath.Dir(f.Name) != "." {
			dir = filepath.Dir(path)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func order(comment []byte) []string {
	for line := range strings.Lines(string(comment)) {
		if stems, ok := strings.CutPrefix(line, "order "); ok {
			return strings.Fields(stems)
		}
	}
	return nil
}

// describe prints a notebook as text.
func describe(nb *nbformat.Notebook, err error, root string) string {
	if err != nil {
		return strings.ReplaceAll(err.Error(), root+string(filepath.Separator), "") + "\n"
	}
	var b strings.Builder
	for _, c := range nb.Cells {
		fmt.Fprintf(&b, "=== %s %s", c.Type, c.ID)
		if o, ok := c.Metadata["gosched"]; ok {
			fmt.Fprintf(&b, " %q", o)
		}
		for _, tag := range c.Tags() {
			fmt.Fprintf(&b, " (%s)", tag)
		}
		if c.Folded() {
			b.WriteString(" folded")
		}
		fmt.Fprintf(&b, "\n%s\n", c.Source)
	}
	return b.String()
}

// checkNotebook checks what holds for every woven notebook.
func checkNotebook(t *testing.T, nb *nbformat.Notebook) {
	if err := nb.Validate(); err != nil {
		t.Error(err)
	}
	data, err := nb.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	again, err := nbformat.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := weave.Diff(again, nb); diff != nil {
		t.Errorf("written and read again it differs: %s", diff)
	}
	if rewritten, _ := again.Bytes(); !bytes.Equal(data, rewritten) {
		t.Error("written again it differs")
	}
}
