package module

import (
	_ "embed"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"gosched/kernel/internal/pattern"
)

// trampoline matches a function in assembly that is another one.
var trampoline = pattern.New(`(?m)^TEXT\s+·(\w+)\(SB\).*\n\s*(?:JMP|B)\s+(\w+)·(\w+)\(SB\)`)

// trampolines adds to links the functions in the package's assembly that only jump
// to others: name -> "syscall.Syscall".
func (l *listing) trampolines(links map[string]string) {
	for _, name := range l.SFiles {
		text, err := l.read(name)
		if err != nil {
			continue // the functions are missing then
		}
		for _, m := range trampoline.FindAllSubmatch(text, -1) {
			links[string(m[1])] = string(m[2]) + "." + string(m[3])
		}
	}
}

// Elsewhere returns the function of the standard library that a function without a
// body is, if that can be told from a go:linkname directive or its assembly.
func (p *Package) Elsewhere(f *types.Func) (pkg, name string, ok bool) {
	link := p.links[f.Name()]
	i := strings.LastIndexByte(link, '.')
	if i < 0 {
		return "", "", false
	}
	return link[:i], link[i+1:], true
}

//go:embed overlay.txtar
var overlayText []byte

// overlay returns what package path has in Go here instead of in assembly, nil if
// there is nothing.
func overlay(fset *token.FileSet, path string) (*ast.File, error) {
	for _, f := range txtar.Parse(overlayText).Files {
		if f.Name == path {
			return parser.ParseFile(fset, path+"/overlay.go", f.Data, parser.SkipObjectResolution)
		}
	}
	return nil, nil
}

// override replaces the functions of files that have no body by those of an overlay
// that have the same name, and returns the files with it. An overlay may have functions
// of its own, and some that other versions of the package do not need.
func override(files []*ast.File, over *ast.File) []*ast.File {
	given, written := make(map[string]bool), make(map[string]bool)
	for _, fn := range functions(over) {
		given[fn.Name.Name] = true
	}
	for _, f := range files {
		f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool {
			fn, ok := d.(*ast.FuncDecl)
			return ok && fn.Body == nil && given[fn.Name.Name]
		})
		for _, fn := range functions(f) {
			written[fn.Name.Name] = true
		}
	}
	over.Decls = slices.DeleteFunc(over.Decls, func(d ast.Decl) bool {
		fn, ok := d.(*ast.FuncDecl)
		return ok && written[fn.Name.Name]
	})
	return append(files, over)
}

// functions returns the functions of a file, without methods.
func functions(f *ast.File) []*ast.FuncDecl {
	var list []*ast.FuncDecl
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil {
			list = append(list, fn)
		}
	}
	return list
}
