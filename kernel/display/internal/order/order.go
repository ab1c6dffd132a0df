// Package order sorts the entries of maps as people expect them, the same at each
// run: numbers by value, everything else by what it prints, in which digits count as
// numbers ("worker 2" comes before "worker 10").
package order

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// An Entry is a key of a map with its value, which cannot be looked up if the key is
// a NaN.
type Entry struct {
	Key, Value reflect.Value
	Name       string // what the key prints
}

// Entries returns the entries of a map, sorted.
func Entries(m reflect.Value) []Entry {
	list := make([]Entry, 0, m.Len())
	for it := m.MapRange(); it.Next(); {
		list = append(list, Entry{it.Key(), it.Value(), fmt.Sprint(it.Key())})
	}
	slices.SortFunc(list, compare)
	return list
}

func compare(e, f Entry) int {
	a, b := bare(e.Key), bare(f.Key)
	if c := cmp.Compare(rank(a), rank(b)); c != 0 {
		return c
	}
	switch {
	case a.CanInt():
		return cmp.Compare(a.Int(), b.Int())
	case a.CanUint():
		return cmp.Compare(a.Uint(), b.Uint())
	case a.CanFloat():
		return cmp.Compare(a.Float(), b.Float())
	}
	return compareNames(e.Name, f.Name)
}

// bare returns what an interface holds.
func bare(key reflect.Value) reflect.Value {
	if key.Kind() == reflect.Interface {
		return key.Elem()
	}
	return key
}

// rank parts keys that are compared in different ways, so that there is one order of
// a map whose keys are of several types.
func rank(key reflect.Value) int {
	return slices.Index([]bool{key.CanInt(), key.CanUint(), key.CanFloat(), true}, true)
}

// compareNames orders names as people do.
func compareNames(a, b string) int {
	whole := strings.Compare(a, b)
	for a != "" && b != "" {
		n, m := digits(a), digits(b)
		if n > 0 && m > 0 {
			if c := compareDigits(a[:n], b[:m]); c != 0 {
				return c
			}
			a, b = a[n:], b[m:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Or(cmp.Compare(len(a), len(b)), whole)
}

// digits returns how many digits s begins with.
func digits(s string) int {
	return len(s) - len(strings.TrimLeft(s, "0123456789"))
}

// compareDigits compares decimal numbers of any length.
func compareDigits(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}
