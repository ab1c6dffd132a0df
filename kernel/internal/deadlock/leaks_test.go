package deadlock

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/golden"
	"gosched/kernel/rt"
)

// TestLeaks says what there is to say of the situations in testdata/leaks: the line below
// the cell, and the explanation.
func TestLeaks(t *testing.T) {
	files, err := filepath.Glob("testdata/leaks/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no situations", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var list []rt.Situation
			if err := json.Unmarshal(a.Files[0].Data, &list); err != nil {
				t.Fatal(err)
			}
			said := Leaks(list)
			section := func(name, text string) txtar.File { return txtar.File{Name: name, Data: []byte(text + "\n")} }
			golden.Sections(t, file, a, 1,
				section("note", Leaked(list)),
				section("text", said["text/plain"].(string)),
				section("html", strings.ReplaceAll(said["text/html"].(string), "<p>", "\n<p>")))
		})
	}
}
