package session

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestAlone runs each cell of testdata/alone in a session of its own, and
// compares what a student is told.
func TestAlone(t *testing.T) {
	const path = "testdata/alone/students.txtar"
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []txtar.File
	for i, f := range archive.Files {
		if f.Name == "want" {
			continue
		}
		got := "accepted\n"
		if _, err := New(shared).Edit(Cell{1, strings.TrimSuffix(string(f.Data), "\n")}); err != nil {
			got = strings.Join(err.(Errors).Traceback(), "\n") + "\n"
		}
		out = append(out, f, txtar.File{Name: "want", Data: []byte(got)})
		if i+1 < len(archive.Files) && archive.Files[i+1].Name == "want" {
			if want := string(archive.Files[i+1].Data); got != want && !*update {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", f.Data, got, want)
			}
		} else if !*update {
			t.Errorf("nothing is expected of %s", f.Data)
		}
	}
	if *update {
		archive.Files = out
		if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
