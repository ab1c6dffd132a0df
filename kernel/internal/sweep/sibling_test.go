package main

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestSiblings: what a test file needs of the others comes with it, once, with
// what that needs and its methods, and nothing else.
func TestSiblings(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/siblings.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	want := ""
	for _, f := range archive.Files {
		if f.Name == "want" {
			want = string(f.Data)
		} else if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "example_test.go")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := withSiblings(path, string(text))
	if err != nil || got != string(text)+want {
		t.Errorf("got %s (%v), want %s%s", got, err, text, want)
	}
}
