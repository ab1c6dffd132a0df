package weave

import (
	"go/ast"
	"go/token"
)

// placeExamples weaves the Examples that the example directives of group name,
// which stands free, or above the declaration whose cell they share.
func (w *walker) placeExamples(group *ast.CommentGroup, shared bool) {
	if group == nil {
		return
	}
	for _, c := range group.List {
		if d, ok := ast.ParseDirective(c.Pos(), c.Text); ok && d.Tool == "gosched" && d.Name == "example" {
			w.endRun()
			w.flushProse()
			w.placeExample(c.Pos(), d.Args, shared)
		}
	}
}

// placeExample weaves the Example with that name in the test file that belongs to
// the walker's file, which must not have been placed before.
func (w *walker) placeExample(pos token.Pos, name string, shared bool) {
	test, d := w.exampleOf(name)
	switch {
	case d == nil:
		w.errorf(pos, "no Example_%s in %s_test.go", name, w.f.stem())
	case w.placed[d]:
		w.errorf(pos, "Example_%s is placed twice", name)
	case shared && d.Doc != nil:
		w.errorf(pos, "Example_%s has a comment, so it cannot share a cell", name)
	default:
		w.placed[d] = true
		(&walker{pkg: w.pkg, f: test}).weaveExample(d)
		w.items[len(w.items)-1].shares = shared
	}
}

// exampleOf finds Example_NAME in the test file that belongs to the walker's file.
func (w *walker) exampleOf(name string) (*file, *ast.FuncDecl) {
	for _, f := range w.files {
		if !f.isTest() || f.stem() != w.f.stem() {
			continue
		}
		for _, decl := range f.ast.Decls {
			if d, ok := decl.(*ast.FuncDecl); ok && isExample(d) && d.Name.Name == "Example_"+name {
				return f, d
			}
		}
	}
	return nil, nil
}
