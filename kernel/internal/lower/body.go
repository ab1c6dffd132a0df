package lower

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"gosched/kernel/internal/core"
)

// A body is a core.Func in the making. The slots of a finished function are in
// the order captures, parameters, others; while it is made, captures turn up
// one by one, so nodes refer to slots and get their numbers in finish.
type body struct {
	u        *unit
	src      *source
	env      *env
	outer    *body // whose variables it can capture, or nil
	flow     *flow
	fun      *function          // of the source; several bodies can belong to one
	loop     *funcLoop          // the loop over a function whose body this is, or nil
	made     map[ast.Expr]*slot // calls of the statement in work that have been made, see order.go
	inFrame  bool               // called by a frame of deferred calls: results are in boxes
	out      *core.Func
	vars     map[*types.Var]*variable
	slots    []*slot
	locals   []localUse
	captured []*variable // variables of outer, in the order of the captured slots
	list     []*core.Node
	targets  []target
	names    *naming
}

// A slot is a core.Slot whose number is not yet known.
type slot struct {
	core.Slot
	role  role
	index int64
}

// A role says in which group of slots one is.
type role uint8

const (
	isCapture role = iota
	isParam
	isOther
)

// A localUse is an OpLocal and the slot it is about.
type localUse struct {
	node *core.Node
	slot *slot
}

// A variable is where a variable lives: in a slot, or boxed in memory whose
// address the slot holds, or in storage of its own (slot is nil).
type variable struct {
	typ    types.Type
	slot   *slot
	boxed  bool
	global core.GlobalID
	ptr    core.TypeID // type of its address, if boxed or global
}

// newBody starts the function id. A function with an outer body shares its
// declaration.
func (u *unit) newBody(id core.FuncID, src *source, e *env, outer *body) *body {
	b := &body{u: u, src: src, env: e, outer: outer, out: &core.Func{ID: id}, vars: map[*types.Var]*variable{}}
	if outer != nil {
		b.flow, b.fun, b.names = outer.flow, outer.fun, outer.names
	}
	return b
}

// helper starts a function of lowering's own making.
func (u *unit) helper(id core.FuncID, name string) *body {
	b := u.newBody(id, u.ch.src, nil, nil)
	b.flow = &flow{}
	b.out.Name = name
	b.out.Helper = true
	return b
}

func (b *body) name(s string) {
	b.out.Name = s
	b.names = &naming{prefix: s, outermost: true}
}

// pos sets the position of the function itself.
func (b *body) pos(pos token.Pos) {
	p := b.src.place(pos)
	b.out.Cell, b.out.File, b.out.Pos = p.cell, p.file, p.pos()
}

// at converts a position and remembers it for internal errors.
func (b *body) at(pos token.Pos) core.Pos {
	if !pos.IsValid() {
		return core.Pos{}
	}
	p := b.src.place(pos)
	if !b.src.library {
		b.u.at = p
	}
	return p.pos()
}

func (b *body) fail(n ast.Node, format string, args ...any) {
	b.u.fail(b.src, n.Pos(), format, args...)
}

// failHere fails at the position last looked at.
func (u *unit) failHere(format string, args ...any) {
	panic(&Unsupported{Cell: u.at.cell, Line: u.at.line, Col: u.at.col, Msg: fmt.Sprintf(format, args...)})
}

// finish numbers the slots and adds the function to the unit.
func (b *body) finish() {
	f := b.out
	for r := isCapture; r <= isOther; r++ {
		for _, s := range b.slots {
			if s.role == r {
				s.index = int64(len(f.Slots))
				f.Slots = append(f.Slots, s.Slot)
			}
		}
	}
	for _, s := range b.slots {
		switch s.role {
		case isCapture:
			f.Captures++
		case isParam:
			f.Params++
		}
	}
	for _, l := range b.locals {
		l.node.Int = l.slot.index
	}
	f.Body = &core.Node{Op: core.OpBlock, Args: b.list}
	f.Calls = calls(f.Body)
	b.u.out.Funcs = append(b.u.out.Funcs, f)
}

// calls says whether the tree calls a function.
func calls(n *core.Node) bool {
	if n == nil {
		return false
	}
	switch n.Op {
	case core.OpCall, core.OpCallValue, core.OpCallExt, core.OpCallMethod, core.OpRunFrame:
		return true
	}
	for _, a := range n.Args {
		if calls(a) {
			return true
		}
	}
	return false
}

// A naming numbers the functions within a function as the compiler does.
type naming struct {
	prefix    string
	outermost bool
	literals  int
	wrappers  int
	loops     int
}

func (n *naming) literal() *naming {
	n.literals++
	sep := "."
	if n.outermost {
		sep = ".func"
	}
	return &naming{prefix: fmt.Sprintf("%s%s%d", n.prefix, sep, n.literals)}
}

func (n *naming) wrapper(kind string) string {
	n.wrappers++
	return fmt.Sprintf("%s.%s%d", n.prefix, kind, n.wrappers)
}

// loop names the body of a loop over a function. What is in it is numbered
// with what is in the function around.
func (n *naming) loop() string {
	n.loops++
	return fmt.Sprintf("%s-range%d", n.prefix, n.loops)
}

// typ replaces type parameters in t.
func (b *body) typ(t types.Type) types.Type { return b.env.typ(t) }

// id returns the number of t.
func (b *body) id(t types.Type) core.TypeID { return b.u.typeID(b.env.typ(t)) }

func (b *body) pointerTo(t types.Type) core.TypeID { return b.id(types.NewPointer(b.typ(t))) }

// newSlot adds a slot.
func (b *body) newSlot(name string, t core.TypeID, r role) *slot {
	s := &slot{Slot: core.Slot{Name: name, Type: t}, role: r}
	b.slots = append(b.slots, s)
	return s
}

// local is the value of a slot, and the place.
func (b *body) local(s *slot) *core.Node {
	n := &core.Node{Op: core.OpLocal, Type: s.Type}
	b.locals = append(b.locals, localUse{n, s})
	return n
}

// temp puts the value of x into a new slot and returns that.
func (b *body) temp(x *core.Node) *slot {
	s := b.newSlot("", x.Type, isOther)
	b.set(s, x)
	return s
}

func (b *body) set(s *slot, x *core.Node) {
	b.emit(core.OpAssign, x.Pos, b.local(s), x)
}

// emit adds a statement.
func (b *body) emit(op core.Op, pos core.Pos, args ...*core.Node) *core.Node {
	n := &core.Node{Op: op, Pos: pos, Args: args}
	b.list = append(b.list, n)
	return n
}

// block collects what do emits.
func (b *body) block(do func()) *core.Node {
	saved := b.list
	b.list = nil
	do()
	n := &core.Node{Op: core.OpBlock, Args: b.list}
	b.list = saved
	return n
}

func node(op core.Op, t core.TypeID, pos core.Pos, args ...*core.Node) *core.Node {
	return &core.Node{Op: op, Type: t, Pos: pos, Args: args}
}

// hidden makes a variable that the source does not have.
func hidden(t types.Type) *types.Var { return types.NewVar(token.NoPos, nil, "", t) }

// lookup finds where v lives, capturing it from the outer body if need be.
func (b *body) lookup(v *types.Var) *variable {
	if x := b.vars[v]; x != nil {
		return x
	}
	if b.outer == nil {
		return nil
	}
	o := b.outer.lookup(v)
	if o == nil || o.slot == nil {
		return o
	}
	x := *o
	x.slot = b.newSlot(o.slot.Name, o.slot.Type, isCapture)
	b.captured = append(b.captured, o)
	b.vars[v] = &x
	return &x
}

// read is the value of a variable, and the place.
func (b *body) read(x *variable) *core.Node {
	if x.slot != nil && !x.boxed {
		return b.local(x.slot)
	}
	return node(core.OpDeref, b.id(x.typ), core.Pos{}, b.address(x))
}

// address is the address of a variable that has one.
func (b *body) address(x *variable) *core.Node {
	if x.slot == nil {
		n := node(core.OpGlobal, x.ptr, core.Pos{})
		n.Int = int64(x.global)
		return n
	}
	return b.local(x.slot)
}

// declare makes v live from here on, with the value of x, zero if nil.
func (b *body) declare(v *types.Var, x *core.Node, pos core.Pos) *variable {
	t := b.typ(v.Type())
	if g := b.globalOf(v); g != nil {
		if x == nil {
			x = node(core.OpZero, b.id(t), pos)
		}
		b.emit(core.OpAssign, pos, b.read(g), x)
		return g
	}
	boxed := b.flow.vars[v] != nil && b.flow.vars[v].boxed
	return b.declareAs(v, boxed, x, pos)
}

func (b *body) declareAs(v *types.Var, boxed bool, x *core.Node, pos core.Pos) *variable {
	t := b.typ(v.Type())
	d := &variable{typ: t, boxed: boxed}
	if boxed {
		d.ptr = b.pointerTo(t)
		d.slot = b.newSlot(v.Name(), d.ptr, isOther)
		b.emit(core.OpAssign, pos, b.local(d.slot), newOf(d.ptr, x, pos))
	} else {
		if x == nil {
			x = node(core.OpZero, b.id(t), pos)
		}
		d.slot = b.newSlot(v.Name(), b.id(t), isOther)
		b.emit(core.OpAssign, pos, b.local(d.slot), x)
	}
	b.vars[v] = d
	return d
}

// newOf is a new variable with the value of x, zero if nil.
func newOf(ptr core.TypeID, x *core.Node, pos core.Pos) *core.Node {
	if x == nil {
		return node(core.OpNew, ptr, pos)
	}
	return node(core.OpNew, ptr, pos, x)
}

// globalOf returns where the session's variable or library variable v is
// stored, nil for ordinary locals.
func (b *body) globalOf(v *types.Var) *variable {
	src := b.u.sourceOf(v.Pkg())
	if src == nil || v.IsField() {
		return nil
	}
	key := src.varKey(v)
	if key == "" {
		return nil
	}
	id, ok := b.u.l.globals.ids.m[key]
	if !ok {
		if !src.library {
			b.u.failHere("variable %s has no storage", v.Name())
		}
		id = b.u.libraryVariable(src, v, key)
	}
	return &variable{typ: v.Type(), global: id, ptr: b.pointerTo(v.Type())}
}

// libraryVariable makes storage for a package-level variable of a library, and
// its initialiser.
func (u *unit) libraryVariable(src *source, v *types.Var, key string) core.GlobalID {
	id := u.storage(storage{obj: v, key: key, name: v.Pkg().Name() + "." + v.Name()})
	in := src.initial(v)
	if in == nil {
		if fn, ok := u.embedded(src, v); ok {
			u.libInits = append(u.libInits, fn)
		}
		return id
	}
	for _, other := range in.Lhs {
		u.reserve(src, other)
	}
	u.libInits = append(u.libInits, u.initializer(src, in))
	return id
}
