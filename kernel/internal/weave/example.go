package weave

import (
	"go/ast"
	"go/token"
	"strings"

	"gosched/kernel/internal/pattern"
)

// weaveExample makes items of an Example: its comment, and its body as a cell.
func (w *walker) weaveExample(d *ast.FuncDecl) {
	w.endRun()
	w.flushProse()
	magic, ok := w.directive(d.Doc)
	if !ok {
		magic = w.magic
	}
	w.magic = ""
	if text := d.Doc.Text(); text != "" {
		w.items = append(w.items, &item{prose: markdown(text), file: w.f})
	}
	it := &item{example: d, magic: magic, fails: hasDirective(d.Doc, "fails"), file: w.f}
	end := d.Body.Rbrace
	if c, text, sorted := w.outputComment(d.Body); c != nil {
		it.output, it.checked, it.sorted = text, true, sorted
		end = c.Pos()
	}
	it.code = w.dedent(d.Body, end)
	w.items = append(w.items, it)
}

var outputPrefix = pattern.New(`(?i)^[[:space:]]*(unordered )?output:`)

// outputComment finds the comment at the end of body that holds the expected output.
func (w *walker) outputComment(body *ast.BlockStmt) (c *ast.CommentGroup, text string, sorted bool) {
	var last *ast.CommentGroup
	for _, group := range w.f.ast.Comments {
		if body.Lbrace < group.Pos() && group.End() <= body.Rbrace {
			last = group
		}
	}
	if last == nil || len(body.List) > 0 && last.Pos() < body.List[len(body.List)-1].End() {
		return nil, "", false
	}
	text = last.Text()
	m := outputPrefix.FindStringSubmatchIndex(text)
	if m == nil {
		return nil, "", false
	}
	return last, strings.TrimLeft(strings.TrimLeft(text[m[1]:], " "), "\n"), m[2] >= 0
}

// dedent returns the source of body up to end, one tab further left. Lines that
// begin inside a raw string are text of the program and stay as they are.
func (w *walker) dedent(body *ast.BlockStmt, end token.Pos) string {
	inString := make(map[int]bool)
	ast.Inspect(body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			for line := w.line(lit.Pos()) + 1; line <= w.line(lit.End()); line++ {
				inString[line] = true
			}
		}
		return true
	})
	var b strings.Builder
	number := w.line(body.Lbrace)
	for line := range strings.Lines(w.text(w.f, body.Lbrace+1, end)) {
		if !inString[number] {
			line = strings.TrimPrefix(line, "\t")
		}
		b.WriteString(line)
		number++
	}
	return strings.TrimSpace(withoutDirectives(b.String()))
}
