package main

import (
	"bytes"
	"html/template"
	"strings"

	"gosched/kernel/internal/nbformat"
	"gosched/kernel/internal/verdicts"
)

// An entry is a verdict in the list of all.
type entry struct {
	verdicts.Verdict
	Page string // of the notebook
}

// Claim returns the quotation and its translation.
func (e entry) Claim() string {
	claim, _ := e.Data["claim"].(nbformat.Object)
	zh, _ := claim["zh"].(string)
	en, _ := claim["en"].(string)
	return strings.Trim(zh+" · "+en, " ·")
}

// Mark returns the sign of the verdict.
func (e entry) Mark() string {
	return map[string]string{"holds": "✔", "holds if": "◐", "refuted": "✘", "no Go analogue": "∅", "inconclusive": "?"}[e.Kind()]
}

var indexBody = template.Must(template.New("index").Parse(`<h1>gosched: 并发实验 · Experiments in concurrency</h1>
<p>五份中文文档说了很多关于并发的话。这里每一句都是一个能运行、会测量的 Go 程序。<br>
Five documents say much about concurrency. Here each sentence is a Go program that runs and measures.</p>
<h2>笔记本 · Notebooks</h2>
<ul class="notebooks">
{{range .Notebooks}}<li><a href="{{.Page}}">{{.File}}</a> {{.Title}}</li>
{{end}}</ul>
{{if .Verdicts}}<h2>结论 · Verdicts</h2>
<table class="verdicts">
<thead><tr><th></th><th>原文 · claim</th><th>结论 · verdict</th></tr></thead>
<tbody>
{{range .Verdicts}}<tr><td><a href="{{.Page}}#cell-{{.Cell}}">{{.ID}}</a></td><td>{{.Claim}}</td><td>{{.Mark}} {{.Kind}}</td></tr>
{{end}}</tbody></table>
{{end}}<h2>源代码 · Sources</h2>
<ul class="files">
{{range .Packages}}<li><a href="{{.Page}}">{{.Name}}</a></li>
{{end}}</ul>
`))

// index makes the page that leads to all others.
func (s *site) index() error {
	type link struct{ Page, File, Name, Title string }
	var data struct {
		Notebooks, Packages []link
		Verdicts            []entry
	}
	var all []verdicts.Verdict
	pageOf := make(map[string]string)
	for _, n := range s.notebooks {
		pageOf[n.file] = n.Page()
		all = append(all, n.found...)
		data.Notebooks = append(data.Notebooks, link{Page: n.Page(), File: strings.TrimSuffix(n.file, ".ipynb"), Title: n.Title()})
	}
	for _, v := range verdicts.Sorted(all) {
		data.Verdicts = append(data.Verdicts, entry{v, pageOf[v.Notebook]})
	}
	for _, p := range s.packages {
		data.Packages = append(data.Packages, link{Page: p.page(), Name: p.name})
	}
	var b bytes.Buffer
	if err := indexBody.Execute(&b, data); err != nil {
		return err
	}
	return s.write("index.html", page{Title: "gosched", Index: true, Body: template.HTML(b.String())})
}
