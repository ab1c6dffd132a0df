package session

import (
	"cmp"
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"
)

// A section is a part of a program that is printed, or kept as a comment.
type section struct {
	kind sectionKind
	what string // for the user: "f", "cell 3"
	src  string
	why  string // it is left out: the reason
	span        // in the program's text, of src
	call string // of main, for a cell
}

type sectionKind uint8

const (
	importSection sectionKind = iota
	declSection
	varSection
	cellSection
	mainSection
)

// sections makes all sections. What is imported shows when the others are made.
func (p *program) sections() {
	p.main = p.own("notebookMain")
	groups := make(map[*ast.GenDecl]bool)
	for _, d := range p.s.sorted() {
		if d.kind == KindVar || d.group != nil && groups[d.group] {
			continue
		}
		if d.group != nil {
			groups[d.group] = true
		}
		part := &section{kind: declSection, what: d.name, src: p.s.declText(d, p.word)}
		if d.frozen {
			part.why = cmp.Or(d.why, "it uses declarations that have been replaced")
		}
		p.parts = append(p.parts, part)
	}
	for _, v := range p.vars {
		p.parts = append(p.parts, &section{kind: varSection, what: v.name, src: v.name + " " + unmark(v.typ, p.typePackage)})
	}
	for _, r := range p.s.cells {
		if part := p.cell(r); part != nil {
			p.parts = append(p.parts, part)
		}
	}
	p.parts = append(p.importSections(), append(p.parts, &section{kind: mainSection, what: "main"})...)
}

// cell makes the section of what a cell ran, nil if it ran nothing.
func (p *program) cell(r *ran) *section {
	part := &section{kind: cellSection, what: fmt.Sprintf("cell %d", r.cell), why: r.failed}
	text := func(at span) string { return quiet(altered(r.src, at, r.edits, p.word)) }
	var body strings.Builder
	p.resets(&body, r)
	for _, at := range r.inits {
		fmt.Fprintln(&body, text(at))
	}
	for _, at := range r.funcs {
		name := p.own(fmt.Sprintf("cell%dinit", r.cell))
		part.src += strings.Replace(text(at), "init", name, 1) + "\n\n"
		fmt.Fprintf(&body, "%s()\n", name)
	}
	for _, at := range r.pieces {
		fmt.Fprintln(&body, strings.Trim(text(at), "\r\n"))
	}
	if body.Len() > 0 {
		name := p.own(fmt.Sprintf("cell%d", r.cell))
		part.src += fmt.Sprintf("// cell %d\nfunc %s() {\n%s}", r.cell, name, body.String())
		part.call = name + "()\n"
	}
	if d := p.s.decls["main"]; r.main && d != nil && !d.frozen && d.cell == r.cell && !p.calls {
		p.calls = true
		part.call += p.main + "()\n"
	}
	if part.call == "" {
		return nil
	}
	return part
}

// resets prints what the new types of a cell did to variables.
func (p *program) resets(b *strings.Builder, r *ran) {
	for _, v := range r.vars {
		if slices.Contains(r.resets, v.name) {
			fmt.Fprintf(b, "%s = *new(%s) // its type was declared anew\n", p.versions[v.key], unmark(v.typ, p.typePackage))
		}
	}
}

// importSections makes the imports of all packages that have got names.
func (p *program) importSections() []*section {
	var list []*section
	for _, path := range slices.Sorted(maps.Keys(p.packages)) {
		name := p.packages[path]
		src := fmt.Sprintf("%s %q", name, path)
		if pkg, err := p.s.imp.Import(path); err == nil && pkg.Name() == name && strings.HasSuffix("/"+path, "/"+name) {
			src = fmt.Sprintf("%q", path)
		}
		list = append(list, &section{kind: importSection, what: path, src: src})
	}
	for _, imp := range p.s.blanks {
		list = append(list, &section{kind: importSection, what: imp.path, src: fmt.Sprintf("_ %q", imp.path)})
	}
	return list
}

// text prints the program, and notes where the sections are.
func (p *program) text() string {
	var b strings.Builder
	b.WriteString("package main\n")
	block, brackets := sectionKind(0), false
	for _, part := range p.parts {
		if brackets && part.kind != block {
			b.WriteString(")\n")
			brackets = false
		}
		if part.kind == importSection && part.why != "" {
			continue
		}
		if keyword := map[sectionKind]string{importSection: "import", varSection: "var"}[part.kind]; keyword != "" && !brackets {
			fmt.Fprintf(&b, "\n%s (\n", keyword)
			block, brackets = part.kind, true
		}
		if !brackets {
			b.WriteString("\n")
		}
		part.from = b.Len()
		switch {
		case part.kind == mainSection:
			p.printMain(&b)
		case part.why != "":
			fmt.Fprintf(&b, "// %s is left out: %s\n//\n// %s", part.what, oneLine(part.why), strings.ReplaceAll(strings.TrimSpace(part.src), "\n", "\n// "))
		default:
			b.WriteString(part.src)
		}
		part.to = b.Len()
		b.WriteString("\n")
	}
	return b.String()
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// printMain prints func main.
func (p *program) printMain(b *strings.Builder) {
	b.WriteString("func main() {\n")
	for _, part := range p.parts {
		if part.why == "" {
			b.WriteString(part.call)
		}
	}
	b.WriteString("}")
}
