package lower

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/stdlib"
)

// A Lowerer turns the changes of one session into units, in order.
type Lowerer struct {
	imp       *stdlib.Importer
	sources   map[string]*source // of library packages, by path; nil if there is none
	types     table[core.TypeID]
	funcs     table[core.FuncID]
	globals   table[core.GlobalID]
	repanic   bool                          // tests want to see where lowering itself went wrong
	known     map[core.FuncID]made          // what the worker has
	tables    map[core.TypeID]*core.TypeDef // types with methods that the worker has
	instances map[string]arguments          // of the instances of the session's generic functions, by key
	orphans   map[core.GlobalID]bool        // variables without a key that the worker has
	passed    []core.FuncID                 // functions of the latest unit for the next to drop
	initial   naming                        // of functions in the values of package-level variables
}

// New returns a Lowerer for a session that has run nothing yet. It takes the
// syntax of generic library packages from imp.
func New(imp *stdlib.Importer) *Lowerer {
	return &Lowerer{
		imp:       imp,
		sources:   map[string]*source{},
		known:     map[core.FuncID]made{},
		tables:    map[core.TypeID]*core.TypeDef{},
		orphans:   map[core.GlobalID]bool{},
		instances: map[string]arguments{},
		types:     newTable(core.FirstType),
		funcs:     newTable(core.FuncID(1)),
		globals:   newTable(core.GlobalID(1)),
		initial:   naming{prefix: "main.init", outermost: true},
	}
}

// A table numbers keys. What was added since begin can be taken back.
type table[ID ~int32] struct {
	ids   map[string]ID
	next  ID
	start ID
	undo  []undo[ID]
}

// An undo restores the entry of a key.
type undo[ID ~int32] struct {
	key string
	id  ID
	had bool
}

func newTable[ID ~int32](first ID) table[ID] {
	return table[ID]{ids: map[string]ID{}, next: first}
}

func (t *table[ID]) begin() { t.start, t.undo = t.next, nil }

func (t *table[ID]) rollback() {
	for _, u := range slices.Backward(t.undo) {
		if u.had {
			t.ids[u.key] = u.id
		} else {
			delete(t.ids, u.key)
		}
	}
	t.next = t.start
}

// add gives key a new number, whether it had one or not.
func (t *table[ID]) add(key string) ID {
	old, had := t.ids[key]
	t.undo = append(t.undo, undo[ID]{key, old, had})
	id := t.next
	t.next++
	t.ids[key] = id
	return id
}

// set changes the number of a key.
func (t *table[ID]) set(key string, id ID) {
	old, had := t.ids[key]
	t.undo = append(t.undo, undo[ID]{key, old, had})
	t.ids[key] = id
}

// remove forgets a key.
func (t *table[ID]) remove(key string) {
	t.undo = append(t.undo, undo[ID]{key, t.ids[key], true})
	delete(t.ids, key)
}

// anonymous returns a number without a key.
func (t *table[ID]) anonymous() ID {
	id := t.next
	t.next++
	return id
}

// fresh says whether id was given since begin.
func (t *table[ID]) fresh(id ID) bool { return id >= t.start }

// Variable returns the number by which the worker knows the variable of a key.
func (l *Lowerer) Variable(key string) (core.GlobalID, bool) {
	id, ok := l.globals.ids[key]
	return id, ok
}

// A change is what lowering needs to know of a change of the session.
type change struct {
	cell      int
	src       *source
	funcs     []*ast.FuncDecl // to lower, none of them generic
	generics  []*ast.FuncDecl // whose instances are to be lowered anew
	run       *ast.FuncDecl
	result    ast.Expr        // whose value the cell shows, in an ExprStmt of run
	results   *ast.AssignStmt // whose values the cell shows
	inits     []*types.Initializer
	initFuncs []*ast.FuncDecl
	main      *ast.FuncDecl
	vars      []storage
	drop      []string
}

// A storage is memory to make for a variable.
type storage struct {
	obj   *types.Var
	key   string
	name  string
	alias string
}

// lower returns the unit of ch. If it fails, l is as before.
func (l *Lowerer) lower(ch *change) (out *core.Unit, err error) {
	l.types.begin()
	l.funcs.begin()
	l.globals.begin()
	initial := l.initial
	u := &unit{
		l:        l,
		ch:       ch,
		out:      &core.Unit{Cell: ch.cell},
		byType:   map[types.Type]core.TypeID{},
		ctxt:     types.NewContext(),
		locals:   map[*types.TypeName]string{},
		replaced: map[core.FuncID]core.FuncID{},
	}
	defer func() {
		e := recover()
		if e == nil {
			return
		}
		l.types.rollback()
		l.funcs.rollback()
		l.globals.rollback()
		l.initial = initial
		out = nil
		if un, ok := e.(*Unsupported); ok {
			err = un
			return
		}
		if l.repanic {
			panic(e)
		}
		err = &Unsupported{Cell: ch.cell, Line: u.at.line, Col: u.at.col, Msg: fmt.Sprintf("internal error of lowering: %v", e)}
	}()
	u.lower()
	l.keep(u.out)
	u.out.Drop = l.passed
	l.passed = l.passing(u.out) // before drop, which forgets what no key leads to
	u.drop()
	return u.out, nil
}

// A unit is a core.Unit in the making.
type unit struct {
	l        *Lowerer
	ch       *change
	out      *core.Unit
	at       place // of what is being lowered, for errors
	byType   map[types.Type]core.TypeID
	ctxt     *types.Context
	locals   map[*types.TypeName]string  // keys of local types cloned for an instance
	replaced map[core.FuncID]core.FuncID // functions lowered before, and their new form
	queue    []func()
	within   []*types.Interface // whose keys are being made, outermost first

	dropped  []core.FuncID // that lost their key or were replaced
	libInits []core.FuncID // initialise variables of library packages
}

// lower fills u.out.
func (u *unit) lower() {
	src := u.ch.src
	u.prune()
	u.forget(u.ch.drop)
	for _, v := range u.ch.vars {
		u.at = src.place(v.obj.Pos())
		u.storage(v)
	}
	for _, d := range u.ch.funcs {
		if f, ok := src.info.Defs[d.Name].(*types.Func); ok {
			u.list(f, d)
		}
	}
	for _, d := range u.ch.generics {
		if f, ok := src.info.Defs[d.Name].(*types.Func); ok {
			u.listInstances(f, d)
		}
	}
	for _, in := range u.ch.inits {
		u.out.Inits = append(u.out.Inits, u.initializer(src, in))
	}
	for _, d := range u.ch.initFuncs {
		u.out.Inits = append(u.out.Inits, u.entry(src, d, "main.init.0"))
	}
	if u.ch.run != nil {
		u.out.Run = u.entry(src, u.ch.run, fmt.Sprintf("cell %d", u.ch.cell))
	}
	if u.ch.main != nil {
		u.out.Main = u.entryOf(src, u.ch.main)
	}
	u.drain()
	u.relink()
	u.out.Inits = slices.Concat(u.libInits, u.out.Inits)
}

// forget takes the numbers of functions and of their instances from keys that
// nothing will ask for again.
func (u *unit) forget(keys []string) {
	if len(keys) == 0 {
		return
	}
	gone := map[string]bool{}
	for _, key := range keys {
		gone[key] = true
	}
	for key, id := range u.l.funcs.ids {
		if origin, _, _ := strings.Cut(key, "["); gone[origin] {
			u.l.funcs.remove(key)
			delete(u.l.instances, key)
			u.dropped = append(u.dropped, id)
		}
	}
}

// drain lowers the bodies that are waiting, and those they ask for.
func (u *unit) drain() {
	for len(u.queue) > 0 {
		job := u.queue[0]
		u.queue = u.queue[1:]
		job()
	}
}

// storage makes memory for a variable of the session.
func (u *unit) storage(v storage) core.GlobalID {
	g := &core.Global{ID: u.l.globals.add(v.key), Name: v.name, Cell: u.ch.cell, Type: u.typeID(v.obj.Type())}
	if v.alias != "" {
		g.Alias = u.l.globals.ids[v.alias]
	}
	u.out.Globals = append(u.out.Globals, g)
	return g.ID
}

// fail ends lowering with an error at pos.
func (u *unit) fail(src *source, pos token.Pos, format string, args ...any) {
	p := src.place(pos)
	panic(&Unsupported{Cell: p.cell, Line: p.line, Col: p.col, Msg: fmt.Sprintf(format, args...)})
}
