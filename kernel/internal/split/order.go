package split

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// An ordering puts declarations after those that they depend on. Declarations
// that depend on each other become one text.
type ordering struct {
	*program
	decls   []ast.Decl
	of      map[types.Object]int   // index of the declaration of an object or method
	methods map[types.Object][]int // of methods, by the type's name

	index, low []int // of Tarjan's algorithm; 0: not seen
	next       int
	stack      []int
	done       []bool
	texts      []string
	text       []int // index in texts of a declaration's
}

// order returns the texts of declarations, those of functions init last.
func (p *program) order(decls []ast.Decl) []string {
	o := &ordering{program: p, decls: decls, of: map[types.Object]int{}, methods: map[types.Object][]int{},
		index: make([]int, len(decls)), low: make([]int, len(decls)), done: make([]bool, len(decls)), text: make([]int, len(decls))}
	var inits []string
	for i, d := range decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			inits = append(inits, p.source(f))
			o.index[i], o.done[i] = -1, true
		}
		o.declare(i, d)
	}
	for _, in := range p.info.InitOrder {
		for i, d := range decls {
			if d.Pos() <= in.Rhs.Pos() && in.Rhs.Pos() < d.End() {
				o.visit(i)
			}
		}
	}
	for i := range decls {
		o.visit(i)
	}
	if !o.initialisesInOrder() {
		o.texts = []string{strings.Join(o.sources(decls), "\n\n")}
		return o.texts
	}
	if len(inits) > 0 {
		o.texts = append(o.texts, strings.Join(inits, "\n\n"))
	}
	return o.texts
}

// initialisesInOrder says whether the texts, one after the other, initialise
// variables in the program's order. They do not if a declaration of several needs
// a later one for some of them.
func (o *ordering) initialisesInOrder() bool {
	last := 0
	for _, in := range o.info.InitOrder {
		for i, d := range o.decls {
			if d.Pos() <= in.Rhs.Pos() && in.Rhs.Pos() < d.End() {
				if o.text[i] < last {
					return false
				}
				last = o.text[i]
			}
		}
	}
	return true
}

func (p *program) sources(decls []ast.Decl) (list []string) {
	for _, d := range decls {
		list = append(list, p.source(d))
	}
	return list
}

// declare notes what declaration i declares.
func (o *ordering) declare(i int, d ast.Decl) {
	if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
		if fn, ok := o.info.Defs[f.Name].(*types.Func); ok {
			recv := types.Unalias(fn.Signature().Recv().Type())
			if p, ok := recv.(*types.Pointer); ok {
				recv = types.Unalias(p.Elem())
			}
			name := recv.(*types.Named).Obj()
			o.methods[name] = append(o.methods[name], i)
			o.of[fn] = i
		}
		return
	}
	ast.Inspect(d, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj := o.info.Defs[id]; obj != nil && obj.Parent() == o.pkg.Scope() {
				o.of[obj] = i
			}
		}
		return true
	})
}

// visit adds the texts of what declaration i depends on, and its own.
func (o *ordering) visit(i int) {
	if o.index[i] != 0 {
		return
	}
	o.next++
	o.index[i], o.low[i] = o.next, o.next
	o.stack = append(o.stack, i)
	for _, j := range o.dependencies(i) {
		if o.index[j] == 0 {
			o.visit(j)
			o.low[i] = min(o.low[i], o.low[j])
		} else if !o.done[j] {
			o.low[i] = min(o.low[i], o.index[j])
		}
	}
	if o.low[i] < o.index[i] {
		return
	}
	at := slices.Index(o.stack, i)
	circle := slices.Sorted(slices.Values(o.stack[at:]))
	o.stack = o.stack[:at]
	var texts []string
	for _, j := range circle {
		o.done[j] = true
		o.text[j] = len(o.texts)
		texts = append(texts, o.source(o.decls[j]))
	}
	o.texts = append(o.texts, strings.Join(texts, "\n\n"))
}

// dependencies are the declarations that declaration i mentions, and the methods
// of the types that it does.
func (o *ordering) dependencies(i int) []int {
	var list []int
	add := func(j int) {
		if j != i && o.index[j] >= 0 && !slices.Contains(list, j) {
			list = append(list, j)
		}
	}
	ast.Inspect(o.decls[i], func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		obj := o.info.Uses[id]
		if f, ok := obj.(*types.Func); ok {
			obj = f.Origin()
		}
		if j, ok := o.of[obj]; ok {
			add(j)
			if o.of[obj] == i || slices.Contains(o.methods[obj], i) {
				return true
			}
			for _, m := range o.methods[obj] {
				add(m)
			}
		}
		return true
	})
	return list
}
