package module

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Path is the path of the session's module.
const Path = "notebook"

// A Module is the directory of the session's module. It is safe for concurrent
// use as far as files are: two commands that change go.mod must not run at once.
type Module struct{ dir string }

// Open makes dir, if it is not there, the directory of a module that requires
// nothing. What is in it already stays.
func Open(dir string) (*Module, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("making the session's module: %w", err)
	}
	m := &Module{dir}
	switch _, err := os.Stat(m.file()); {
	case errors.Is(err, os.ErrNotExist):
		if err := os.WriteFile(m.file(), []byte(initial()), 0o666); err != nil {
			return nil, fmt.Errorf("making the session's module: %w", err)
		}
	case err != nil:
		return nil, fmt.Errorf("opening the session's module: %w", err)
	}
	return m, nil
}

// initial is the go.mod of a module that requires nothing.
func initial() string {
	version := strings.TrimPrefix(runtime.Version(), "go")
	if i := strings.IndexFunc(version, func(r rune) bool { return r != '.' && (r < '0' || r > '9') }); i >= 0 {
		version = version[:i] // of a release candidate, or a build with experiments
	}
	if parts := strings.SplitN(version, ".", 3); len(parts) > 2 {
		version = parts[0] + "." + parts[1] + ".0" // any toolchain of this minor version will do
	}
	return "module " + Path + "\n\ngo " + version + "\n"
}

// Dir is the module's directory, which is absolute.
func (m *Module) Dir() string { return m.dir }

// file is the name of go.mod.
func (m *Module) file() string { return filepath.Join(m.dir, "go.mod") }

// Environ adds to an environment what the go command needs in Dir: it may add
// to go.mod what a build turns out to need, and no workspace of the user's
// counts.
func Environ(environ []string) []string {
	flags := "-mod=mod"
	out := make([]string, 0, len(environ)+3)
	for _, kv := range environ {
		switch key, value, _ := strings.Cut(kv, "="); key {
		case "GOFLAGS":
			flags = strings.TrimSpace(value + " " + flags)
		case "GOWORK", "GO111MODULE", "PWD":
		default:
			out = append(out, kv)
		}
	}
	return append(out, "GOFLAGS="+flags, "GOWORK=off", "GO111MODULE=on")
}
