// Package symbols holds what cells can reach of compiled packages: functions,
// variables and types of the standard library and of the other packages that
// cells may import.
//
// The tables are generated (by kernel/internal/stdlib/generate), one file and
// one function per package, and a package's table is made when it is first
// asked for. A symbol is
//
//   - of a function, its value,
//   - of a variable, the variable itself: addressable and settable,
//   - of a type T, a nil *T.
//
// Constants are left out, since lowering folds them, and so is whatever has
// type parameters, since it is lowered from source (see package stdlib); for
// some of that source there are unexported functions, see support.
package symbols

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// An entry says how to make the table of a package.
type entry struct {
	path string
	make func() map[string]reflect.Value
}

// tables caches the tables made so far, path -> map[string]reflect.Value.
var tables sync.Map

// Package returns the symbols of a package by name, nil if it is unknown.
// The map is shared and must not be changed. Package is safe for concurrent
// use.
func Package(path string) map[string]reflect.Value {
	if t, ok := tables.Load(path); ok {
		return t.(map[string]reflect.Value)
	}
	i, ok := slices.BinarySearchFunc(index[:], path, func(e entry, path string) int { return strings.Compare(e.path, path) })
	if !ok {
		return nil
	}
	made := index[i].make()
	maps.Copy(made, support(path))
	t, _ := tables.LoadOrStore(path, made)
	return t.(map[string]reflect.Value)
}

// Lookup returns one symbol of a package.
func Lookup(path, name string) (reflect.Value, bool) {
	v, ok := Package(path)[name]
	return v, ok
}

// Paths returns the import paths of all packages, sorted.
func Paths() []string {
	paths := make([]string, len(index))
	for i, e := range index {
		paths[i] = e.path
	}
	return paths
}
