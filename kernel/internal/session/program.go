package session

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// mainName is what func main of a cell is called in the program.
const mainName = "notebookMain"

// Program prints the session as an ordinary Go program: imports, declarations,
// package variables, a function for what each cell ran, and a main that calls
// these in order. Where a name has stood for variables of different types, the
// older ones get a number. Declarations that are frozen are left out, and a
// program that depended on the difference does not compile.
func (s *Session) Program() (string, error) {
	p := program{s: s, paths: make(map[string]string)}
	p.nameVars()
	var body strings.Builder
	p.declarations(&body)
	p.variables(&body)
	p.cells(&body)
	var b strings.Builder
	b.WriteString("package main\n\n")
	p.imports(&b)
	b.WriteString(body.String())
	text, err := format.Source([]byte(b.String()))
	if err != nil {
		return b.String(), fmt.Errorf("formatting the program: %w", err)
	}
	return string(text), nil
}

// A program is the state of Program.
type program struct {
	s     *Session
	names map[string]string // of variables, by key
	types []varVersion      // the variables to declare, with their new names
	paths map[string]string // of packages that types of variables mention, by path: the name
}

// nameVars gives every version of a variable that a cell made a name: versions in
// a row that have the same type share it, the last ones have the name itself.
func (p *program) nameVars() {
	p.names = make(map[string]string)
	chains := make(map[string][]varVersion)
	for _, r := range p.s.cells {
		for _, v := range r.vars {
			chains[v.name] = append(chains[v.name], v)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(chains)) {
		p.nameChain(name, chains[name])
	}
}

func (p *program) nameChain(name string, chain []varVersion) {
	n := 0
	live := p.s.decls[name]
	for i := 0; i < len(chain); {
		j := i + 1
		for j < len(chain) && chain[j].typ == chain[i].typ {
			j++
		}
		as := name
		if live == nil || live.kind != KindVar || j < len(chain) {
			n++
			as = fmt.Sprintf("%s_%d", name, n)
		}
		for _, v := range chain[i:j] {
			p.names[v.key] = as
		}
		p.types = append(p.types, varVersion{as, chain[j-1].key, chain[i].typ})
		i = j
	}
}

// name returns the name of a variable in the program.
func (p *program) name(key, old string) string {
	if n, ok := p.names[key]; ok {
		return n
	}
	return old
}

// sorted returns the live declarations in the order in which they were made.
func (s *Session) sorted() []*decl {
	return slices.SortedFunc(maps.Values(s.decls), func(a, b *decl) int { return cmp.Compare(a.seq, b.seq) })
}

// declarations prints constants, types and functions.
func (p *program) declarations(b *strings.Builder) {
	groups := make(map[*ast.GenDecl]bool)
	for _, d := range p.s.sorted() {
		switch {
		case d.kind == KindVar || groups[d.group]:
			continue
		case d.frozen:
			fmt.Fprintf(b, "\n// %s is left out: it uses declarations that have been replaced.\n", d.name)
			continue
		case d.group != nil:
			groups[d.group] = true
		}
		fmt.Fprintf(b, "\n%s\n", p.declText(d))
	}
}

// declText returns the source of a declaration, as it is now.
func (p *program) declText(d *decl) string {
	r := ran{src: d.text}
	shift := d.textAt
	if d.group != nil {
		for _, id := range declared(d.group) {
			if live := p.s.decls[id.Name]; live == nil || live.group != d.group {
				at := d.file.offset(id.Pos()) - shift
				r.edits = append(r.edits, alteration{span: span{at, at + len(id.Name)}, text: "_"})
			}
		}
	}
	if d.alias.pos.IsValid() {
		at := d.file.offset(d.alias.pos) - shift
		r.edits = append(r.edits, alteration{span: span{at, at + d.alias.n}, text: d.alias.text})
	}
	for _, pos := range d.mains {
		at := d.file.offset(pos) - shift
		r.edits = append(r.edits, alteration{span: span{at, at + len("main")}, text: mainName})
	}
	return r.text(span{0, len(r.src)}, nil)
}

// variables prints the package variables.
func (p *program) variables(b *strings.Builder) {
	if len(p.types) == 0 {
		return
	}
	b.WriteString("\nvar (\n")
	for _, v := range p.types {
		fmt.Fprintf(b, "%s %s\n", v.name, v.typ)
	}
	b.WriteString(")\n")
	for _, d := range p.s.decls {
		if d.kind == KindVar {
			types.TypeString(d.obj.Type(), func(pkg *types.Package) string {
				if pkg != p.s.pkg {
					p.paths[pkg.Path()] = pkg.Name()
				}
				return pkg.Name()
			})
		}
	}
}

// cells prints what the cells ran, and main.
func (p *program) cells(b *strings.Builder) {
	var calls strings.Builder
	called := false
	for _, r := range slices.Backward(p.s.cells) {
		var call string
		if r.runs() {
			call = fmt.Sprintf("cell%d()\n", r.cell)
		}
		if d := p.s.decls["main"]; r.main && !called && d != nil && d.cell == r.cell {
			called = true
			call += mainName + "()\n"
		}
		rest := calls.String()
		calls.Reset()
		calls.WriteString(call + rest)
	}
	for _, r := range p.s.cells {
		r.function(b, p.name)
	}
	fmt.Fprintf(b, "\nfunc main() {\n%s}\n", calls.String())
}

// imports prints the imports that something mentions.
func (p *program) imports(b *strings.Builder) {
	used := make(map[string]bool)
	for _, d := range p.s.decls {
		if !d.frozen {
			for _, n := range d.deps {
				used[n] = true
			}
			for n := range d.pkgs {
				used[n] = true
			}
		}
	}
	for _, r := range p.s.cells {
		for _, n := range r.mentions {
			used[n] = true
		}
	}
	lines := make(map[string]bool)
	for name, imp := range p.s.imports {
		if used[name] || p.paths[imp.path] == name {
			lines[importLine(imp, name)] = true
			delete(p.paths, imp.path)
		}
	}
	for _, imp := range p.s.dots {
		if used[dotted(imp.path)] {
			lines[importLine(imp, ".")] = true
		}
	}
	for path, name := range p.paths {
		lines[fmt.Sprintf("%s %q", name, path)] = true
	}
	if len(lines) > 0 {
		fmt.Fprintf(b, "import (\n%s\n)\n", strings.Join(slices.Sorted(maps.Keys(lines)), "\n"))
	}
}

// importLine prints an import without its keyword.
func importLine(imp *imported, name string) string {
	if name == imp.pkg.Name() && strings.HasSuffix("/"+imp.path, "/"+name) {
		return fmt.Sprintf("%q", imp.path)
	}
	return fmt.Sprintf("%s %q", name, imp.path)
}
