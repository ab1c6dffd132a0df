package magic

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gosched/kernel/internal/golden"
)

// run runs a cell that has only magic lines.
func run(t *testing.T, e *fakeEnv, src string) error {
	t.Helper()
	s, err := Split(src)
	if err != nil {
		return err
	}
	for i := range s.Calls {
		if err := s.Calls[i].Run(t.Context(), e); err != nil {
			return err
		}
	}
	return nil
}

func TestCommands(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "sub"), 0o777); err != nil {
		t.Fatal(err)
	}
	e := newFakeEnv(dir)
	e.names = []Name{{"x", "var", "int", 1, "5"}, {"f", "func", "func(n int) int", 12, ""}, {"T", "type", "struct{}", 3, ""}}
	e.program = "package main\n"
	e.docs = map[string]string{"fmt.Println": "prints"}
	for _, test := range []struct{ src, want string }{
		{"%who", "var   x  cell 1   int = 5\nfunc  f  cell 12  func(n int) int\ntype  T  cell 3   struct{}"},
		{"%who type var", "var   x  cell 1  int = 5\ntype  T  cell 3  struct{}"},
		{"%who const", "nothing is declared"},
		{"%who vars", "error: %who: unknown kind vars; usage: %who [KIND...]"},
		{"%cd sub", "DIR/sub"},
		{"%cd -", "DIR"},
		{"%cd -", "DIR/sub"},
		{"%cd ..", "DIR"},
		{"%cd nowhere", "error: stat DIR/nowhere: no such file or directory"},
		{"%env A=1 2\n%env B 3\n%env C = 'x y'\n%env A\n%env B\n%env C", "1 2\n3\nx y"},
		{"%env -u A\n%env A", ""},
		{"%env -x A", "error: %env: unknown flag -x; usage: %env [KEY | KEY=VALUE | -u KEY]"},
		{"%env =x", "error: %env: a name is missing; usage: %env [KEY | KEY=VALUE | -u KEY]"},
		{"%program", "package main"},
		{"%program -x", "error: %program: unknown flag -x; usage: %program [-n | FILE]"},
		{"%program p.go", "wrote p.go (13 bytes)"},
		{"%%writefile sub/a.txt\none", "wrote sub/a.txt (4 bytes)"},
		{"%%writefile -a sub/a.txt\ntwo\n", "appended to sub/a.txt (4 bytes)"},
		{"!cat sub/a.txt", "one\ntwo"},
		{"%%writefile sub/a.txt\n", "overwrote sub/a.txt (0 bytes)"},
		{"%%writefile\nx", "error: %%writefile: which file?; usage: %%writefile [-a] FILE"},
		{"%%writefile -b f\nx", "error: %%writefile: unknown flag -b; usage: %%writefile [-a] FILE"},
		{"%%writefile no/such/dir\nx", "error: open DIR/no/such/dir: no such file or directory"},
		{"%help cd", "%cd [DIR]\n\nchanges the working directory of cells and commands and prints it.\nWithout DIR it goes home, with - back to where it was. A cell that calls os.Chdir moves only itself.\n\nExample:\n\n%cd .."},
		{"%help %%bash\n", "%%bash\n\nruns the cell's body as a bash script.\nOutput is shown as it comes. An exit status other than 0 is an error. What the script leaves in the background ends with it.\n\nExample:\n\n%%bash\nfor i in 1 2 3; do echo $i; done"},
		{"%help nothing", "error: %help: nothing is known about nothing"},
		{"zzz?", "error: NAME?: nothing is known about zzz"},
		{"%reset x", "error: %reset: takes no arguments; usage: %reset"},
		{"%%bash -x\nls", "error: %%bash: takes no arguments; usage: %%bash"},
		{"!", "error: !COMMAND: which command?; usage: !COMMAND"},
	} {
		err := run(t, e, test.src)
		got := strings.ReplaceAll(e.output(), dir, "DIR")
		if err != nil {
			got = "error: " + strings.ReplaceAll(err.Error(), dir, "DIR")
			var m *Error
			if !errors.As(err, &m) || m.Name == "" || strings.Contains(m.Text, "\n") {
				t.Errorf("%s: %#v is no one-line *Error", test.src, err)
			}
		}
		if got != test.want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", test.src, got, test.want)
		}
	}
	if err := run(t, e, "%program -n\n%reset\n%help fmt.Println"); err != nil || e.next != e.program || e.resets != 1 || e.page["text/plain"] != "prints" {
		t.Errorf("%v, next %q, %d resets, page %v", err, e.next, e.resets, e.page)
	}
	if err := run(t, e, "fmt.Println??"); err != nil || e.page["text/plain"] != "prints with source" {
		t.Errorf("%v, page %v", err, e.page)
	}
}

// TestExit leaves unless the word is the session's own.
func TestExit(t *testing.T) {
	e := newFakeEnv(t.TempDir())
	if err := run(t, e, "exit"); err != nil || e.exits != 1 || len(e.ran) != 0 {
		t.Errorf("%v, %d exits, ran %q", err, e.exits, e.ran)
	}
	e.names = []Name{{"quit", "var", "chan bool", 1, ""}}
	if err := run(t, e, "quit"); err != nil || e.exits != 1 || len(e.ran) != 1 || e.ran[0] != "quit" {
		t.Errorf("%v, %d exits, ran %q", err, e.exits, e.ran)
	}
}

// TestHelp finds every command in what %help prints and explains each.
func TestHelp(t *testing.T) {
	e := newFakeEnv("")
	if err := run(t, e, "%help"); err != nil {
		t.Fatal(err)
	}
	list := e.output()
	for _, c := range Commands() {
		if !strings.Contains(list, c.Usage) || c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s is not well explained", c.Usage)
		}
		if c.Form == 0 || c.run == nil {
			t.Errorf("%s cannot be used", c.Usage)
		}
		if s, err := Split(c.Example); err != nil || s == nil || s.Calls[0].Command != c {
			t.Errorf("%s has the example %q: %v", c.Usage, c.Example, err)
		}
	}
}

// TestMarkdown keeps the table that the documentation shows.
func TestMarkdown(t *testing.T) {
	golden.File(t, "testdata/commands.md", Markdown())
}

// TestStopped runs nothing more once the context has ended.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s, err := Split("!sleep 60")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Calls[0].Run(ctx, newFakeEnv(t.TempDir())); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
