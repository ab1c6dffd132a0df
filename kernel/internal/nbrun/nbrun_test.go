package nbrun_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"gosched/kernel/internal/golden"
	"gosched/kernel/internal/nbformat"
	"gosched/kernel/internal/nbrun"

	"golang.org/x/tools/txtar"
)

// TestFiles runs the cells of each file in testdata on a fake kernel and compares
// with its last section, named want.
func TestFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test files", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { testFile(t, name) })
		})
	}
}

func testFile(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(archive.Files); n == 0 || archive.Files[n-1].Name != "want" {
		archive.Files = append(archive.Files, txtar.File{Name: "want"})
	}
	last := len(archive.Files) - 1
	nb := notebook(t, archive.Files[:last])
	o := options(t, string(archive.Comment))
	err = nbrun.Run(context.Background(), nb, newFake(t), o)
	got := describe(nb, err)
	golden.Sections(t, name, archive, last, txtar.File{Name: "want", Data: []byte(got)})
}

// notebook makes cells of sections: "markdown", or "cell" with a tag or metadata.
func notebook(t *testing.T, files []txtar.File) *nbformat.Notebook {
	nb := &nbformat.Notebook{}
	for _, f := range files {
		kind, rest, _ := strings.Cut(f.Name, " ")
		c := &nbformat.Cell{Type: nbformat.Code, ID: fmt.Sprint(len(nb.Cells) + 1), Source: string(f.Data), Metadata: nbformat.Object{}}
		switch {
		case kind == "markdown":
			c.Type = nbformat.Markdown
		case strings.HasPrefix(rest, "{"):
			var o nbformat.Object
			if err := json.Unmarshal([]byte(rest), &o); err != nil {
				t.Fatal(err)
			}
			c.Metadata["gosched"] = o
		case rest != "":
			c.Metadata["tags"] = []any{rest}
		}
		nb.Cells = append(nb.Cells, c)
	}
	return nb
}

func options(t *testing.T, comment string) nbrun.Options {
	word, arg, _ := strings.Cut(strings.TrimSpace(comment), " ")
	switch word {
	case "allow-errors":
		return nbrun.Options{AllowErrors: true}
	case "timeout":
		d, err := time.ParseDuration(arg)
		if err != nil {
			t.Fatal(err)
		}
		return nbrun.Options{Timeout: d}
	}
	return nbrun.Options{}
}

// describe prints the outputs of all cells, and the error of the run.
func describe(nb *nbformat.Notebook, err error) string {
	var b strings.Builder
	for i, c := range nb.Cells {
		fmt.Fprintf(&b, "=== %d", i+1)
		if c.ExecutionCount != nil {
			fmt.Fprintf(&b, " [%d]", *c.ExecutionCount)
		}
		b.WriteString("\n")
		for _, out := range c.Outputs {
			fmt.Fprintf(&b, "%s %s%q%s%s %q\n", out.Type, out.Name, out.Text, bundle(out.Data), out.EName, out.EValue)
		}
	}
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	return b.String()
}

func bundle(data nbformat.Object) string {
	var s string
	for _, key := range slices.Sorted(maps.Keys(data)) {
		s += fmt.Sprintf(" %s %#v ", key, data[key])
	}
	return s
}

func TestProgress(t *testing.T) {
	nb := notebook(t, []txtar.File{{Name: "cell", Data: []byte("out a")}, {Name: "cell", Data: []byte("fail panic b")}})
	var got []string
	report := func(p nbrun.Progress) {
		got = append(got, fmt.Sprintf("%d/%d %q %t %v", p.Cell, p.Cells, p.Source, p.Ended, p.Err != nil))
	}
	err := nbrun.Run(context.Background(), nb, newFake(t), nbrun.Options{Progress: report})
	want := []string{`1/2 "out a" false false`, `1/2 "out a" true false`, `2/2 "fail panic b" false false`, `2/2 "fail panic b" true true`}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	var failure *nbrun.CellError
	if !errors.As(err, &failure) || failure.Index != 1 || failure.Name != "panic" {
		t.Errorf("got error %#v", err)
	}
	if info := nb.Metadata["language_info"]; fmt.Sprint(info) != "map[name:fake version:1]" {
		t.Errorf("language_info is %v", info)
	}
}

func TestCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		nb := notebook(t, []txtar.File{{Name: "cell", Data: []byte("deaf")}})
		if err := nbrun.Run(ctx, nb, newFake(t), nbrun.Options{}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}
