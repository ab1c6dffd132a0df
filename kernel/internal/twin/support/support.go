// Package support carries the sources of what compiled cells may import besides the
// standard library, so that they can be compiled anywhere, without a network: the
// packages of this project that are for cells (kernel/display, experiments/lab and
// kernel/native, which connects a compiled cell to its notebook) and the packages of
// other modules that these import or that cells may import without asking, such as
// golang.org/x/sync/errgroup. Of each there is what linux and darwin on amd64 and
// arm64 need.
//
// The archive has a directory for each module, named as the module; modules.txt
// lists them with their versions. It is made by go generate; a test fails when it is
// stale.
package support

import (
	"archive/zip"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

//go:generate go run ./generate

//go:embed support.zip
var archive string

// A Module is a directory of the archive.
type Module struct{ Path, Version string }

// Own is the path of the project's own module. Its version means nothing.
const Own = "gosched"

// list is the file of the archive that lists the modules.
const list = "modules.txt"

// open returns the archive.
var open = sync.OnceValues(func() (*zip.Reader, error) {
	return zip.NewReader(strings.NewReader(archive), int64(len(archive)))
})

// Modules returns the modules of the archive, the project's own one excepted.
func Modules() ([]Module, error) {
	z, err := open()
	if err != nil {
		return nil, fmt.Errorf("reading the embedded sources: %w", err)
	}
	text, err := fs.ReadFile(z, list)
	if err != nil {
		return nil, fmt.Errorf("reading the embedded sources: %w", err)
	}
	var modules []Module
	for line := range strings.Lines(string(text)) {
		if path, version, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			modules = append(modules, Module{path, version})
		}
	}
	return modules, nil
}

// Unpack returns a directory with the contents of the archive, below cache. It is
// made once for each version of the archive, and stays.
func Unpack(cache string) (dir string, err error) {
	sum := sha256.Sum256([]byte(archive))
	parent := filepath.Join(cache, "support")
	dir = filepath.Join(parent, hex.EncodeToString(sum[:8]))
	if _, err := os.Stat(filepath.Join(dir, list)); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return "", fmt.Errorf("unpacking the embedded sources: %w", err)
	}
	tmp, err := os.MkdirTemp(parent, "unpacking-")
	if err != nil {
		return "", fmt.Errorf("unpacking the embedded sources: %w", err)
	}
	defer os.RemoveAll(tmp)
	if err := extract(tmp); err != nil {
		return "", fmt.Errorf("unpacking the embedded sources: %w", err)
	}
	if err := os.Rename(tmp, dir); err != nil {
		if _, there := os.Stat(filepath.Join(dir, list)); there != nil { // else another kernel was faster
			return "", fmt.Errorf("unpacking the embedded sources: %w", err)
		}
	}
	return dir, nil
}

// extract writes the files of the archive.
func extract(dir string) error {
	z, err := open()
	if err != nil {
		return err
	}
	for _, f := range z.File {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := extractFile(f, name); err != nil {
			return err
		}
	}
	return os.Chmod(dir, 0o755)
}

func extractFile(f *zip.File, name string) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o444)
}
