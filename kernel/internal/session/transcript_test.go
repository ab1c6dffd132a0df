package session

import (
	"flag"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/stdlib"
)

var update = flag.Bool("u", false, "rewrite the expectations in testdata")

// shared is one importer for all tests: reading export data is not what they are about.
var shared = stdlib.NewImporter(token.NewFileSet())

// TestTranscripts runs the cells of testdata/*.txtar. Each archive is a session:
// a file "cell" is a cell, the file "want" after it what comes of it. The cells
// %names, %replay and %program ask the session instead.
func TestTranscripts(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { runTranscript(t, path) })
	}
}

func runTranscript(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := New(shared)
	var out []txtar.File
	number := 0
	for i, f := range archive.Files {
		if f.Name == "want" {
			continue
		}
		number++
		got := step(t, s, Cell{number, strings.TrimSuffix(string(f.Data), "\n")})
		out = append(out, f, txtar.File{Name: "want", Data: []byte(got)})
		if i+1 < len(archive.Files) && archive.Files[i+1].Name == "want" {
			if want := string(archive.Files[i+1].Data); got != want && !*update {
				t.Errorf("cell %d:\n%s\ngot:\n%s\nwant:\n%s", number, f.Data, got, want)
			}
		} else if !*update {
			t.Errorf("cell %d: nothing is expected of it", number)
		}
	}
	if *update {
		archive.Files = out
		if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// step takes one cell and returns what came of it.
func step(t *testing.T, s *Session, c Cell) string {
	switch c.Source {
	case "%names":
		var b strings.Builder
		for _, n := range s.Names() {
			fmt.Fprintf(&b, "%s %s %s (cell %d)\n", n.Kind, n.Name, n.Type, n.Cell)
		}
		return b.String()
	case "%program":
		text, err := s.Program()
		if err != nil {
			return err.Error() + "\n"
		}
		compile(t, text)
		return text
	case "%replay":
		ch := s.Replay()
		verify(t, s, ch)
		text := describe(ch)
		s.Commit(ch)
		return text + fmt.Sprintln("lost", s.Lost())
	}
	before := fmt.Sprint(s.Names())
	ch, err := s.Edit(c)
	if err != nil {
		if after := fmt.Sprint(s.Names()); after != before {
			t.Errorf("a cell with mistakes changed the session from\n%s\nto\n%s", before, after)
		}
		return strings.Join(err.(Errors).Traceback(), "\n") + "\n"
	}
	verify(t, s, ch)
	text := describe(ch)
	s.Commit(ch)
	return text
}

// describe prints a change.
func describe(ch *Change) string {
	var b strings.Builder
	var typeKeys []string
	for o := range ch.delta.ids {
		if tn, ok := o.(*types.TypeName); ok {
			key := "type " + ch.TypeKey(tn)
			if prev := ch.PrevTypeKey(tn); prev != "" {
				key += " = " + prev
			}
			typeKeys = append(typeKeys, key)
		}
	}
	slices.Sort(typeKeys)
	for _, k := range typeKeys {
		fmt.Fprintln(&b, k)
	}
	for _, fn := range ch.Funcs {
		f := ch.Info.Defs[fn.Name].(*types.Func)
		fmt.Fprintln(&b, "func", ch.FuncKey(f), strings.TrimPrefix(types.TypeString(f.Type(), ch.s.qualify), "func"))
	}
	for _, v := range ch.Vars {
		fmt.Fprint(&b, "var ", v.Key, " ", types.TypeString(v.Obj.Type(), ch.s.qualify))
		if v.Alias != "" {
			fmt.Fprint(&b, " = ", v.Alias)
		}
		fmt.Fprintln(&b)
	}
	for _, in := range ch.Inits {
		fmt.Fprintln(&b, "initialize", in.Lhs)
	}
	for _, fn := range ch.InitFuncs {
		fmt.Fprintln(&b, "run", ch.FuncKey(ch.Info.Defs[fn.Name].(*types.Func)))
	}
	if ch.Run != nil {
		fmt.Fprintln(&b, "run", len(ch.Run.Body.List), "statements")
	}
	if ch.Main != nil {
		fmt.Fprintln(&b, "run main")
	}
	if ch.Result != nil {
		fmt.Fprintln(&b, "result", types.TypeString(ch.Info.Types[ch.Result].Type, ch.s.qualify))
	}
	if len(ch.Drop) > 0 {
		fmt.Fprintln(&b, "drop", strings.Join(ch.Drop, " "))
	}
	for _, n := range ch.Notes {
		fmt.Fprintln(&b, "note:", n)
	}
	return b.String()
}
