package main

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// index makes index.go: the public packages with their names, and the Go
// version.
func index(out files, dir string, worlds []*world) error {
	var b strings.Builder
	b.WriteString(header("stdlib"))
	fmt.Fprintf(&b, "// goVersion is the Go version whose library this is.\nconst goVersion = %q\n\n", runtime.Version())
	sum, err := inputs()
	if err != nil {
		return err
	}
	fmt.Fprintf(&b, "// Made by the program with digest %s.\n\n", sum)
	b.WriteString("// entries are the packages that cells may import, sorted by path.\nvar entries = [...]entry{\n")
	for _, p := range worlds[0].public() {
		fmt.Fprintf(&b, "\t{%q, %q},\n", p.ImportPath, p.Name)
	}
	b.WriteString("}\n")
	for _, w := range worlds[1:] {
		if !slices.Equal(publicPaths(w), publicPaths(worlds[0])) {
			return fmt.Errorf("%v and %v have different packages", w.platform, worlds[0].platform)
		}
	}
	return out.goFile(filepath.Join(dir, "index.go"), b.String())
}

// own is the source of this program.
//
//go:embed *.go overlay.txtar
var own embed.FS

// inputs returns a digest of this program, without its tests.
func inputs() (string, error) {
	h := sha256.New()
	names, err := fs.Glob(own, "*")
	if err != nil {
		return "", err
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := own.ReadFile(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %d\n%s", name, len(text), text)
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// publicPaths returns the import paths of the public packages, sorted.
func publicPaths(w *world) []string {
	var paths []string
	for _, p := range w.public() {
		paths = append(paths, p.ImportPath)
	}
	return paths
}
