// Generate makes everything that packages stdlib and symbols know about
// compiled packages. Run it as
//
//	go generate ./kernel/internal/stdlib
//
// after a change of the Go version, of the project's packages that cells may
// import, or of this program. It takes about a minute.
//
// Everything starts from source: for each platform, go list names the files
// of the standard library and of the project's packages that exist (see
// offered), and go/types checks them without function bodies. From that come
//
//   - export data, one archive member per package (export.go),
//   - the sources of declarations with type parameters and of all that their
//     bodies need (source.go),
//   - doc comments (docs.go),
//   - tables of compiled symbols, as Go source (symbols.go),
//   - the instances of generic types that compiled packages have (instance.go),
//   - the index of packages and the record of what the rest was made from
//     (index.go).
//
// What is the same on all platforms is written once, the rest once for each.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A platform is a GOOS and GOARCH that the kernel is built for.
type platform struct{ os, arch string }

func (p platform) String() string { return p.os + "_" + p.arch }

// platforms lists what is generated for. The first provides doc comments and
// the sources of generic declarations, which are the same everywhere.
var platforms = []platform{
	{"linux", "amd64"},
	{"linux", "arm64"},
	{"darwin", "amd64"},
	{"darwin", "arm64"},
}

// otherPlatforms is the build constraint of all but platforms: the kernel
// compiles there, without the packages that differ, and refuses to run cells.
func otherPlatforms() string {
	var terms []string
	for _, p := range platforms {
		terms = append(terms, fmt.Sprintf("!(%s && %s)", p.os, p.arch))
	}
	return "//go:build " + strings.Join(terms, " && ") + "\n\n"
}

func main() { os.Exit(run()) }

func run() int {
	dir := flag.String("stdlib", ".", "`directory` of package stdlib")
	flag.Parse()
	if err := generate(*dir, filepath.Join(*dir, "..", "symbols")); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		return 1
	}
	return 0
}

// generate writes all products into the directories of the two packages.
func generate(stdlibDir, symbolsDir string) error {
	worlds := make([]*world, len(platforms))
	for i, p := range platforms {
		w, err := load(p, stdlibDir, "std")
		if err != nil {
			return fmt.Errorf("loading packages for %v: %w", p, err)
		}
		worlds[i] = w
	}
	generic, err := generics(worlds[0])
	if err != nil {
		return fmt.Errorf("collecting generic declarations: %w", err)
	}
	instances, err := instancesOf(worlds[0])
	if err != nil {
		return fmt.Errorf("collecting instances: %w", err)
	}
	products := make(files)
	steps := []struct {
		what string
		make func(files) error
	}{
		{"export data", func(fs files) error { return exportData(fs, stdlibDir, worlds, generic) }},
		{"sources", func(fs files) error { return sources(fs, stdlibDir, generic) }},
		{"doc comments", func(fs files) error { return docs(fs, stdlibDir, worlds[0]) }},
		{"index", func(fs files) error { return index(fs, stdlibDir, worlds) }},
		{"instances", func(fs files) error { return instances.index(fs, stdlibDir) }},
		{"types of instances", func(fs files) error { return instances.table(fs, symbolsDir) }},
		{"symbols", func(fs files) error { return symbolTables(fs, symbolsDir, worlds, generic) }},
	}
	for _, s := range steps {
		if err := s.make(products); err != nil {
			return fmt.Errorf("making %s: %w", s.what, err)
		}
	}
	return products.write(stdlibDir, symbolsDir)
}
