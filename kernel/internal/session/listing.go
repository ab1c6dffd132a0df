package session

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strings"
)

// A Listing is a cell and what it needs of the session as the source of an
// ordinary package main, to be compiled. Every declaration and statement stands
// below a line directive, so that whatever compiler and runtime say about it names
// a file such as "cell 12", and the line and column there.
//
// The statements are the body of one function. Their variables are its own, but
// for those that a function of the listing mentions: these are variables of the
// package. Variables of the session are in the listing with their initial values
// if they were declared with var, or with the values they have now if they are
// handed over.
type Listing struct {
	Cell    int
	Source  string   // of a file; it has no func main
	Body    string   // the name of the function that the statements are, "" if there are none
	Loop    bool     // that function takes a *testing.B and repeats them
	Main    string   // what func main of the cell is called, "" if it declares none
	Funcs   []string // names of the functions that the cell declares, methods excepted, in order
	Imports []string // paths that Source imports, sorted
	Shows   bool     // Source calls ShowFunc or ShowErrorFunc
	Takes   []string // variables that are handed over, sorted: for each Source calls TakeFunc
	Cgo     bool     // Source imports "C"
	Vars    []string // variables that the cell declares, sorted

	mappers map[int]*Mapper // of the cells that Source has declarations or statements of
}

// Line returns a line of one of the cells that Source is made of, as it was written, ""
// if there is none.
func (l *Listing) Line(cell, line int) string {
	if m := l.mappers[cell]; m != nil {
		return m.Line(line)
	}
	return ""
}

// Functions that Source calls and does not declare.
const (
	ShowFunc      = "gosched_show"      // func(values ...any), with what the last expression yields
	ShowErrorFunc = "gosched_showError" // func(error), of which nil is not to be shown
	TakeFunc      = "gosched_take"      // func[T any](name string) T

	// BodyFunc is what the function of the statements is called.
	BodyFunc = "gosched_cell"

	// TypesFunc is declared by Source if there are Takes, func() map[string]any: nil
	// pointers to the types of these, by name, and, by names that begin with a space,
	// to the types that may be in their interfaces.
	TypesFunc = "gosched_types"
)

// ListOptions say how a cell is printed.
type ListOptions struct {
	Take    []string // variables of the session that are handed over
	Dynamic []string // types of the session that are in interfaces there
	Tests   bool     // with what go test would run of the session
	Loop    bool     // the statements are what a benchmark repeats: Body takes a *testing.B
}

// List prints a cell as a program. The session stays as it is. The error is of type
// Errors.
func (s *Session) List(c Cell, o ListOptions) (l *Listing, err error) {
	err = s.attempt(c, func(e *edit) []mistake {
		e.compiled = true
		if ms := e.run(); len(ms) > 0 {
			return ms
		}
		p := &lister{
			program: program{s: s, taken: s.words(), packages: make(map[string]string)},
			e:       e, ch: e.change(), o: o, printed: make(map[string]bool), shared: make(map[string]bool),
		}
		l = p.list()
		return e.ms
	})
	s.giveUp()
	if err != nil {
		return nil, err
	}
	return l, nil
}

// A lister is the state of List.
type lister struct {
	program
	e       *edit
	ch      *Change
	o       ListOptions
	printed map[string]bool // names that are, or will be, printed
	decls   []*decl         // to print
	handed  []*decl         // variables that are handed over
	shared  map[string]bool // variables of the statements that functions mention
	b       strings.Builder
}

func (p *lister) list() *Listing {
	e := p.e
	l := &Listing{Cell: e.sx.cell.Number, mappers: map[int]*Mapper{e.sx.cell.Number: e.sx.mapper}}
	for name := range e.vars {
		p.taken[name] = true
	}
	for _, d := range e.order {
		p.taken[d.name] = true
	}
	p.main = "main_"
	for p.taken[p.main] {
		p.main += "_"
	}
	p.reach()
	p.share()
	p.vars, p.versions, p.live = p.variables(), make(map[string]string), make(map[string]string)
	for _, d := range p.decls {
		p.declaration(d)
		if d.file != nil {
			l.mappers[d.cell] = d.file.mapper
		}
	}
	p.takes(l)
	p.body(l)
	p.describe(l)
	return l
}

// describe fills in what is known at the end, and puts the imports first.
func (p *lister) describe(l *Listing) {
	text := p.b.String()
	var head strings.Builder
	head.WriteString("package main\n")
	p.imports(&head, l)
	l.Source = head.String() + text
	l.Shows = strings.Contains(text, ShowFunc+"(") || strings.Contains(text, ShowErrorFunc+"(")
	for _, d := range p.e.order {
		switch {
		case d.kind == KindFunc && d.name == "main":
			l.Main = p.main
		case d.kind == KindFunc && d.name != "init" && d.name != "_":
			l.Funcs = append(l.Funcs, d.name)
		}
	}
	for _, v := range p.ch.Vars {
		if p.e.own[v.Name] != nil || p.e.vars[v.Name] {
			l.Vars = append(l.Vars, v.Name)
		}
	}
	slices.Sort(l.Takes)
	slices.Sort(l.Vars)
	l.Vars = slices.Compact(l.Vars)
}

// lookup returns what a name stands for after the cell.
func (p *lister) lookup(name string) *decl {
	if d := p.e.delta.put[name]; d != nil {
		return d
	}
	if d := p.s.decls[name]; d != nil && !slices.Contains(p.e.delta.remove, name) {
		return d
	}
	return nil
}

// reach collects the declarations of the cell and what they and the statements
// need.
func (p *lister) reach() {
	for _, d := range p.e.order {
		p.need(d)
	}
	if p.ch.Run != nil {
		p.needAll(p.s.mentions(p.e.info, p.ch.Run))
	}
	if len(p.handed) > 0 {
		p.needAll(p.o.Dynamic)
	}
	if p.o.Tests {
		p.needAll(p.s.tests())
	}
	slices.SortStableFunc(p.decls, func(a, b *decl) int { return cmp.Compare(a.seq, b.seq) })
}

// tests returns the names of the functions that go test may run, in order.
func (s *Session) tests() []string {
	var names []string
	for _, d := range s.sorted() {
		if d.kind == KindFunc && isTest(d.name) {
			names = append(names, d.name)
		}
	}
	return names
}

// takes prints the variables that are handed over.
func (p *lister) takes(l *Listing) {
	if len(p.handed) == 0 {
		return
	}
	types := fmt.Sprintf("\nfunc %s() map[string]any {\n\treturn map[string]any{\n", TypesFunc)
	for _, d := range p.handed {
		text := p.typeText(d)
		fmt.Fprintf(&p.b, "\nvar %s = %s[%s](%q)\n", d.name, TakeFunc, text, d.name)
		types += fmt.Sprintf("\t\t%q: (*%s)(nil),\n", d.name, text)
		l.Takes = append(l.Takes, d.name)
	}
	for _, name := range p.o.Dynamic {
		if d := p.lookup(name); d != nil && d.kind == KindType && !d.generic() {
			types += fmt.Sprintf("\t\t%q: (*%s)(nil),\n", " "+name, name)
		}
	}
	p.b.WriteString(types + "\t}\n}\n")
}

func (p *lister) needAll(names []string) {
	for _, name := range names {
		if d := p.lookup(name); d != nil && !p.printed[name] {
			p.need(d)
		}
	}
}

// need adds a declaration and what it needs.
func (p *lister) need(d *decl) {
	if nameless := d.name == "_" || d.name == "init"; nameless {
		n := d.node()
		if d.vars != nil {
			n = d.vars
		}
		d.needs = p.s.mentions(p.e.info, n)
		p.e.refer(d, n)
	} else if p.printed[d.name] {
		return
	}
	p.printed[d.name] = true
	if d.kind == KindVar && p.variable(d) || p.broken(d) {
		return
	}
	p.decls = append(p.decls, d)
	p.needAll(slices.Concat(d.deps, d.needs))
	if d.kind == KindType {
		for _, m := range p.methods(d.name) {
			p.need(m)
		}
	}
}

// variable deals with a variable that is not printed as it was declared.
func (p *lister) variable(d *decl) bool {
	switch {
	case slices.Contains(p.o.Take, d.name) && p.e.own[d.name] != d && !p.e.vars[d.name]:
		p.handed = append(p.handed, d)
		p.needAll(d.deps)
		return true
	case slices.Contains(p.e.hoisted, d):
		return true
	case d.vars != nil:
		return false
	}
	p.missing(d)
	return true
}

// broken reports, and notes, that a declaration of an earlier cell does not fit
// what it mentions.
func (p *lister) broken(d *decl) bool {
	if p.e.delta.put[d.name] != nil || p.e.own[d.name] != nil || !d.frozen && !p.e.excluded[d.name] {
		return false
	}
	at, _ := p.use(d.name)
	why := cmp.Or(p.e.whys[d.name], d.why, "it uses declarations that have been replaced")
	p.e.mistake(at, fmt.Sprintf("%s of cell %d cannot be compiled: %s", d.name, d.cell, why), "")
	return true
}

// methods returns the methods that a type has after the cell.
func (p *lister) methods(typ string) []*decl {
	byName := make(map[string]*decl)
	for _, m := range p.s.methods[typ] {
		if p.e.attached(m) && p.lookup(m.name) != nil && !p.e.excluded[m.name] {
			byName[m.name] = p.lookup(m.name)
		}
	}
	for name, m := range p.e.delta.put {
		if m.kind == KindMethod && m.recv == typ {
			byName[name] = m
		}
	}
	return slices.Collect(maps.Values(byName))
}

// missing notes that the program does not have a variable.
func (p *lister) missing(d *decl) {
	at, used := p.use(d.name)
	msg := fmt.Sprintf("%s is a variable of cell %d, and a compiled cell does not share its variables", d.name, d.cell)
	if !used {
		msg = fmt.Sprintf("what the cell uses needs %s, a variable of cell %d, and a compiled cell does not share its variables", d.name, d.cell)
	}
	p.e.mistake(at, msg, "hand its value over: -use "+d.name+" after the name of the command")
}

// use returns where the cell mentions a name of the session first.
func (p *lister) use(name string) (at token.Pos, ok bool) {
	for _, root := range p.e.roots() {
		ast.Inspect(root, func(n ast.Node) bool {
			if id, isID := n.(*ast.Ident); isID && id.Name == name && p.e.info.Uses[id] != nil && p.s.atPackageLevel(p.e.info.Uses[id]) && (!ok || id.Pos() < at) {
				at, ok = id.Pos(), true
			}
			return true
		})
	}
	return at, ok
}

// share finds the variables of the statements that functions mention.
func (p *lister) share() {
	for _, d := range p.decls {
		for _, name := range slices.Concat(d.deps, d.needs) {
			if p.e.vars[name] && d.fn != nil {
				p.shared[name] = true
			}
		}
	}
	for changed := true; changed && p.ch.Run != nil; { // those of one statement together
		changed = false
		for _, st := range p.ch.Run.Body.List {
			ids := topLevelVars([]ast.Stmt{st})
			if slices.ContainsFunc(ids, func(id *ast.Ident) bool { return p.shared[id.Name] && p.e.info.Defs[id] != nil }) {
				for _, id := range ids {
					if !p.shared[id.Name] && p.e.info.Defs[id] != nil {
						p.shared[id.Name], changed = true, true
					}
				}
			}
		}
	}
}

// variables returns the shared variables as ones to declare.
func (p *lister) variables() (vars []varVersion) {
	for _, d := range p.e.hoisted {
		if p.shared[d.name] {
			vars = append(vars, varVersion{name: d.name, key: d.key, typ: p.s.markedType(d.obj.Type())})
		}
	}
	return vars
}

// typeText prints the type of a variable.
func (p *lister) typeText(d *decl) string {
	return unmark(p.s.markedType(d.obj.Type()), p.typePackage)
}
