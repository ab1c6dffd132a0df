package main

import (
	"encoding/json"
	"fmt"
	"html/template"
	"strings"

	"gosched/kernel/internal/nbformat"
)

// cells returns the body of a notebook's page.
func (s *site) cells(n *notebook) (template.HTML, error) {
	w := newWriter(s)
	var b strings.Builder
	for i, c := range n.nb.Cells {
		body, err := w.cell(c)
		if err != nil {
			return "", fmt.Errorf("cell %d: %w", i+1, err)
		}
		fmt.Fprintf(&b, "<section id=\"cell-%s\" class=\"%s\">\n%s</section>\n", c.ID, c.Type, body)
		if i == 0 {
			b.WriteString("<!-- contents -->")
		}
	}
	body := strings.Replace(b.String(), "<!-- contents -->", contents(w.headings), 1)
	return template.HTML(body + s.footer(n)), nil
}

// contents lists the headings below the title.
func contents(headings []heading) string {
	var b strings.Builder
	b.WriteString("<details class=\"contents\"><summary>目录 · Contents</summary><ul>\n")
	for _, h := range headings {
		if h.Level == 2 {
			fmt.Fprintf(&b, "<li><a href=\"#%s\">%s</a></li>\n", template.HTMLEscapeString(h.ID), template.HTMLEscapeString(h.Text))
		}
	}
	b.WriteString("</ul></details>\n")
	return b.String()
}

// footer leads to the package that the notebook was woven from, which its last cell
// names.
func (s *site) footer(n *notebook) string {
	last := n.nb.Cells[len(n.nb.Cells)-1].Source
	for _, p := range s.packages {
		if strings.Contains(last, "`"+p.name+"`") {
			return fmt.Sprintf("<p class=\"source\"><a href=\"%s\">源代码 · Source: %s</a></p>\n", p.page(), p.name)
		}
	}
	return ""
}

func (w *writer) cell(c *nbformat.Cell) (template.HTML, error) {
	if c.Type == nbformat.Markdown {
		return w.render(c.Source)
	}
	code, err := highlightCell(c.Source)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if c.Folded() {
		first, _, _ := strings.Cut(c.Source, "\n")
		fmt.Fprintf(&b, "<details><summary><code>%s</code></summary>\n%s</details>\n", template.HTMLEscapeString(first), code)
	} else {
		b.WriteString(string(code))
	}
	for _, out := range c.Outputs {
		body, err := w.output(out)
		if err != nil {
			return "", err
		}
		if body != "" {
			fmt.Fprintf(&b, "<div class=\"output\">%s</div>\n", body)
		}
	}
	return template.HTML(b.String()), nil
}

// output returns what a reader sees of an output.
func (w *writer) output(out *nbformat.Output) (template.HTML, error) {
	switch out.Type {
	case nbformat.Stream:
		return pre(out.Name, out.Text), nil
	case nbformat.ErrorOutput:
		return pre("error", strings.Join(out.Traceback, "\n")), nil
	}
	return w.data(out.Data)
}

// pre returns text as it is printed on a terminal.
func pre(class, text string) template.HTML {
	return template.HTML(fmt.Sprintf("<pre class=\"%s\">%s</pre>", class, terminal(text)))
}

// data returns the best form of a bundle.
func (w *writer) data(data nbformat.Object) (template.HTML, error) {
	for _, mediaType := range []string{"image/svg+xml", "text/html"} {
		if s, ok := data[mediaType].(string); ok {
			return template.HTML(s), nil
		}
	}
	for _, mediaType := range []string{"image/png", "image/jpeg"} {
		if s, ok := data[mediaType].(string); ok {
			const img = `<img alt="%s" src="data:%s;base64,%s">`
			text, _ := data["text/plain"].(string)
			return template.HTML(fmt.Sprintf(img, template.HTMLEscapeString(text), mediaType, strings.ReplaceAll(s, "\n", ""))), nil
		}
	}
	if s, ok := data["text/markdown"].(string); ok {
		return w.render(s)
	}
	if s, ok := data["text/plain"].(string); ok {
		return pre("result", s), nil
	}
	if v, ok := data["application/json"]; ok {
		text, err := json.MarshalIndent(v, "", "  ")
		return pre("result", string(text)), err
	}
	return "", nil
}
