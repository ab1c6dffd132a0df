package module

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"

	"gosched/kernel/internal/stdlib"
)

// A Change is a change of go.mod that is under way. It ends with Commit or Undo;
// there must be one at a time.
type Change struct {
	m      *Module
	before map[string][]byte // content of the files, nil for one that is not there
}

// Begin notes what the module's files contain, so that it can be undone.
func (m *Module) Begin() (*Change, error) {
	c := &Change{m, make(map[string][]byte)}
	for _, name := range []string{m.file(), filepath.Join(m.dir, "go.sum")} {
		text, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("reading the session's module: %w", err)
		}
		c.before[name] = text
	}
	return c, nil
}

// Undo puts the files back.
func (c *Change) Undo() error {
	for name, text := range c.before {
		err := os.Remove(name)
		if text != nil {
			err = os.WriteFile(name, text, 0o666)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("putting back the session's module: %w", err)
		}
	}
	return nil
}

// Get returns the command that gets modules, each named as "path" or
// "path@version", with their newest versions if upgrade is set. It tells its progress
// on its standard error. Cached has it do with what has been downloaded earlier.
func (c *Change) Get(environ []string, queries []string, upgrade, cached bool) (*exec.Cmd, error) {
	args := []string{"get"}
	if upgrade {
		args = append(args, "-u")
	}
	environ = Environ(environ)
	if cached {
		environ = append(environ, "GOPROXY=file://"+filepath.ToSlash(cacheDir(environ))+"/cache/download,off", "GOSUMDB=off")
	}
	return c.m.goCommand(environ, slices.Concat(args, []string{"--"}, queries)...)
}

// goCommand returns a go command that runs in the module.
func (m *Module) goCommand(environ []string, args ...string) (*exec.Cmd, error) {
	path, err := command()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(path, args...)
	cmd.Dir, cmd.Env = m.dir, environ
	return cmd, nil
}

// Got makes the modules that provide the queried packages direct requirements, and
// returns what is required now in another version than before: "path v1.2.3".
func (c *Change) Got(queries []string) ([]string, error) {
	f, err := c.m.parse()
	if err != nil {
		return nil, err
	}
	direct := make(map[string]bool)
	for _, q := range queries {
		if r := provider(f, queryPath(q)); r != nil {
			direct[r.Mod.Path] = true
		}
	}
	was, _ := modfile.ParseLax("go.mod", c.before[c.m.file()], nil)
	var news []string
	var all []*modfile.Require
	for _, r := range f.Require {
		r := &modfile.Require{Mod: r.Mod, Indirect: r.Indirect && !direct[r.Mod.Path]}
		all = append(all, r)
		if !requires(was, r) {
			news = append(news, r.Mod.Path+" "+r.Mod.Version)
		}
	}
	f.SetRequireSeparateIndirect(all)
	return news, c.m.write(f)
}

// requires says whether f has exactly this requirement.
func requires(f *modfile.File, r *modfile.Require) bool {
	return f != nil && slices.ContainsFunc(f.Require, func(o *modfile.Require) bool { return o.Mod == r.Mod })
}

// provider returns the requirement of the module that a package is in, nil if there
// is none.
func provider(f *modfile.File, path string) *modfile.Require {
	var best *modfile.Require
	for _, r := range f.Require {
		if within(path, r.Mod.Path) && (best == nil || len(r.Mod.Path) > len(best.Mod.Path)) {
			best = r
		}
	}
	return best
}

// within says whether a package path is one of a module path.
func within(path, module string) bool {
	return path == module || strings.HasPrefix(path, module+"/")
}

// queryPath returns the path of a query.
func queryPath(query string) string {
	path, _, _ := strings.Cut(query, "@")
	return strings.TrimSuffix(path, "/...")
}

// parse reads go.mod.
func (m *Module) parse() (*modfile.File, error) {
	text, err := os.ReadFile(m.file())
	if err != nil {
		return nil, fmt.Errorf("reading go.mod: %w", err)
	}
	f, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		first, _, _ := strings.Cut(err.Error(), "\n")
		return nil, fmt.Errorf("%s; %%mod reset makes a new go.mod", first)
	}
	return f, nil
}

// write replaces go.mod.
func (m *Module) write(f *modfile.File) error {
	f.Cleanup()
	text, err := f.Format()
	if err == nil {
		err = os.WriteFile(m.file(), text, 0o666)
	}
	if err != nil {
		return fmt.Errorf("writing go.mod: %w", err)
	}
	return nil
}

// Text returns what is in go.mod.
func (m *Module) Text() (string, error) {
	text, err := os.ReadFile(m.file())
	if err != nil {
		return "", fmt.Errorf("reading go.mod: %w", err)
	}
	return string(text), nil
}

// Reset makes a go.mod that requires nothing.
func (m *Module) Reset() error {
	if err := os.Remove(filepath.Join(m.dir, "go.sum")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("resetting the session's module: %w", err)
	}
	if err := os.WriteFile(m.file(), []byte(initial()), 0o666); err != nil {
		return fmt.Errorf("resetting the session's module: %w", err)
	}
	return nil
}

// Replace has the packages of module path come from dir, an absolute directory.
func (m *Module) Replace(path, dir string) error {
	if path == "" || strings.ContainsAny(path, " \t@") {
		return fmt.Errorf("%q is not the path of a module", path)
	}
	if _, ok := standard(path); ok {
		return fmt.Errorf("%s is a package of the standard library", path)
	}
	text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s has no go.mod: it is not a module", dir)
	} else if err != nil {
		return fmt.Errorf("reading the module: %w", err)
	}
	if declared := modfile.ModulePath(text); declared != path {
		return fmt.Errorf("the module in %s is %s, not %s", dir, declared, path)
	}
	f, err := m.parse()
	if err != nil {
		return err
	}
	if err := f.AddReplace(path, "", dir, ""); err != nil {
		return fmt.Errorf("replacing %s: %w", path, err)
	}
	if err := f.AddRequire(path, "v0.0.0-00010101000000-000000000000"); err != nil {
		return fmt.Errorf("replacing %s: %w", path, err)
	}
	return m.write(f)
}

// At returns the path of the module in dir, "" if there is none.
func At(dir string) string {
	text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return ""
	}
	return modfile.ModulePath(text)
}

// Drop takes a module out of go.mod. It reports whether it was there.
func (m *Module) Drop(path string) (bool, error) {
	f, err := m.parse()
	if err != nil {
		return false, err
	}
	if !slices.ContainsFunc(f.Require, func(r *modfile.Require) bool { return r.Mod.Path == path }) {
		return false, nil
	}
	if err := errors.Join(f.DropRequire(path), f.DropReplace(path, "")); err != nil {
		return false, fmt.Errorf("dropping %s: %w", path, err)
	}
	return true, m.write(f)
}

// standard returns the package of the standard library that a query means.
func standard(query string) (path string, ok bool) {
	if _, ok := slices.BinarySearch(stdlib.Paths(), query); ok {
		return query, true
	}
	return "", false
}

// versions returns the released versions of a module, oldest first, as far as they
// can be known.
func (m *Module) versions(environ []string, path string) []string {
	cmd, err := m.goCommand(Environ(environ), "list", "-m", "-versions", "-f", "{{range .Versions}}{{.}}\n{{end}}", "--", path)
	if err != nil {
		return nil
	}
	out, err := cmd.Output()
	if err != nil {
		return nil
	}
	list := strings.Fields(string(bytes.TrimSpace(out)))
	semver.Sort(list)
	return list
}

// cacheDir returns the directory of Go's module cache.
func cacheDir(environ []string) string {
	var dirs [3]string // by precedence
	for _, kv := range environ {
		switch key, value, _ := strings.Cut(kv, "="); key {
		case "GOMODCACHE":
			dirs[0] = value
		case "GOPATH":
			if list := filepath.SplitList(value); len(list) > 0 {
				dirs[1] = filepath.Join(list[0], "pkg", "mod")
			}
		case "HOME":
			dirs[2] = filepath.Join(value, "go", "pkg", "mod")
		}
	}
	for _, dir := range dirs {
		if dir != "" {
			return dir
		}
	}
	return ""
}
