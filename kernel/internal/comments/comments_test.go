package comments

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"testing"
)

func TestOf(t *testing.T) {
	var files []*ast.File
	for _, text := range []string{`// Package p is.
package p

// Of several.
const (
	A = 1
	// B is.
	B = 2 // not so
	C = 3 // C is.
	d = 4 // d is.
)

// X and Y are.
var X, Y int

// All of them.
type (
	// S is.
	S struct {
		// F is.
		F, g int
		H    int // H is.
		E
	}
	E int
	i interface{ M() }
)

// I is.
type I interface {
	// M does.
	M()
}
`, `// Package p is one of two files.
package p

//go:noinline
// F does.
func F() {}

// M does it.
func (s *(G[P, Q])) M() {}

// m does it.
func (s S) m() {}

// M does it, too.
func (i *i) M() {}
`, `// Copyright of many people, who reserve all rights.
package p
`} {
		f, err := parser.ParseFile(token.NewFileSet(), "p.go", text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	want := map[string]string{
		"": "Package p is one of two files.\n", "A": "Of several.\n", "B": "B is.\n", "C": "C is.\n", "X": "X and Y are.\n", "Y": "X and Y are.\n",
		"S": "S is.\n", "S.F": "F is.\n", "S.H": "H is.\n", "I": "I is.\n", "I.M": "M does.\n", "F": "F does.\n", "G.M": "M does it.\n",
	}
	got := Of(files)
	if !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
