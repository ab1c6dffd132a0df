package nbformat_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gosched/kernel/internal/golden"
	"gosched/kernel/internal/nbformat"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func read(t testing.TB, name string) (*nbformat.Notebook, []byte) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	nb, err := nbformat.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return nb, data
}

func write(t testing.TB, nb *nbformat.Notebook) []byte {
	data, err := nb.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestSameBytes reads and writes a notebook that Jupyter's library wrote.
func TestSameBytes(t *testing.T) {
	nb, want := read(t, "testdata/jupyter.ipynb")
	if got := write(t, nb); !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if err := nb.Validate(); err != nil {
		t.Error(err)
	}
}

func TestRead(t *testing.T) {
	nb, _ := read(t, "testdata/jupyter.ipynb")
	c := nb.Cells[3]
	if len(nb.Cells) != 4 || c.ID != "c2" || c.Type != nbformat.Code || *c.ExecutionCount != 3 || len(c.Outputs) != 4 {
		t.Fatalf("got %+v", c)
	}
	for name, test := range map[string]struct{ got, want any }{
		"source":    {c.Source, "fmt.Println(\"<&>\\\\\")\n"},
		"stream":    {c.Outputs[0].Text, "a\nb\x00\x07\x1b[0m\b\t\x7f"},
		"text":      {c.Outputs[1].Data["text/plain"], "x\ny"},
		"picture":   {c.Outputs[1].Data["image/png"], "AAAA\nBBBB\n"},
		"traceback": {c.Outputs[3].Traceback[0], "a\nb"},
		"tags":      {nb.Cells[0].Tags()[0], "x"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", name, test.got, test.want)
		}
	}
}

// TestUpgrade brings an older notebook to 4.5.
func TestUpgrade(t *testing.T) {
	nb, _ := read(t, "testdata/old.ipynb")
	got := write(t, nb)
	const file = "testdata/old.want.ipynb"
	golden.File(t, file, string(got))
	again, want := read(t, file)
	if !bytes.Equal(write(t, again), want) {
		t.Error("read and written again it differs")
	}
	if err := nb.Validate(); err != nil {
		t.Error(err)
	}
}

// TestSchema validates what is written by the schema of Jupyter's library.
func TestSchema(t *testing.T) {
	for _, name := range []string{"jupyter.ipynb", "old.ipynb"} {
		nb, _ := read(t, filepath.Join("testdata", name))
		checkSchema(t, write(t, nb))
	}
}

var compiled = sync.OnceValues(func() (*jsonschema.Schema, error) {
	return jsonschema.NewCompiler().Compile("testdata/nbformat.v4.5.schema.json")
})

// TestUnknown keeps what the format does not know.
func TestUnknown(t *testing.T) {
	const future = `{
 "cells": [
  {
   "cell_type": "chart",
   "color": 1.50,
   "id": "a",
   "metadata": {},
   "source": []
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "id": "b",
   "metadata": {
    "x": {}
   },
   "mood": "good",
   "outputs": [
    {
     "output_type": "smell",
     "strength": [
      1e3
     ]
    },
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [],
     "volume": 11
    }
   ],
   "source": []
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 9,
 "soul": null
}
`
	nb, err := nbformat.Read([]byte(future))
	if err != nil {
		t.Fatal(err)
	}
	if got := write(t, nb); string(got) != future {
		t.Errorf("got\n%s\nwant\n%s", got, future)
	}
	if err := nb.Validate(); err != nil {
		t.Errorf("a later version may have anything: %v", err)
	}
}

func TestReadErrors(t *testing.T) {
	for text, want := range map[string]error{
		"":                                  nbformat.ErrNotJSON,
		"{":                                 nbformat.ErrNotJSON,
		"package main":                      nbformat.ErrNotJSON,
		"{} {}":                             nbformat.ErrNotJSON,
		"{\"nbformat\": \"\xff\"}":          nbformat.ErrNotJSON,
		"[]":                                nbformat.ErrVersion,
		"{}":                                nbformat.ErrVersion,
		`{"nbformat": "4"}`:                 nbformat.ErrVersion,
		`{"nbformat": 3, "worksheets": []}`: nbformat.ErrVersion,
		`{"nbformat": 5, "cells": []}`:      nbformat.ErrVersion,
		`{"nbformat": 4}`:                   nbformat.ErrNoCells,
		`{"nbformat": 4, "cells": {}}`:      nbformat.ErrNoCells,
		`{"nbformat": 4, "metadata": {}, "nbformat_minor": 2}`: nbformat.ErrNoCells,
	} {
		if nb, err := nbformat.Read([]byte(text)); !errors.Is(err, want) || nb != nil {
			t.Errorf("%s: got %v, %v, want %v", text, nb, err, want)
		}
	}
}

func TestReadDefects(t *testing.T) {
	for cells, want := range map[string]string{
		`1`:                                     "cells[0]: want an object",
		`{"cell_type": 1}`:                      "cells[0].cell_type: want a string",
		`{"source": 1}`:                         "cells[0].source: want a string or a list of strings",
		`{"source": ["a", 1]}`:                  "cells[0].source: want a string or a list of strings",
		`{"metadata": []}`:                      "cells[0].metadata: want an object",
		`{"id": 1}`:                             "cells[0].id: want a string",
		`{"cell_type": "code", "outputs": {}}`:  "cells[0].outputs: want a list",
		`{"cell_type": "code", "outputs": [1]}`: "cells[0].outputs[0]: want an object",
		`{"cell_type": "code", "execution_count": 1.5}`:                                      "cells[0].execution_count: want a whole number",
		`{"cell_type": "code", "execution_count": -1}`:                                       "cells[0].execution_count: want a whole number",
		`{}, {"cell_type": "code", "outputs": [{"output_type": "error", "traceback": "x"}]}`: "cells[1].outputs[0].traceback: want a list of strings",
		`{"cell_type": "code", "outputs": [{"output_type": "display_data", "data": 1}]}`:     "cells[0].outputs[0].data: want an object",
	} {
		_, err := nbformat.Read([]byte(`{"nbformat": 4, "nbformat_minor": 5, "cells": [` + cells + `]}`))
		var defect *nbformat.Error
		if !errors.As(err, &defect) || err.Error() != want {
			t.Errorf("%s: got error %v, want %s", cells, err, want)
		}
	}
}

func TestValidate(t *testing.T) {
	nb := &nbformat.Notebook{
		Minor:    5,
		Metadata: nbformat.Object{"kernelspec": nbformat.Object{"name": "x"}},
		Extra:    nbformat.Object{"soul": 1},
		Cells: []*nbformat.Cell{
			{Type: nbformat.Code, ID: "a b", Extra: nbformat.Object{"attachments": nil}},
			{Type: nbformat.Markdown, ID: "m", Metadata: nbformat.Object{"tags": []any{"a,b"}}},
			{Type: "chart", ID: "m"},
			{Type: nbformat.Code, ID: "c", Outputs: []*nbformat.Output{
				{Type: "smell"}, {Type: nbformat.Stream}, {Type: nbformat.DisplayData, Data: nbformat.Object{"text/plain": 1}},
			}},
		},
	}
	want := strings.TrimSpace(`
soul: no such field in format 4.5
cells[0].id: "a b": want 1 to 64 letters, digits, - or _
cells[0].attachments: no such field in format 4.5
cells[1].metadata.tags: want a list of tags, which are not empty, unique, and without commas
cells[2].cell_type: "chart": want code, markdown or raw
cells[2].id: "m" is the id of an earlier cell, too
cells[3].outputs[0].output_type: "smell" is not known
cells[3].outputs[1].name: want stdout or stderr
cells[3].outputs[2].data.text/plain: want text
metadata.kernelspec: want an object with name and display_name`)
	if err := nb.Validate(); err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// Values of Go types in objects are written as encoding/json has them; what is
// not JSON is an error.
func TestForeignValues(t *testing.T) {
	nb := &nbformat.Notebook{Cells: []*nbformat.Cell{}, Metadata: nbformat.Object{"a": []string{"x"}, "b": 1.5, "c": int64(2), "d": "\xff"}}
	want := "{\n \"cells\": [],\n \"metadata\": {\n  \"a\": [\n   \"x\"\n  ],\n  \"b\": 1.5,\n  \"c\": 2,\n  \"d\": \"\ufffd\"\n },\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n"
	if got := string(write(t, nb)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	nb.Metadata["e"] = make(chan int)
	if _, err := nb.Bytes(); err == nil || !strings.HasPrefix(err.Error(), "encoding chan int: ") {
		t.Errorf("got error %v", err)
	}
}

func TestFiles(t *testing.T) {
	nb, want := read(t, "testdata/jupyter.ipynb")
	dir := t.TempDir()
	name := filepath.Join(dir, "a.ipynb")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := nb.WriteFile(name); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
		t.Errorf("got %s, %v", got, err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode is %v, %v", info.Mode(), err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if err := nb.WriteFile(filepath.Join(dir, "no", "a.ipynb")); !errors.Is(err, os.ErrNotExist) || !strings.HasPrefix(err.Error(), "writing ") {
		t.Errorf("got error %v", err)
	}
	if _, err := nbformat.ReadFile(filepath.Join(dir, "b.ipynb")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got error %v", err)
	}
}

// FuzzRead reads anything: it must not panic, and what it accepts must survive
// writing and reading.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.ipynb")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		_, data := read(f, name)
		f.Add(data)
	}
	f.Add([]byte(`{"nbformat":4,"cells":[{"cell_type":"code","outputs":[{"output_type":"error"}]},{}]}`))
	f.Add([]byte(`{"nbformat":4,"nbformat_minor":6,"cells":[{"attachments":{"a":{"text/x":["a","b"]}},"id":""}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		nb, err := nbformat.Read(data)
		if err != nil {
			return
		}
		first := write(t, nb)
		again, err := nbformat.Read(first)
		if err != nil {
			t.Fatalf("%v\n%s", err, first)
		}
		if second := write(t, again); !bytes.Equal(first, second) {
			t.Fatalf("first\n%s\nsecond\n%s", first, second)
		}
		if again.Validate() == nil && again.Minor == 5 {
			checkSchema(t, first)
		}
	})
}

func checkSchema(t *testing.T, data []byte) {
	schema, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Fatalf("Jupyter would refuse this: %v\n%s", err, data)
	}
}
