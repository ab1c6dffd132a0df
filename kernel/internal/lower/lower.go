package lower

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"gosched/kernel/internal/core"
	"gosched/kernel/internal/module"
	"gosched/kernel/internal/stdlib"
)

// A Lowerer turns the changes of one session into units, in order.
type Lowerer struct {
	// Pause, if it is not nil, is called every now and then by Lower, which may take
	// seconds for what reaches far into modules. An error of it ends Lower, and is
	// what Lower returns. Meanwhile Variable may be called, and nothing else.
	Pause func() error

	imp       Importer
	modules   func(path string) *module.Package // nil if there are none
	sources   map[string]*source                // of library packages, by path; nil if there is none
	types     table[core.TypeID]
	funcs     table[core.FuncID]
	globals   table[core.GlobalID]
	repanic   bool                               // tests want to see where lowering itself went wrong
	known     ledger[core.FuncID, made]          // what the worker has
	tables    ledger[core.TypeID, *core.TypeDef] // types with methods that the worker has
	instances ledger[string, arguments]          // of the instances of the session's generic functions, by key
	orphans   ledger[core.GlobalID, bool]        // variables without a key that the worker has
	begun     ledger[string, bool]               // paths of the packages of modules that the worker initialises
	counts
	before counts // the latest unit
}

// Counts are what a Lowerer remembers besides what is in ledgers.
type counts struct {
	passed  []core.FuncID // functions of the latest unit for the next to drop
	initial naming        // of functions in the values of package-level variables
}

// An Importer has the syntax of packages that cells import: that of generic library
// packages, and if it has a method Module, as a *module.Importer does, that of modules.
type Importer interface {
	types.Importer
	Source(path string) *stdlib.Source
}

// New returns a Lowerer for a session that has run nothing yet.
func New(imp Importer) *Lowerer {
	l := &Lowerer{
		imp:       imp,
		sources:   map[string]*source{},
		known:     newLedger[core.FuncID, made](),
		tables:    newLedger[core.TypeID, *core.TypeDef](),
		orphans:   newLedger[core.GlobalID, bool](),
		begun:     newLedger[string, bool](),
		instances: newLedger[string, arguments](),
		types:     newTable(core.FirstType),
		funcs:     newTable(core.FuncID(1)),
		globals:   newTable(core.GlobalID(1)),
		counts:    counts{initial: naming{prefix: "main.init", outermost: true}},
	}
	if m, ok := imp.(interface{ Module(string) *module.Package }); ok {
		l.modules = m.Module
	}
	return l
}

// A table numbers keys. What was added since begin can be taken back.
type table[ID ~int32] struct {
	ids   ledger[string, ID]
	next  ID
	start ID
}

func newTable[ID ~int32](first ID) table[ID] {
	return table[ID]{ids: newLedger[string, ID](), next: first}
}

func (t *table[ID]) begin() {
	t.start = t.next
	t.ids.begin()
}

// rollback takes back the keys, but not the numbers, which the worker may know.
func (t *table[ID]) rollback() { t.ids.rollback() }

// reuse gives up the numbers of a unit that the worker will never hear of.
func (t *table[ID]) reuse() { t.next = t.start }

// add gives key a new number, whether it had one or not.
func (t *table[ID]) add(key string) ID {
	id := t.anonymous()
	t.ids.set(key, id)
	return id
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
	id, ok := l.globals.ids.m[key]
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
	imports   []*types.Package // that the cell imports
	drop      []string
}

// A storage is memory to make for a variable.
type storage struct {
	obj   *types.Var
	key   string
	name  string
	alias string
}

func (l *Lowerer) begin() {
	l.types.begin()
	l.funcs.begin()
	l.globals.begin()
	l.known.begin()
	l.tables.begin()
	l.instances.begin()
	l.orphans.begin()
	l.begun.begin()
	l.before = l.counts
}

// Rollback forgets the latest unit, which has had no effect in the worker.
func (l *Lowerer) Rollback() {
	l.types.rollback()
	l.funcs.rollback()
	l.globals.rollback()
	l.known.rollback()
	l.tables.rollback()
	l.instances.rollback()
	l.orphans.rollback()
	l.begun.rollback()
	l.counts = l.before
}

// lower returns the unit of ch. If it fails, l is as before.
func (l *Lowerer) lower(ch *change) (out *core.Unit, err error) {
	l.begin()
	u := &unit{
		l:        l,
		ch:       ch,
		out:      &core.Unit{Cell: ch.cell},
		byType:   map[types.Type]core.TypeID{},
		ctxt:     types.NewContext(),
		locals:   map[*types.TypeName]string{},
		numbers:  map[*source]map[token.Pos]int{},
		replaced: map[core.FuncID]core.FuncID{},
		fixed:    map[core.FuncID]bool{},
	}
	defer func() {
		e := recover()
		if e == nil {
			return
		}
		l.Rollback()
		l.types.reuse()
		l.funcs.reuse()
		l.globals.reuse()
		out = nil
		if p, ok := e.(pauseError); ok {
			err = p.error
			return
		}
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
	u.keep()
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
	locals   map[*types.TypeName]string    // keys of local types cloned for an instance
	numbers  map[*source]map[token.Pos]int // see localNumber
	replaced map[core.FuncID]core.FuncID   // functions lowered before, and their new form
	queue    []func()
	within   []*types.Interface // whose keys are being made, outermost first

	dropped  []core.FuncID // that lost their key or were replaced
	libInits []core.FuncID // initialise variables of library packages that read no others
	pkgInits []core.FuncID // initialise packages of modules, after libInits

	fixed map[core.FuncID]bool // functions of modules, which cannot reach what cells declare
}

// lower fills u.out.
func (u *unit) lower() {
	src := u.ch.src
	u.prune()
	u.beginPackages()
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
	u.forget(u.ch.drop) // statements mean what was before the cell, and may call it
	u.relink()
	u.out.Packages = len(u.libInits) + len(u.pkgInits)
	u.out.Inits = slices.Concat(u.libInits, u.pkgInits, u.out.Inits)
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
	for key, id := range u.l.funcs.ids.m {
		if origin, _, _ := strings.Cut(key, "["); gone[origin] {
			u.l.funcs.ids.remove(key)
			u.l.instances.remove(key)
			u.dropped = append(u.dropped, id)
		}
	}
}

// drain lowers the bodies that are waiting, and those they ask for.
func (u *unit) drain() {
	for len(u.queue) > 0 {
		u.pause()
		job := u.queue[0]
		u.queue = u.queue[1:]
		job()
	}
}

// A pauseError is what lowering panics with when Pause says that it must end.
type pauseError struct{ error }

// pause calls the lowerer's Pause.
func (u *unit) pause() {
	if u.l.Pause == nil {
		return
	}
	if err := u.l.Pause(); err != nil {
		panic(pauseError{err})
	}
}

// storage makes memory for a variable of the session.
func (u *unit) storage(v storage) core.GlobalID {
	g := &core.Global{ID: u.l.globals.add(v.key), Name: v.name, Cell: u.ch.cell, Type: u.typeID(v.obj.Type())}
	if v.alias != "" {
		g.Alias = u.l.globals.ids.m[v.alias]
	}
	u.out.Globals = append(u.out.Globals, g)
	return g.ID
}

// fail ends lowering with an error at pos.
func (u *unit) fail(src *source, pos token.Pos, format string, args ...any) {
	p := src.place(pos)
	panic(&Unsupported{Cell: p.cell, Line: p.line, Col: p.col, Msg: fmt.Sprintf(format, args...)})
}
