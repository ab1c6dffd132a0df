package weave

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"path/filepath"
	"slices"
	"strings"

	"gosched/kernel/internal/nbformat"
	"gosched/kernel/internal/pattern"
)

// notebook puts the items together.
func (p *pkg) notebook(imports string) *nbformat.Notebook {
	b := builder{ids: make(map[string]bool)}
	for _, it := range p.items {
		if it.prose == "" && imports != "" {
			b.code("imports", imports, nil)
			imports = ""
		}
		b.item(it)
	}
	b.prose("source", p.footer())
	return &nbformat.Notebook{Cells: b.cells, Minor: 5, Metadata: p.metadata(b.cells[0])}
}

// metadata is the notebook's; Jupyter reads kernel and language from it.
func (p *pkg) metadata(first *nbformat.Cell) nbformat.Object {
	title, _, _ := strings.Cut(strings.TrimPrefix(first.Source, "# "), "\n")
	return nbformat.Object{
		"kernelspec": nbformat.Object{"display_name": "Go (gosched)", "language": "go", "name": "gosched"},
		"language_info": nbformat.Object{
			"name": "go", "file_extension": ".go", "mimetype": "text/x-go",
			"pygments_lexer": "go", "codemirror_mode": "go", "nbconvert_exporter": "script",
		},
		"title": title,
	}
}

func (p *pkg) footer() string {
	return fmt.Sprintf("---\n*Woven by `gosched weave` from the Go package `%s`. Edit it to change the notebook for good: what is changed here does not flow back.*", p.source)
}

var number = pattern.New(`\bnotebook (NB[0-9]+)\b`)

// FileName returns the usual name for the notebook nb woven from dir: NAME.ipynb,
// or NB13-NAME.ipynb if the package comment calls itself "notebook NB13".
func FileName(dir string, nb *nbformat.Notebook) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	name := filepath.Base(dir) + ".ipynb"
	if m := number.FindStringSubmatch(nb.Cells[0].Source); m != nil {
		name = m[1] + "-" + name
	}
	return name
}

// A builder collects cells with unique ids.
type builder struct {
	cells []*nbformat.Cell
	ids   map[string]bool
}

func (b *builder) item(it *item) {
	source := it.code
	if it.magic != "" {
		source = it.magic + "\n" + source
	}
	switch {
	case it.prose != "":
		b.prose("text-"+digest(it.prose), it.prose)
	case it.shares:
		b.join(source, it.expectation())
	case it.example != nil:
		name := strings.ToLower(strings.Trim(strings.TrimPrefix(it.example.Name.Name, "Example"), "_"))
		b.code("example-"+identifier(name, it.file.stem()), source, it.expectation())
	default:
		b.code("decl-"+identifier(firstName(it)), source, it.folding())
	}
}

var judges = pattern.New(`^(judge|check)(\p{Lu}|$)`)

// folding is the metadata of declarations that Jupyter folds away until the reader asks for
// them: those of nothing but functions that judge and check.
func (it *item) folding() nbformat.Object {
	if len(it.decls) == 0 {
		return nil
	}
	for _, d := range it.decls {
		if f, ok := d.(*ast.FuncDecl); !ok || !judges.MatchString(f.Name.Name) {
			return nil
		}
	}
	return nbformat.Object{"jupyter": nbformat.Object{"source_hidden": true}}
}

// expectation is the metadata of a run cell that fails, or whose output is known.
func (it *item) expectation() nbformat.Object {
	o := nbformat.Object{}
	if it.fails {
		o["tags"] = []any{"raises-exception"} // Jupyter's; the cells below are run nevertheless
	}
	if it.checked {
		known := nbformat.Object{"output": it.output}
		if it.sorted {
			known["unordered"] = true
		}
		o["gosched"] = known
	}
	if len(o) == 0 {
		return nil
	}
	return o
}

func (b *builder) prose(id, text string) {
	b.cells = append(b.cells, &nbformat.Cell{Type: nbformat.Markdown, ID: b.unique(id), Source: text})
}

func (b *builder) code(id, source string, metadata nbformat.Object) {
	b.cells = append(b.cells, &nbformat.Cell{Type: nbformat.Code, ID: b.unique(id), Source: source, Metadata: metadata})
}

// join adds source to the last cell.
func (b *builder) join(source string, metadata nbformat.Object) {
	last := b.cells[len(b.cells)-1]
	last.Source += "\n" + source
	if metadata != nil {
		last.Metadata = metadata
	}
}

func (b *builder) unique(id string) string {
	name := id
	for n := 2; b.ids[name]; n++ {
		name = fmt.Sprintf("%s-%d", id, n)
	}
	b.ids[name] = true
	return name
}

// firstName returns the first name that a run declares, T.M for a method.
func firstName(it *item) string {
	for _, d := range it.decls {
		if names := namesOf(d); len(names) > 0 && names[0] != "_" {
			return names[0]
		}
		if m := methodName(d); m != "" {
			return m
		}
	}
	return digest(it.code)
}

// identifier returns the first of names that is not empty, made fit for an id.
func identifier(names ...string) string {
	i := slices.IndexFunc(names, func(s string) bool { return s != "" })
	name := names[i]
	fit := func(r rune) bool {
		return r < 0x80 && (r == '-' || r == '_' || 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9')
	}
	if len(name) > 40 || strings.ContainsFunc(name, func(r rune) bool { return !fit(r) }) {
		return digest(name)
	}
	return name
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}
