package main

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
)

var formatter = html.New(html.WithClasses(true), html.TabWidth(4))

// highlight returns code in the colours of its language, which may be unknown.
func highlight(language, code string) (template.HTML, error) {
	lexer := lexers.Get(language)
	if lexer == nil {
		lexer = lexers.Fallback
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		return "", fmt.Errorf("colouring %s: %w", language, err)
	}
	var b bytes.Buffer
	err = formatter.Format(&b, styles.Fallback, tokens) // with classes, the style does not matter
	return template.HTML(b.String()), err
}

// bodies are the languages of cells whose first line says that they are not Go.
var bodies = map[string]string{"%%bash": "bash", "%%writefile": "", "%mod": ""}

// highlightCell returns the code of a cell. Its magic lines are no Go.
func highlightCell(source string) (template.HTML, error) {
	magic, language := "", "go"
	for strings.HasPrefix(source, "%") || strings.HasPrefix(source, "!") {
		line, rest, _ := strings.Cut(source, "\n")
		magic += line + "\n"
		source = rest
		name, _, _ := strings.Cut(line, " ")
		if body, ok := bodies[name]; ok {
			language = body
		}
	}
	var b strings.Builder
	if magic != "" {
		fmt.Fprintf(&b, "<pre class=\"chroma magic\">%s</pre>", template.HTMLEscapeString(magic))
	}
	if source == "" {
		return template.HTML(b.String()), nil
	}
	code, err := highlight(language, source)
	b.WriteString(string(code))
	return template.HTML(b.String()), err
}

// style makes the style sheet: the site's own, and the colours of code in light and
// dark.
func (s *site) style() error {
	own, err := assets.ReadFile("style.css")
	if err != nil {
		return err
	}
	b := bytes.NewBuffer(own)
	for _, scheme := range [][2]string{{"light", "github"}, {"dark", "github-dark"}} {
		fmt.Fprintf(b, "@media (prefers-color-scheme: %s) {\n", scheme[0])
		if err := formatter.WriteCSS(b, styles.Get(scheme[1])); err != nil {
			return err
		}
		b.WriteString("}\n")
	}
	s.files["style.css"] = b.Bytes()
	return nil
}
