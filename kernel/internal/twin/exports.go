package twin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// An export is a compiled package in the build cache of Go.
type export struct {
	ImportPath string
	Export     string // the file
	Deps       []string
	Error      *struct{ Err string }
	DepsErrors []struct{ Err string }
}

// Exports are the packages compiled so far, by path, for one module and way of
// building. The build cache forgets what has not been used for days: files are
// looked at before they are used.
type exports map[string]*export

// exports returns an import configuration for compiler and linker, with the
// packages that a program imports, and those that these import.
func (t *Twin) exports(ctx context.Context, s *setting, f Flags, imports []string, dir string) (string, error) {
	key := fmt.Sprintf("%s %v %s %s", s.tools.key(), f.Race, s.module.mod, s.module.sum)
	known := t.known[key]
	imports = append(slices.Clone(imports), "runtime")
	if f.Race {
		imports = append(imports, "runtime/race")
	}
	if !known.have(imports) {
		fresh, err := listExports(ctx, s.tools, f, imports, dir)
		if err != nil {
			return "", err
		}
		if known == nil {
			known = make(exports)
		}
		for path, e := range fresh {
			known[path] = e
		}
		t.known[key] = known
	}
	return known.config(imports), nil
}

// have reports whether everything that imports need is known and still there.
func (x exports) have(imports []string) bool {
	for _, path := range x.closure(imports) {
		e := x[path]
		if e == nil {
			return false
		}
		if _, err := os.Stat(e.Export); err != nil && path != "unsafe" {
			return false
		}
	}
	return true
}

// closure returns the packages that imports need, sorted.
func (x exports) closure(imports []string) []string {
	set := make(map[string]bool)
	for _, path := range imports {
		set[path] = true
		if e := x[path]; e != nil {
			for _, dep := range e.Deps {
				set[dep] = true
			}
		}
	}
	return sortedKeys(set)
}

// config prints the packages that imports need. That packages of the standard library
// know some of others by other paths, those of its vendor directory, is of no concern to
// the program's own, and the linker does not want to hear of it.
func (x exports) config(imports []string) string {
	var b strings.Builder
	for _, path := range x.closure(imports) {
		if e := x[path]; e != nil && e.Export != "" {
			fmt.Fprintf(&b, "packagefile %s=%s\n", path, e.Export)
		}
	}
	return b.String()
}

// listExports has the go command compile what imports need.
func listExports(ctx context.Context, tools *toolchain, f Flags, imports []string, dir string) (exports, error) {
	args := []string{"list", "-e", "-export", "-deps", "-json=ImportPath,Export,Deps,Error"}
	if f.Race {
		args = append(args, "-race")
	}
	out, err := tools.cmd(ctx, dir, tools.command, append(append(args, "--"), imports...)...).Output()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	found, complaint, parseErr := parseExports(string(out))
	switch {
	case complaint != "":
		return nil, &Rejection{Other: []string{complaint}}
	case err != nil:
		var exit *exec.ExitError
		if errors.As(err, &exit) && len(exit.Stderr) > 0 {
			return nil, complaints(string(exit.Stderr), dir)
		}
		return nil, fmt.Errorf("compiling what the cell imports: %w", err)
	case parseErr != nil:
		return nil, fmt.Errorf("compiling what the cell imports: %w", parseErr)
	}
	return found, nil
}

// parseExports reads what go list prints. The complaint is about a package that
// cannot be compiled.
func parseExports(text string) (found exports, complaint string, err error) {
	found = make(exports)
	for d := json.NewDecoder(strings.NewReader(text)); ; {
		e := new(export)
		if err := d.Decode(e); err == io.EOF {
			return found, complaint, nil
		} else if err != nil {
			return found, complaint, err
		}
		if e.Error != nil && complaint == "" {
			complaint = strings.TrimSpace(e.Error.Err)
		}
		found[e.ImportPath] = e
	}
}
