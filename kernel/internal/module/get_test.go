package module

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// published are modules in versions, as a proxy has them: each file's name begins with
// module@version.
const published = `
-- example.com/words@v1.0.0/go.mod --
module example.com/words

go 1.22
-- example.com/words@v1.0.0/words.go --
// Package words splits.
package words

import "example.com/base"

// Split splits s.
func Split(s string) []string { return base.Fields(s) }
-- example.com/words@v1.2.0/go.mod --
module example.com/words

go 1.22

require example.com/base v0.1.0
-- example.com/words@v1.2.0/words.go --
// Package words splits.
package words

import "example.com/base"

// Split splits s.
func Split(s string) []string { return base.Fields(s) }
-- example.com/words@v1.2.0/more/more.go --
package more

const Two = 2
-- example.com/words@v1.2.0/internal/own/own.go --
package own
-- example.com/words@v1.2.0/cmd/tool/main.go --
package main

func main() {}
-- example.com/words@v1.2.0/wrong/wrong.go --
package wrong

var x int = "no number"
-- example.com/words@v1.2.0/native/native.go --
package native

import "C"
-- example.com/base@v0.1.0/go.mod --
module example.com/base

go 1.22
-- example.com/base@v0.1.0/base.go --
package base

import "strings"

func Fields(s string) []string { return strings.Fields(s) }
`

// environment returns an environment in which the go command knows only what is
// published, and a module cache of its own.
func environment(t *testing.T) []string {
	t.Helper()
	proxy, cache := t.TempDir(), t.TempDir()
	files := make(map[string][]txtar.File) // by module@version
	for _, f := range txtar.Parse([]byte(published)).Files {
		at := strings.IndexByte(f.Name, '@')
		slash := at + strings.IndexByte(f.Name[at:], '/')
		files[f.Name[:slash]] = append(files[f.Name[:slash]], f)
	}
	for version, list := range files {
		publish(t, proxy, version, list)
	}
	for key, value := range map[string]string{
		"GOPROXY": "file://" + filepath.ToSlash(proxy), "GOMODCACHE": cache, "GOFLAGS": "-modcacherw", "GONOSUMDB": "*", "GOSUMDB": "off", "GOWORK": "off",
	} {
		t.Setenv(key, value)
	}
	return os.Environ()
}

// publish puts one version of a module where a proxy would have it.
func publish(t *testing.T, proxy, moduleVersion string, list []txtar.File) {
	t.Helper()
	path, version, _ := strings.Cut(moduleVersion, "@")
	dir := filepath.Join(proxy, filepath.FromSlash(path), "@v")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	mod := []byte("module " + path + "\n")
	for _, f := range list {
		w, err := z.Create(f.Name)
		if err == nil {
			_, err = w.Write(f.Data)
		}
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f.Name, version+"/go.mod") {
			mod = f.Data
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	versions, _ := os.ReadFile(filepath.Join(dir, "list"))
	for name, text := range map[string][]byte{
		"list": append(versions, version+"\n"...), version + ".mod": mod, version + ".zip": packed.Bytes(),
		version + ".info": fmt.Appendf(nil, `{"Version":%q,"Time":"2026-01-02T03:04:05Z"}`, version),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// get gets modules as %get does.
func get(t *testing.T, im *Importer, environ []string, cached bool, queries ...string) ([]string, error) {
	t.Helper()
	m, err := im.Open()
	if err != nil {
		t.Fatal(err)
	}
	c, err := m.Begin()
	if err != nil {
		t.Fatal(err)
	}
	cmd, err := c.Get(environ, queries, false, cached)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		if err := c.Undo(); err != nil {
			t.Fatal(err)
		}
		return nil, m.WordGet(environ, queries, string(out), err)
	}
	news, err := c.Got(queries)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := im.Refresh(); err != nil {
		t.Fatal(err)
	}
	return news, nil
}

func newImporter(t *testing.T) *Importer {
	return NewImporter(func() (string, error) { return t.TempDir(), nil })
}

func TestGet(t *testing.T) {
	environ := environment(t)
	im := newImporter(t)
	if _, err := im.Import("example.com/words"); err == nil || !strings.HasSuffix(err.Error(), "%get example.com/words") {
		t.Errorf("before it was got: %v", err)
	}
	news, err := get(t, im, environ, false, "example.com/words")
	if want := []string{"example.com/base v0.1.0", "example.com/words v1.2.0"}; err != nil || !slices.Equal(news, want) {
		t.Fatalf("got %q, %v, want %q", news, err, want)
	}
	text, err := im.module.Text()
	if err != nil || !strings.Contains(text, "require example.com/words v1.2.0\n") || !strings.Contains(text, "example.com/base v0.1.0 // indirect") {
		t.Errorf("go.mod is %s, %v", text, err)
	}
	if got := im.Packages("words"); !slices.Equal(got, []string{"example.com/words"}) {
		t.Errorf("packages named words: %q", got)
	}
	if got := im.Packages("base"); len(got) > 0 {
		t.Errorf("a package that was not asked for is imported by its name: %q", got)
	}
	if paths := im.Paths(); !slices.Contains(paths, "example.com/words/more") || slices.Contains(paths, "example.com/words/internal/own") || slices.Contains(paths, "example.com/words/cmd/tool") {
		t.Errorf("paths %q", paths)
	}
	p, err := im.Import("example.com/words")
	if err != nil || p.Scope().Lookup("Split") == nil {
		t.Fatal(p, err)
	}
	if doc := im.Doc("example.com/words", "Split"); doc != "Split splits s.\n" {
		t.Errorf("doc of Split: %q", doc)
	}
	if pos := im.Module("example.com/words").Fset.Position(p.Scope().Lookup("Split").Pos()); pos.String() != "example.com/words@v1.2.0/words.go:7:6" {
		t.Errorf("Split is at %v", pos)
	}
	if news, err := get(t, im, environ, false, "example.com/words@v1.2.0"); err != nil || len(news) > 0 {
		t.Errorf("again: %q, %v", news, err)
	}
}

// TestOutdated names what goes on in the version that was loaded.
func TestOutdated(t *testing.T) {
	environ := environment(t)
	im := newImporter(t)
	if _, err := get(t, im, environ, false, "example.com/words@v1.0.0", "example.com/base"); err != nil {
		t.Fatal(err)
	}
	if _, err := im.Import("example.com/words"); err != nil {
		t.Fatal(err)
	}
	if _, err := get(t, im, environ, false, "example.com/words@v1.2.0"); err != nil {
		t.Fatal(err)
	}
	list, err := im.Refresh()
	if err != nil || !slices.Equal(list, []string{"example.com/words v1.0.0"}) {
		t.Errorf("outdated: %q, %v", list, err)
	}
	im.Forget()
	if list, err := im.Refresh(); err != nil || len(list) > 0 {
		t.Errorf("after Forget: %q, %v", list, err)
	}
}

// TestOffline gets what was got before without a proxy.
func TestOffline(t *testing.T) {
	environ := environment(t)
	if _, err := get(t, newImporter(t), environ, false, "example.com/words"); err != nil {
		t.Fatal(err)
	}
	environ = append(environ, "GOPROXY=off")
	im := newImporter(t)
	if _, err := get(t, im, environ, false, "example.com/words"); err == nil || !strings.Contains(err.Error(), "there is no network") {
		t.Errorf("without a network: %v", err)
	}
	if news, err := get(t, im, environ, true, "example.com/words"); err != nil || len(news) != 2 {
		t.Errorf("from the cache: %q, %v", news, err)
	}
	if _, err := im.Import("example.com/words/more"); err != nil {
		t.Error(err)
	}
}

// TestMistakes holds the sentences for what can be wrong, and that nothing has changed
// then.
func TestMistakes(t *testing.T) {
	environ := environment(t)
	im := newImporter(t)
	if _, err := get(t, im, environ, false, "example.com/words"); err != nil {
		t.Fatal(err)
	}
	before, err := im.module.Text()
	if err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{
		"example.com/wrods":         "no module provides example.com/wrods; did you mean example.com/words?",
		"example.com/words@v1.1.0":  "example.com/words has no version v1.1.0; did you mean v1.0.0?",
		"example.com/words@v9.0.0":  "example.com/words has no version v9.0.0; did you mean v1.2.0?",
		"example.com/words/nowhere": "there is no package example.com/words/nowhere in that version of its module",
		"words":                     `"words" is not the path of a module: one begins with a host name, as github.com/google/uuid does`,
	} {
		if _, err := get(t, im, environ, false, query); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", query, err, want)
		}
		if text, err := im.module.Text(); err != nil || text != before {
			t.Errorf("%s has changed go.mod to %s, %v", query, text, err)
		}
	}
	for path, want := range map[string]string{
		"example.com/words/native": "package example.com/words/native has no form without C: use %%go",
		"example.com/words/wrong":  `package example.com/words/wrong: example.com/words@v1.2.0/wrong/wrong.go:3:13: cannot use "no number" (untyped string constant) as int value in variable declaration`,
		"example.com/none":         "package example.com/none is of a module that this session does not have: %get example.com/none",
		"nothing":                  "package nothing is not available to cells",
	} {
		if _, err := im.Import(path); err == nil || err.Error() != want {
			t.Errorf("import %s: %v, want %s", path, err, want)
		}
	}
}

// TestReplace takes a module from a directory.
func TestReplace(t *testing.T) {
	environment(t)
	im := newImporter(t)
	m, err := im.Open()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module mine\n\ngo 1.22\n", "mine.go": "package mine\n\nfunc Answer() int { return 42 }\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ path, dir, want string }{
		{"yours", dir, "the module in " + dir + " is mine, not yours"},
		{"fmt", dir, "fmt is a package of the standard library"},
		{"mine", m.Dir() + "/none", m.Dir() + "/none has no go.mod: it is not a module"},
		{"a b", dir, `"a b" is not the path of a module`},
	} {
		if err := m.Replace(c.path, c.dir); err == nil || err.Error() != c.want {
			t.Errorf("%s => %s: %v, want %s", c.path, c.dir, err, c.want)
		}
	}
	if err := m.Replace("mine", dir); err != nil {
		t.Fatal(err)
	}
	if _, err := im.Refresh(); err != nil {
		t.Fatal(err)
	}
	if got := im.Packages("mine"); !slices.Equal(got, []string{"mine"}) {
		t.Errorf("packages named mine: %q", got)
	}
	if _, err := im.Import("mine"); err != nil {
		t.Error(err)
	}
	if found, err := m.Drop("mine"); err != nil || !found {
		t.Error(found, err)
	}
	if found, err := m.Drop("mine"); err != nil || found {
		t.Error("again:", found, err)
	}
}

// TestBroken has a go.mod that somebody has edited.
func TestBroken(t *testing.T) {
	environ := environment(t)
	im := newImporter(t)
	m, err := im.Open()
	if err != nil {
		t.Fatal(err)
	}
	text, err := m.Text()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(m.file(), []byte(text+"nonsense\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	const want = "unknown directive: nonsense; %mod reset makes a new go.mod"
	if _, err := get(t, im, environ, false, "example.com/words"); err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("get: %v", err)
	}
	if _, err := im.Refresh(); err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("Refresh: %v", err)
	}
	if _, err := im.Import("example.com/words"); err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("Import: %v", err)
	}
	if err := m.Reset(); err != nil {
		t.Fatal(err)
	}
	if _, err := get(t, im, environ, false, "example.com/words"); err != nil {
		t.Error(err)
	}
}

// TestNoGo has no go command.
func TestNoGo(t *testing.T) {
	im := newImporter(t)
	m, err := im.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", t.TempDir())
	c, err := m.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Get(nil, []string{"example.com/words"}, false, false); err == nil || !strings.Contains(err.Error(), "the go command is not installed") {
		t.Errorf("get: %v", err)
	}
	if _, err := im.Import("example.com/words"); err == nil || !strings.Contains(err.Error(), "the go command is not installed") {
		t.Errorf("import: %v", err)
	}
	if _, err := im.Import("strings"); err != nil {
		t.Error(err)
	}
}
