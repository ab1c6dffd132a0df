package lower

import (
	"slices"

	"gosched/kernel/internal/core"
)

// keep remembers what the worker gets.
func (l *Lowerer) keep(out *core.Unit) {
	for _, f := range out.Funcs {
		l.known[f.ID] = f
	}
	for _, d := range out.Types {
		if len(d.Methods) > 0 && d.Kind != core.KindInterface {
			i := slices.IndexFunc(l.tables, func(t *core.TypeDef) bool { return t.ID == d.ID })
			if i >= 0 {
				l.tables[i] = d
			} else {
				l.tables = append(l.tables, d)
			}
		}
	}
}

// relink brings up to date what refers to functions that this change lowered
// anew and is not lowered anew itself: instances of generic functions, wrappers
// and method tables. Their core is copied with the new numbers in it.
func (u *unit) relink() {
	if len(u.replaced) == 0 {
		return
	}
	users := u.users()
	for old := range u.replaced {
		u.copyUsers(users, old)
	}
	u.copied()
	for _, d := range u.l.tables {
		if d, changed := u.relinked(d); changed {
			u.out.Types = append(u.out.Types, d)
		}
	}
}

// users returns for each known function those that refer to it.
func (u *unit) users() map[core.FuncID][]core.FuncID {
	users := map[core.FuncID][]core.FuncID{}
	for id, f := range u.l.known {
		eachFunc(f.Body, func(n *core.Node) {
			callee := core.FuncID(n.Int)
			users[callee] = append(users[callee], id)
		})
	}
	return users
}

// eachFunc calls do for each node of the tree that names a function.
func eachFunc(n *core.Node, do func(*core.Node)) {
	if n == nil {
		return
	}
	switch n.Op {
	case core.OpCall, core.OpFunc, core.OpClosure:
		do(n)
	}
	for _, a := range n.Args {
		eachFunc(a, do)
	}
}

// copyUsers gives every function that reaches old a copy that reaches its new form.
func (u *unit) copyUsers(users map[core.FuncID][]core.FuncID, old core.FuncID) {
	for _, id := range users[old] {
		if _, done := u.replaced[id]; done || u.l.funcs.fresh(id) {
			continue
		}
		u.replaced[id] = u.l.funcs.anonymous()
		u.copyUsers(users, id)
	}
}

// relinked returns d with the new forms of its methods.
func (u *unit) relinked(d *core.TypeDef) (*core.TypeDef, bool) {
	c := *d
	c.Methods = slices.Clone(d.Methods)
	changed := false
	for i, m := range c.Methods {
		if id, ok := u.replaced[m.Func]; ok {
			c.Methods[i].Func = id
			changed = true
		}
	}
	return &c, changed
}

// copied adds to the unit the new forms of functions that were not lowered anew.
func (u *unit) copied() {
	for old, id := range u.replaced {
		f, ok := u.l.known[old]
		if !ok || u.relowered(id) {
			continue
		}
		c := *f
		c.ID = id
		c.Body = u.renumbered(f.Body)
		u.out.Funcs = append(u.out.Funcs, &c)
	}
	for key, id := range u.l.funcs.ids {
		if to, ok := u.replaced[id]; ok {
			u.l.funcs.set(key, to)
		}
	}
}

// relowered says whether the unit has the function id.
func (u *unit) relowered(id core.FuncID) bool {
	return slices.ContainsFunc(u.out.Funcs, func(f *core.Func) bool { return f.ID == id })
}

// renumbered copies a tree with the numbers of the new forms.
func (u *unit) renumbered(n *core.Node) *core.Node {
	if n == nil {
		return nil
	}
	c := *n
	switch n.Op {
	case core.OpCall, core.OpFunc, core.OpClosure:
		if id, ok := u.replaced[core.FuncID(n.Int)]; ok {
			c.Int = int64(id)
		}
	}
	c.Args = make([]*core.Node, len(n.Args))
	for i, a := range n.Args {
		c.Args[i] = u.renumbered(a)
	}
	return &c
}
