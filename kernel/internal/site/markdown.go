package main

import (
	"bytes"
	"html/template"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A writer renders the Markdown of one page. The headings of a page have different
// ids.
type writer struct {
	site     *site
	markdown goldmark.Markdown
	ids      anchors
	headings []heading
}

// A heading is an entry of the page's table of contents.
type heading struct {
	Level int
	ID    string
	Text  string
}

func newWriter(s *site) *writer {
	return &writer{site: s, ids: make(anchors), markdown: goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.CJK),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(
			html.WithUnsafe(), // notebooks are the authors' own
			renderer.WithNodeRenderers(util.Prioritized(fences{}, 100)),
		),
	)}
}

// render returns Markdown as HTML, its links leading to pages of the site.
func (w *writer) render(source string) (template.HTML, error) {
	src := []byte(source)
	doc := w.markdown.Parser().Parse(text.NewReader(src), parser.WithContext(parser.NewContext(parser.WithIDs(w.ids))))
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		return ast.WalkContinue, w.visit(n, src)
	})
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = w.markdown.Renderer().Render(&b, src, doc)
	return template.HTML(b.String()), err
}

// visit notes headings and redirects links.
func (w *writer) visit(n ast.Node, src []byte) (err error) {
	switch n := n.(type) {
	case *ast.Heading:
		id, _ := n.AttributeString("id")
		if name, ok := id.([]byte); ok {
			w.headings = append(w.headings, heading{n.Level, string(name), plain(n, src)})
		}
	case *ast.Link:
		var to string
		to, err = w.site.target(string(n.Destination))
		n.Destination = []byte(to)
	}
	return err
}

// plain returns the text of a node without its markup.
func plain(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			b.Write(t.Value(src))
		}
		return ast.WalkContinue, nil
	}) // the function gives no error
	return b.String()
}

// anchors are the ids of a page, which goldmark asks for. Those of headings are what
// JupyterLab makes of them: their text, with - for spaces.
type anchors map[string]bool

// Generate returns a new id for a heading.
func (a anchors) Generate(value []byte, _ ast.NodeKind) []byte {
	slug := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return '-'
		case strings.ContainsRune("`*\"'<>&#%", r):
			return -1
		}
		return r
	}, strings.TrimSpace(string(value)))
	id := slug
	for n := 2; a[id] || id == ""; n++ {
		id = slug + "-" + strconv.Itoa(n)
	}
	a[id] = true
	return []byte(id)
}

// Put notes an id that the text gives itself.
func (a anchors) Put(value []byte) { a[string(value)] = true }

// fences renders fenced code blocks in colour.
type fences struct{}

// RegisterFuncs tells goldmark what fences renders.
func (f fences) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, func(b util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		block := n.(*ast.FencedCodeBlock)
		var code strings.Builder
		for i := range block.Lines().Len() {
			line := block.Lines().At(i)
			code.Write(line.Value(src))
		}
		out, err := highlight(string(block.Language(src)), code.String())
		if err != nil {
			return ast.WalkStop, err
		}
		_, err = b.WriteString(string(out))
		return ast.WalkSkipChildren, err
	})
}
