package weave

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An item is what becomes one cell: prose, declarations, or an Example.
type item struct {
	prose string     // Markdown, if not ""
	decls []ast.Decl // of a run of declarations
	bench bool       // these are benchmarks
	magic string     // first line of a code cell

	example *ast.FuncDecl // whose body is the cell
	code    string        // source of the cell, without magic
	output  string        // expected output of an Example
	checked bool          // the Example has an Output comment
	sorted  bool          // its lines may come in any order
	fails   bool          // the Example fails on purpose
	shares  bool          // the Example is in the cell of the item before it

	file *file
}

// A walker goes through one file. The file is seen as a sequence of its top-level
// declarations and free comments.
type walker struct {
	*pkg
	f     *file
	run   *item   // declarations collected so far, nil between runs
	prose []*item // free comments since the last declaration; in a test file their fate depends on the next
	magic string  // of a free directive, for the next code cell
}

func (p *pkg) walk(f *file) {
	w := &walker{pkg: p, f: f}
	w.introduction()
	nodes := w.topLevel()
	for _, n := range nodes {
		switch n := n.(type) {
		case *ast.CommentGroup:
			w.freeComment(n)
		case *ast.GenDecl:
			w.genDecl(n)
		case *ast.FuncDecl:
			w.funcDecl(n)
		}
	}
	w.endRun()
	w.flushProse()
}

// introduction weaves what stands above the package clause. The title is made
// from the first package comment only.
func (w *walker) introduction() {
	if w.f.ast.Doc != nil {
		text := w.f.ast.Doc.Text()
		if !slices.ContainsFunc(w.items, func(it *item) bool { return it.file.ast.Doc != nil }) {
			text = titled(w.name, text)
		} else {
			text = markdown(text)
		}
		w.items = append(w.items, &item{prose: text, file: w.f})
	}
	if w.f.note != "" {
		w.items = append(w.items, &item{prose: "*Build constraint of this part: `" + w.f.note + "`.*", file: w.f})
	}
}

// topLevel returns the declarations and free comments after the package clause, in order.
func (w *walker) topLevel() []ast.Node {
	var nodes []ast.Node
	for _, d := range w.f.ast.Decls {
		nodes = append(nodes, d)
	}
	for _, group := range w.f.ast.Comments {
		if group.Pos() > w.f.ast.Name.End() && w.isFree(group) {
			nodes = append(nodes, group)
		}
	}
	slices.SortFunc(nodes, func(a, b ast.Node) int { return int(a.Pos() - b.Pos()) })
	return nodes
}

// isFree reports whether group belongs to no declaration: it is no doc comment,
// not inside one, and not on the line where one ends.
func (w *walker) isFree(group *ast.CommentGroup) bool {
	line := w.line(group.Pos())
	if line == w.line(w.f.ast.Name.End()) {
		return false
	}
	for _, d := range w.f.ast.Decls {
		start := d.Pos()
		if doc := docOf(d); doc != nil {
			start = doc.Pos()
		}
		if start <= group.Pos() && group.Pos() < d.End() || line == w.line(d.End()) {
			return false
		}
	}
	return true
}

func (w *walker) line(pos token.Pos) int { return w.fset.Position(pos).Line }

func docOf(d ast.Decl) *ast.CommentGroup {
	switch d := d.(type) {
	case *ast.GenDecl:
		return d.Doc
	case *ast.FuncDecl:
		return d.Doc
	}
	return nil
}

func (w *walker) freeComment(group *ast.CommentGroup) {
	if magic, ok := w.directive(group); ok {
		w.endRun()
		w.magic = magic
	}
	if text := group.Text(); text != "" {
		w.endRun()
		w.prose = append(w.prose, &item{prose: markdown(text), file: w.f})
	}
	w.placeExamples(group, false)
}

// directive returns the argument of a gosched:cell directive in group.
func (w *walker) directive(group *ast.CommentGroup) (magic string, ok bool) {
	if group == nil {
		return "", false
	}
	for _, c := range group.List {
		d, isDirective := ast.ParseDirective(c.Pos(), c.Text)
		if !isDirective || d.Tool != "gosched" {
			continue
		}
		switch d.Name {
		case "cell":
			magic, ok = d.Args, true
		case "fails", "example":
		default:
			w.errorf(c.Pos(), "unknown directive //gosched:%s (there are //gosched:cell, //gosched:example and //gosched:fails)", d.Name)
		}
	}
	return magic, ok
}

// hasDirective reports whether group has a gosched directive of that name.
func hasDirective(group *ast.CommentGroup, name string) bool {
	return group != nil && slices.ContainsFunc(group.List, func(c *ast.Comment) bool {
		d, ok := ast.ParseDirective(c.Pos(), c.Text)
		return ok && d.Tool == "gosched" && d.Name == name
	})
}

func (w *walker) genDecl(d *ast.GenDecl) {
	switch {
	case d.Tok == token.IMPORT:
	case w.f.isTest():
		w.leaveOut()
	default:
		w.declare(d, d.Doc)
		w.placeExamples(d.Doc, true)
	}
}

func (w *walker) funcDecl(d *ast.FuncDecl) {
	switch {
	case !w.f.isTest():
		w.declare(d, d.Doc)
		w.placeExamples(d.Doc, true)
	case w.placed[d]:
		w.endRun()
	case isExample(d):
		w.weaveExample(d)
	case isBenchmark(d):
		w.weaveBenchmark(d)
	case hasDirective(d.Doc, "cell"):
		w.endRun()
		w.declare(d, d.Doc)
		w.endRun()
	default:
		w.leaveOut()
	}
}

// isExample reports whether go test takes d for an Example.
func isExample(d *ast.FuncDecl) bool {
	suffix, ok := strings.CutPrefix(d.Name.Name, "Example")
	first, _ := utf8.DecodeRuneInString(suffix)
	return ok && d.Recv == nil && !unicode.IsLower(first) && d.Type.Params.NumFields() == 0 && d.Body != nil
}

// declare adds d to the run of declarations, or starts one.
func (w *walker) declare(d ast.Decl, doc *ast.CommentGroup) {
	magic, ok := w.directive(doc)
	if ok {
		w.endRun()
		w.magic = magic
	}
	if w.run == nil {
		w.flushProse()
		w.run = &item{file: w.f, magic: w.magic}
		w.magic = ""
	}
	w.run.decls = append(w.run.decls, d)
}

// endRun makes an item of the declarations collected.
func (w *walker) endRun() {
	if w.run == nil {
		return
	}
	first, last := w.run.decls[0], w.run.decls[len(w.run.decls)-1]
	start := first.Pos()
	if doc := docOf(first); doc != nil {
		start = doc.Pos()
	}
	w.run.code = withoutDirectives(w.text(w.f, start, w.endOfLine(last.End())))
	w.items = append(w.items, w.run)
	w.run = nil
}

// endOfLine returns the end of the comment that follows pos in its line, or pos.
func (w *walker) endOfLine(pos token.Pos) token.Pos {
	for _, group := range w.f.ast.Comments {
		if group.Pos() >= pos && w.line(group.Pos()) == w.line(pos) {
			return group.End()
		}
	}
	return pos
}

func (w *walker) flushProse() {
	w.items = append(w.items, w.prose...)
	w.prose = nil
}

// leaveOut drops a declaration of a test file, and the prose above it.
func (w *walker) leaveOut() {
	w.endRun()
	w.prose, w.magic = nil, ""
}

// withoutDirectives removes the lines of gosched directives, and those that part them
// from a comment above.
func withoutDirectives(src string) string {
	var b strings.Builder
	parting := "" // an empty line of a comment, until what follows is known
	for line := range strings.Lines(src) {
		switch text := strings.TrimSpace(line); {
		case strings.HasPrefix(text, "//gosched:"):
			parting = ""
		case text == "//":
			b.WriteString(parting)
			parting = line
		default:
			b.WriteString(parting + line)
			parting = ""
		}
	}
	return b.String() + parting
}
