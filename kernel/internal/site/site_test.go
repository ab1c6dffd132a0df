package main

import (
	"fmt"
	"html"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"gosched/kernel/internal/nbformat"
)

var course = sync.OnceValues(func() (*site, error) {
	root := filepath.Join("..", "..", "..")
	notebooks, err := filepath.Glob(filepath.Join(root, "notebooks", "*.ipynb"))
	if err != nil {
		return nil, err
	}
	return build(filepath.Join(root, "experiments"), notebooks)
})

// ownSite is the site of the project's own notebooks.
func ownSite(t *testing.T) *site {
	t.Helper()
	s, err := course()
	if err != nil {
		t.Fatal(err)
	}
	if len(s.notebooks) == 0 {
		t.Fatal("no notebooks")
	}
	return s
}

// Every link of the course's pages leads somewhere, and no page asks the network
// or runs a script.
func TestLinks(t *testing.T) {
	s := ownSite(t)
	for _, line := range brokenLinks(s.files) {
		t.Error(line)
	}
	for name, text := range s.files {
		if strings.Contains(string(text), "<script") {
			t.Errorf("%s has a script", name)
		}
	}
	for _, n := range s.notebooks {
		if text := string(s.files["index.html"]); !strings.Contains(text, `href="`+n.Page()+`"`) {
			t.Errorf("the index does not lead to %s", n.Page())
		}
	}
}

var (
	tag = regexp.MustCompile(`(?s)<\w[^>]*>`)
	one = regexp.MustCompile(`(?s)\s(href|src|id)=(?:"([^"]*)"|'([^']*)')`)
)

// attributes returns the values of an attribute in a page.
func attributes(text []byte, name string) (values []string) {
	for _, element := range tag.FindAll(text, -1) {
		for _, m := range one.FindAllSubmatch(element, -1) {
			if string(m[1]) == name {
				values = append(values, html.UnescapeString(string(m[2])+string(m[3])))
			}
		}
	}
	return values
}

// brokenLinks says in one line each which links lead nowhere, which ids are there
// twice, and what would be fetched from elsewhere.
func brokenLinks(files map[string][]byte) (lines []string) {
	ids := make(map[string]bool) // "page#id"
	for name, text := range files {
		for _, id := range attributes(text, "id") {
			if ids[name+"#"+id] {
				lines = append(lines, fmt.Sprintf("%s: the id %q is there twice", name, id))
			}
			ids[name+"#"+id] = true
		}
	}
	for name, text := range files {
		for _, link := range attributes(text, "href") {
			if problem := follow(files, ids, name, link); problem != "" {
				lines = append(lines, fmt.Sprintf("%s: the link %q leads to %s", name, link, problem))
			}
		}
		for _, src := range attributes(text, "src") {
			if !strings.HasPrefix(src, "data:") {
				lines = append(lines, fmt.Sprintf("%s: %q is fetched from elsewhere", name, src))
			}
		}
	}
	return lines
}

// follow returns what is wrong with a link on a page, "" if it leads somewhere.
func follow(files map[string][]byte, ids map[string]bool, from, link string) string {
	u, err := url.Parse(link)
	switch {
	case err != nil:
		return err.Error()
	case u.Scheme != "":
		return "" // out of this site
	}
	to := from
	if u.Path != "" {
		to = path.Join(path.Dir(from), u.Path)
	}
	if files[to] == nil {
		return "no page"
	}
	if u.Fragment != "" && !ids[to+"#"+u.Fragment] {
		return "no place on its page"
	}
	return ""
}

func TestBrokenLinks(t *testing.T) {
	files := map[string][]byte{
		"a.html":   []byte(`<h1 id="x">&lt;a href="no"&gt;</h1><a href="b/c.html#%E4%B8%89">ok</a><a href='#x'>ok</a><a href="b/d.html">no</a><a href="#y">no</a><img src="http://x/y.png">`),
		"b/c.html": []byte(`<h1 id="三">x</h1><p id="三">x</p><a href="../a.html#x">ok</a>`),
	}
	want := map[string]bool{
		`b/c.html: the id "三" is there twice`:                 true,
		`a.html: the link "b/d.html" leads to no page`:        true,
		`a.html: the link "#y" leads to no place on its page`: true,
		`a.html: "http://x/y.png" is fetched from elsewhere`:  true,
	}
	for _, line := range brokenLinks(files) {
		if !want[line] {
			t.Errorf("unexpected: %s", line)
		}
		delete(want, line)
	}
	for line := range want {
		t.Errorf("missing: %s", line)
	}
}

// What the notebooks have recorded is on their pages.
func TestOutputs(t *testing.T) {
	s := ownSite(t)
	for _, n := range s.notebooks {
		text := string(s.files[n.Page()])
		for _, v := range n.found {
			if !strings.Contains(text, v.ID()+" ") || !strings.Contains(text, `id="cell-`+v.Cell+`"`) {
				t.Errorf("%s: no card of %s", n.file, v.ID())
			}
		}
		for _, c := range n.nb.Cells {
			for _, out := range c.Outputs {
				if svg, ok := out.Data["image/svg+xml"].(string); ok && !strings.Contains(text, svg) {
					t.Errorf("%s: no picture of %s", n.file, c.ID)
				}
			}
		}
	}
}

// write makes a notebook file of cells.
func write(t *testing.T, file string, cells ...*nbformat.Cell) string {
	t.Helper()
	for i, c := range cells {
		c.ID, c.Metadata = fmt.Sprint("c", i), nbformat.Object{}
	}
	nb := &nbformat.Notebook{Cells: cells, Minor: 5, Metadata: nbformat.Object{"title": "A & B"}}
	if err := nb.WriteFile(file); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestPage makes pages of a small course.
func TestPage(t *testing.T) {
	dir := t.TempDir()
	sources := filepath.Join(dir, "experiments")
	if err := os.MkdirAll(filepath.Join(sources, "lab"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(sources, "lab", "lab.go"), []byte("package lab\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	output := func(mediaType string, data any) *nbformat.Output {
		return &nbformat.Output{Type: nbformat.DisplayData, Data: nbformat.Object{mediaType: data, "text/plain": "plain"}, Metadata: nbformat.Object{}}
	}
	first := write(t, filepath.Join(dir, "a.ipynb"),
		&nbformat.Cell{Type: nbformat.Markdown, Source: "# 标题 · Title\n## Part `x`\n[b](b.ipynb#Part-x), [lab](../experiments/lab), [file](../experiments/lab/lab.go), [far](https://go.dev), [here](#Part-x)\n\n```python\nawait x\n```\n\n| a |\n|---|\n| 1 |"},
		&nbformat.Cell{Type: nbformat.Code, Source: "%%race\nx := \"<b>\"", Outputs: []*nbformat.Output{
			{Type: nbformat.Stream, Name: "stdout", Text: "a < b\n"},
			{Type: nbformat.ErrorOutput, Traceback: []string{"\x1b[1;31mpanic\x1b[0m: x", "line"}},
			output("image/svg+xml", "<svg><title>t</title></svg>"),
			output("image/png", "QUJD\nREVG\n"),
			output("text/markdown", "**bold**"),
			output("application/javascript", "alert(1)"),
		}},
		&nbformat.Cell{Type: nbformat.Markdown, Source: "*Woven from `experiments/lab`.*"})
	second := write(t, filepath.Join(dir, "b.ipynb"), &nbformat.Cell{Type: nbformat.Markdown, Source: "# B\n## Part x\n## Part x"})
	s, err := build(sources, []string{first, second})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range brokenLinks(s.files) {
		t.Error(line)
	}
	text := string(s.files["a.html"])
	for _, want := range []string{
		"<title>A &amp; B</title>",
		`<h2 id="Part-x">Part <code>x</code></h2>`,
		`<li><a href="#Part-x">Part x</a></li>`,
		`<a href="b.html#Part-x">b</a>`,
		`<a href="source/experiments-lab.html">lab</a>`,
		`<a href="source/experiments-lab.html#lab.go">file</a>`,
		`<a href="https://go.dev">far</a>`,
		`<span class="k">await</span>`,
		"<td>1</td>",
		`<pre class="chroma magic">%%race` + "\n</pre>",
		"&lt;b&gt;",
		`<pre class="stdout">a &lt; b` + "\n</pre>",
		`<pre class="error"><span style="font-weight:bold;color:#d1343b;">panic</span>: x` + "\nline</pre>",
		"<svg><title>t</title></svg>",
		`<img alt="plain" src="data:image/png;base64,QUJDREVG">`,
		"<strong>bold</strong>",
		`<pre class="result">plain</pre>`,
		`href="source/experiments-lab.html">源代码 · Source: experiments/lab</a>`,
		`rel="next">A &amp; B →`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if strings.Contains(text, "alert") {
		t.Error("JavaScript came along")
	}
	if text := string(s.files["b.html"]); !strings.Contains(text, `id="Part-x-2"`) {
		t.Error("two headings of one text have one id")
	}
}

// A link that leads nowhere is an error.
func TestBadLink(t *testing.T) {
	file := write(t, filepath.Join(t.TempDir(), "a.ipynb"), &nbformat.Cell{Type: nbformat.Markdown, Source: "[x](NB99-none.ipynb)"})
	const want = `a.ipynb: cell 1: the link "NB99-none.ipynb" leads to no notebook and no package`
	if _, err := build(t.TempDir(), []string{file}); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestTerminal(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"a < b\n", "a &lt; b\n"},
		{"\x1b[31mred\x1b[m plain", `<span style="color:#d1343b;">red</span> plain`},
		{"\x1b[1;38;5;196mbold\x1b[0m", `<span style="font-weight:bold;color:#ff0000;">bold</span>`},
		{"\x1b[38;5;244mgrey", `<span style="color:#808080;">grey</span>`},
		{"\x1b[91mlight\x1b[32mgreen", `<span style="color:#d1343b;">light</span><span style="color:#2a8f3f;">green</span>`},
		{"a\x07\rb\x1b[0m", "ab"},
	} {
		if got := terminal(test.text); got != test.want {
			t.Errorf("terminal(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}
