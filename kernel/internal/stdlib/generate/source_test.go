package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"runtime"
	"slices"
	"testing"
)

// TestKeep checks that what is kept stands where it stood.
func TestKeep(t *testing.T) {
	const text = `//go:build go1.26

// Package p is.
package p

import "fmt"

type T struct{} // a type

// F is.
func F() {
	fmt.Println()
}
func G[E any]() int {
	return 1 // one
}
`
	const want = "\n\n\npackage p\n\n\n\n\n\n\nfunc F() \n\n\nfunc G[E any]() int {\n\treturn 1 // one\n}\n"
	p, fset := &genericPkg{path: "p"}, token.NewFileSet()
	if err := p.add(fset, "p.go", []byte(text)); err != nil {
		t.Fatal(err)
	}
	f := p.files[0]
	for _, d := range f.syntax.Decls {
		if d, ok := d.(*ast.FuncDecl); ok {
			f.keep[d] = d.Name.Name == "G"
		}
	}
	if got := string(f.kept(fset, new(types.Info))); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestLoadOtherPlatform checks that packages are loaded as the platform has
// them, not as this one.
func TestLoadOtherPlatform(t *testing.T) {
	other := platforms[slices.IndexFunc(platforms, func(p platform) bool { return p.os != runtime.GOOS })]
	w, err := load(other, "..", "os/signal")
	if err != nil {
		t.Fatal(err)
	}
	kqueue := w.pkgs["syscall"].types.Scope().Lookup("Kqueue")
	if _, ok := kqueue.(*types.Func); ok != (other.os == "darwin") {
		t.Errorf("syscall.Kqueue on %v: %v", other, kqueue)
	}
}
