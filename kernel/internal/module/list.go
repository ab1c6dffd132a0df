package module

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/build"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// tags are the build tags with which modules leave assembly out, if they have a
// form in Go of everything. Most of what asks for none of them has only that form.
const tags = "purego,noasm"

// pureTags are further tags of the same kind, tried on packages in which there is
// assembly in spite of tags: they may leave out more than that.
var pureTags = []string{"purego", "noasm", "appengine", "safe"}

// A listing is what the go command says of a package.
type listing struct {
	ImportPath string
	Name       string
	Dir        string
	Standard   bool
	GoFiles    []string
	SFiles     []string
	Imports    []string
	EmbedFiles []string
	Module     *struct {
		Path, Version, GoVersion string
		Replace                  *struct{ Path, Version string }
	}
	Error *struct{ Err string }
}

// list returns the packages that match patterns, and all that they need, in such
// an order that none comes before what it needs. Nothing is downloaded and go.mod
// stays as it is.
func (m *Module) list(ctx context.Context, flags []string, patterns ...string) ([]*listing, error) {
	args := slices.Concat([]string{"list", "-e", "-mod=readonly", "-tags=" + tags,
		"-json=ImportPath,Name,Dir,Standard,GoFiles,SFiles,Imports,EmbedFiles,Module,Error"}, flags, []string{"--"}, patterns)
	path, err := command()
	if err != nil {
		return nil, err
	}
	var out, complaint bytes.Buffer
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = m.dir, &out, &complaint
	cmd.Env = append(Environ(os.Environ()), "CGO_ENABLED=0", "GOTOOLCHAIN=local")
	if err := cmd.Run(); ctx.Err() != nil {
		return nil, ctx.Err()
	} else if err != nil {
		return nil, m.word(complaint.String(), err)
	}
	var list []*listing
	for dec := json.NewDecoder(&out); ; {
		l := &listing{}
		switch err := dec.Decode(l); {
		case errors.Is(err, io.EOF):
			return list, nil
		case err != nil:
			return nil, fmt.Errorf("reading what go list says: %w", err)
		}
		list = append(list, l)
	}
}

// pure chooses the files of a package again if there is assembly among them.
func (l *listing) pure() {
	if len(l.SFiles) == 0 {
		return
	}
	ctxt := build.Default
	ctxt.CgoEnabled = false
	ctxt.BuildTags = pureTags
	p, err := ctxt.ImportDir(l.Dir, 0)
	if err != nil || len(p.SFiles) > 0 || slices.ContainsFunc(p.Imports, func(path string) bool {
		return !slices.Contains(l.Imports, path) && strings.Contains(path, ".")
	}) {
		return
	}
	l.GoFiles, l.SFiles = p.GoFiles, nil
}

// shown is the name under which positions name a file: below its module, as
// "github.com/google/uuid@v1.6.0/uuid.go", and that of a replacement on disk as
// go.mod has it.
func (l *listing) shown(file string) string {
	if l.Module == nil {
		return l.ImportPath + "/" + file
	}
	at := l.Module.Path + "@" + l.Module.Version
	if r := l.Module.Replace; r != nil {
		if at = r.Path; r.Version != "" {
			at += "@" + r.Version
		}
	}
	return at + strings.TrimPrefix(l.ImportPath, l.Module.Path) + "/" + file
}

// version is the language version of the package's module.
func (l *listing) version() string {
	if l.Module == nil || l.Module.GoVersion == "" {
		return "go1.16" // as the go command has it
	}
	return "go" + l.Module.GoVersion
}

// read returns the content of a file of the package.
func (l *listing) read(file string) ([]byte, error) { return os.ReadFile(filepath.Join(l.Dir, file)) }

// command returns the path of the go command.
func command() (string, error) {
	path, err := exec.LookPath("go")
	if err != nil {
		return "", errors.New("the go command is not installed; it is needed for modules: see https://go.dev/dl")
	}
	return path, nil
}
