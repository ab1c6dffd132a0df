package session

import (
	"cmp"
	"fmt"
	"go/format"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"gosched/kernel/internal/pattern"
)

// Program prints the session as an ordinary Go program: imports, declarations,
// package variables, a function for what each cell ran, and a main that calls
// these in order. Declarations are as they are now, also for cells that ran
// before. Where a name has stood for variables of different types, the older
// ones get a number. What does not compile in this program, and cells that
// failed, are kept as comments with the reason.
func (s *Session) Program() (string, error) {
	p := &program{s: s, taken: s.words(), packages: make(map[string]string)}
	p.nameVars()
	p.sections()
	if err := p.settle(); err != nil {
		return p.text(), err
	}
	text, err := format.Source([]byte(p.text()))
	if err != nil {
		return p.text(), fmt.Errorf("formatting the program: %w", err)
	}
	return string(text), nil
}

// A program is the state of Program.
type program struct {
	s        *Session
	taken    map[string]bool   // names that nothing else may get
	main     string            // what func main of a cell is called
	versions map[string]string // names of variables, by key
	live     map[string]string // and of the live ones that have another name here
	vars     []varVersion      // the variables to declare, with their names
	packages map[string]string // names of imported packages, by path
	parts    []*section
	calls    bool // func main of a cell is called
}

// words returns the names that sources of the session mention.
func (s *Session) words() map[string]bool {
	words := make(map[string]bool)
	add := func(src string) {
		for _, t := range scan(src) {
			if t.tok == token.IDENT {
				words[t.text] = true
			}
		}
	}
	seen := make(map[string]bool)
	for _, d := range s.decls {
		if !seen[d.text] {
			seen[d.text] = true
			add(d.text)
		}
	}
	for _, r := range s.cells {
		if !seen[r.src] {
			seen[r.src] = true
			add(r.src)
		}
	}
	return words
}

// unique returns a name with a number that nothing has, and takes it.
func (p *program) unique(name string) string {
	for n := 1; ; n++ {
		if as := fmt.Sprintf("%s_%d", name, n); !p.taken[as] {
			p.taken[as] = true
			return as
		}
	}
}

// own returns name if nothing has it, or one with a number.
func (p *program) own(name string) string {
	if p.taken[name] {
		return p.unique(name)
	}
	p.taken[name] = true
	return name
}

// nameVars gives every version of a variable that a cell made a name: versions in
// a row that have the same type share it, the last ones have the name itself.
func (p *program) nameVars() {
	p.versions, p.live = make(map[string]string), make(map[string]string)
	chains := make(map[string][]varVersion)
	for _, r := range p.s.cells {
		for _, v := range r.vars {
			chains[v.name] = append(chains[v.name], v)
		}
	}
	used := p.usedByFuncs()
	for _, name := range slices.Sorted(maps.Keys(chains)) {
		p.nameChain(name, chains[name], used[name])
	}
}

// usedByFuncs returns the variables that functions mention.
func (p *program) usedByFuncs() map[string]bool {
	used := make(map[string]bool)
	for _, d := range p.s.decls {
		for _, a := range d.refs {
			if a.is == varName && !d.frozen {
				used[a.text] = true
			}
		}
	}
	return used
}

// nameChain names the versions of a variable. A new version has the memory of the
// old one here, unless something may still have that; functions, which mean the
// variable by its name, are to see all versions.
func (p *program) nameChain(name string, chain []varVersion, used bool) {
	live := p.s.decls[name]
	for i := 0; i < len(chain); {
		j := i + 1
		for j < len(chain) && chain[j].typ == chain[i].typ && (used || !chain[j-1].escapes || chain[j].alias) {
			j++
		}
		as := name
		switch {
		case live == nil || live.kind != KindVar || j < len(chain):
			as = p.unique(name)
		case reserved(name):
			as = p.unique(name)
			p.live[name] = as
		}
		for _, v := range chain[i:j] {
			p.versions[v.key] = as
		}
		p.vars = append(p.vars, varVersion{name: as, typ: chain[i].typ})
		i = j
	}
}

// reserved reports whether a package cannot declare a variable of that name, or
// changes what others mean if it does.
func reserved(name string) bool {
	return name == "main" || name == "init" || types.Universe.Lookup(name) != nil
}

// word returns what stands at an alteration.
func (p *program) word(a alteration) string {
	switch a.is {
	case versionName:
		return cmp.Or(p.versions[a.of], a.text)
	case varName:
		return cmp.Or(p.live[a.text], a.text)
	case packageName:
		return p.packageName(a.of, a.text)
	case beforeDot:
		return p.packageName(a.of, a.text) + "."
	case mainFunc:
		return p.main
	}
	return unmark(a.text, p.typePackage)
}

// typePackage returns the name of a package that the type of a variable mentions.
func (p *program) typePackage(path string) string {
	for _, name := range slices.Sorted(maps.Keys(p.s.imports)) {
		if p.s.imports[name].path == path {
			return p.packageName(path, name)
		}
	}
	if pkg, err := p.s.imp.Import(path); err == nil {
		return p.packageName(path, pkg.Name())
	}
	return p.packageName(path, path[strings.LastIndexByte(path, '/')+1:])
}

// packageName returns the name of a package in the program: the one that is wanted
// if it stands for nothing else.
func (p *program) packageName(path, want string) string {
	if name, ok := p.packages[path]; ok {
		return name
	}
	name := want
	other := slices.Contains(slices.Collect(maps.Values(p.packages)), want)
	if d := p.s.decls[want]; other || d != nil && !d.frozen || slices.ContainsFunc(p.vars, func(v varVersion) bool { return v.name == want }) {
		name = p.unique(want)
	}
	p.packages[path] = name
	return name
}

// sorted returns the live declarations in the order in which they were made.
func (s *Session) sorted() []*decl {
	return slices.SortedFunc(maps.Values(s.decls), func(a, b *decl) int { return cmp.Compare(a.seq, b.seq) })
}

// declText returns the source of a declaration, as it is now.
func (s *Session) declText(d *decl, word func(alteration) string) string {
	edits := slices.Clone(d.refs)
	if d.group != nil {
		for _, id := range declared(d.group) {
			if live := s.decls[id.Name]; live == nil || live.group != d.group {
				at := d.file.offset(id.Pos()) - d.textAt
				edits = append(edits, alteration{span: span{at, at + len(id.Name)}, text: "_"})
			}
		}
	}
	if d.alias.pos.IsValid() {
		at := d.file.offset(d.alias.pos) - d.textAt
		edits = append(edits, alteration{span: span{at, at + d.alias.n}, text: d.alias.text})
	}
	slices.SortStableFunc(edits, func(a, b alteration) int { return cmp.Compare(a.from, b.from) })
	return quiet(altered(d.text, span{0, len(d.text)}, edits, word))
}

// directive matches comments that mean something to the compiler, or did to the
// one who wrote them.
var directive = pattern.New(`^//(go:|line |export )|^/\*line `)

// quiet makes compiler directives, which mean nothing in a cell, plain comments.
func quiet(src string) string {
	var b strings.Builder
	pos := 0
	for _, at := range comments(src) {
		if directive.MatchString(src[at:]) {
			b.WriteString(src[pos:at+2] + " ")
			pos = at + 2
		}
	}
	b.WriteString(src[pos:])
	return b.String()
}
