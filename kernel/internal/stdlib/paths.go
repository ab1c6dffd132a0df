package stdlib

import (
	"slices"
	"strings"
)

// An entry is a package that cells may import.
type entry struct{ path, name string }

// find returns the entry of a package.
func find(path string) (entry, bool) {
	i, ok := slices.BinarySearchFunc(entries[:], path, func(e entry, path string) int { return strings.Compare(e.path, path) })
	if !ok {
		return entry{}, false
	}
	return entries[i], true
}

// Paths returns the import paths of all packages that cells may import, sorted.
func Paths() []string {
	paths := make([]string, len(entries))
	for i, e := range entries {
		paths[i] = e.path
	}
	return paths
}

// Packages returns the import paths of the packages with this name, sorted:
// for "rand" crypto/rand, math/rand and math/rand/v2.
func Packages(name string) []string {
	var paths []string
	for _, e := range entries {
		if e.name == name {
			paths = append(paths, e.path)
		}
	}
	return paths
}

// HasInstance reports whether compiled packages use an instance of a generic type,
// by its name with import paths, in what they export: "iter.Seq[[]uint8]".
func HasInstance(name string) bool {
	_, ok := slices.BinarySearch(instances[:], name)
	return ok
}

// GoVersion returns the version of Go whose standard library this is, as
// runtime.Version has it.
func GoVersion() string { return goVersion }

// Packages is the function of this name, for those who need an interface.
func (*Importer) Packages(name string) []string { return Packages(name) }

// Paths is the function of this name.
func (*Importer) Paths() []string { return Paths() }

// PackageName returns the name of a package of Paths.
func (*Importer) PackageName(path string) string {
	e, _ := find(path)
	return e.name
}

// Doc is the function of this name.
func (*Importer) Doc(path, name string) string { return Doc(path, name) }
