package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// index makes index.go: the public packages with their names, and the Go
// version.
func index(fs files, dir string, worlds []*world) error {
	var b strings.Builder
	b.WriteString(header("stdlib"))
	fmt.Fprintf(&b, "// goVersion is the Go version whose library this is.\nconst goVersion = %q\n\n", runtime.Version())
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
	return fs.goFile(filepath.Join(dir, "index.go"), b.String())
}

// publicPaths returns the import paths of the public packages, sorted.
func publicPaths(w *world) []string {
	var paths []string
	for _, p := range w.public() {
		paths = append(paths, p.ImportPath)
	}
	return paths
}
